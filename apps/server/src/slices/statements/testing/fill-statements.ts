import type pg from 'pg';

/** How many statements are about one party, on the average. */
const STATEMENTS_OF_PARTY = 50;
const DIVISIONS = `array['640104', '640105', '640106', '640205', '640302', '640402', '640502', '640521']`;

/**
 * Fills an empty register with so many certificates: three years of issue in order of time, forty issuers, thirty
 * schemes; one in twenty suspended, one in ten withdrawn, about a third expired by 2026-07-18.
 */
export async function fillStatements(pool: pg.Pool, count: number): Promise<void> {
  const parties = Math.max(50, Math.ceil(count / STATEMENTS_OF_PARTY));
  await pool.query(
    `insert into party (public_id, kind, name_zh, division, is_demo, created_at)
     select 'pty_office' || n, 'authority', '示范机关' || n, (${DIVISIONS})[1 + n % 8], true, '2023-01-01Z'
     from generate_series(1, 40) n`,
  );
  await pool.query(
    `insert into party (public_id, kind, name_zh, division, is_demo, created_at)
     select 'pty_firm' || n, case when n % 10 = 0 then 'household' else 'enterprise' end, '示范企业' || n,
       (${DIVISIONS})[1 + n % 8], true, '2023-01-01Z'
     from generate_series(1, $1::int) n`,
    [parties],
  );
  await pool.query(
    `insert into mandate (public_id, holder_kind, kind, about, valid_from, legal_basis, granted_at, granted_by)
     values ('mdt_fill', 'authority', 'certification', 'anyone', '2023-01-01', '（演示）', '2023-01-01Z', 'fill')`,
  );
  // The issuers and holders are numbered without gaps from the first on.
  await pool.query(
    `with base as (select (select min(id) from party where public_id like 'pty_office%') as office,
       (select min(id) from party where public_id like 'pty_firm%') as firm, (select id from mandate where public_id = 'mdt_fill') as mandate)
     insert into statement (public_id, kind, issuer, mandate, party_id, subject_party, subject_division, scheme, number,
       legal_basis, valid_from, valid_to, public_from, issued_at, issued_by, wish_digest)
     select 'stm_fill' || n, (array['certification', 'award', 'listing', 'licence'])[1 + n % 4], office + n % 40, mandate,
       firm + (n::bigint * 7919) % $2::int, firm + (n::bigint * 7919) % $2::int, (${DIVISIONS})[1 + ((n::bigint * 7919) % $2::int + 1) % 8],
       'scheme-' || n % 30, 'N-' || lpad(n::text, 8, '0'), '（演示）', day, case when n % 9 <> 0 then day + 730 + n % 365 end, day,
       day + interval '4 hours', 'fill', '\\x00'
     from base, generate_series(1, $1::int) n, lateral (select date '2023-07-01' + (n::bigint * 1095 / $1::int)::int as day) d`,
    [count, parties],
  );
  await pool.query(
    `insert into statement_change (statement, seq, at, action, to_status, party, actor)
     select id, 0, issued_at, 'issue', 'valid', issuer, 'fill' from statement`,
  );
  await pool.query(
    `insert into statement_change (statement, seq, at, action, to_status, party, actor, reason, legal_basis)
     select id, 1, issued_at + interval '10 days', case when id % 20 = 0 then 'suspend' else 'withdraw' end,
       case when id % 20 = 0 then 'suspended' else 'withdrawn' end, issuer, 'fill', '（演示）', '（演示）'
     from statement where id % 20 = 0 or id % 10 = 1`,
  );
  await pool.query(
    `insert into statement_state (statement, seq, status, at, kind, scheme, number, issuer, subject_party,
       subject_division, last_day, public_from, public_to, issued_at)
     select distinct on (h.statement) h.statement, h.seq, h.to_status, h.at, s.kind, s.scheme, s.number, s.issuer,
       s.subject_party, s.subject_division, coalesce(s.valid_to, 'infinity'), s.public_from, s.public_to, s.issued_at
       from statement_change h join statement s on s.id = h.statement order by h.statement, h.seq desc`,
  );
  await pool.query('vacuum analyze party, mandate, statement, statement_change, statement_state');
}
