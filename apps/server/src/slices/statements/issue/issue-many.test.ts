import { createHash, createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../kernel/transaction.ts';
import { openRegister, type Register } from '../testing/register.ts';
import { SAMPLES } from '../testing/samples.ts';
import { issueStatement, issueStatements } from './issue-statement.ts';
import type { StatementWish } from './statement-wish.ts';

/** Issues one by one, and the same in groups: what is there afterwards must be the same. */
let single: Register;
let group: Register;
const FILE = createHash('sha256').update('file').digest('hex');

beforeAll(async () => {
  single = await openRegister();
  group = await openRegister();
  for (const r of [single, group]) {
    await r.grant({ kind: 'certification' });
    await r.grant({ kind: 'award', needsSecondPerson: true });
    await r.grant({ kind: 'testReport', area: '6405' });
    await r.database.pool.query(
      `insert into evidence (digest, size, media_type, created_at) values (decode($1, 'hex'), 4, 'text/plain', now())`,
      [FILE],
    );
    await r.database.pool.query(
      `insert into evidence_deposit (digest, party, name, actor, at) values (decode($1, 'hex'), $2, 'f', 'acc', now())`,
      [FILE, r.party.coop],
    );
  }
});
afterAll(async () => {
  await single.close();
  await group.close();
});

/** One value nine times in ten, else one of the others. */
const mostly = <T>(usual: fc.Arbitrary<T>, ...others: readonly T[]) =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** Few values of each, so that requests, numbers and subjects meet. `supersedes`: a number issued before. */
const WISH = fc.record({
  kind: mostly(fc.constantFrom('certification', 'testReport'), 'award'),
  issuer: mostly(fc.constant('centre'), 'lab'),
  subject: mostly(fc.constantFrom('coop', 'lot', 'rival'), 'nobody'),
  number: mostly<number | undefined>(fc.integer({ min: 1, max: 40 }), undefined),
  request: fc.oneof(fc.constant(undefined), fc.integer({ min: 1, max: 40 })),
  validTo: mostly(fc.constant('2028-06-30'), '2020-01-01', '2027-06-30'),
  evidence: mostly<string[]>(fc.constantFrom([], [FILE]), ['00'.repeat(32)]),
  secondPerson: mostly<string | undefined>(fc.constant(undefined), 'acc_other', 'acc_decider'),
  supersedes: mostly<number | undefined>(
    fc.constant(undefined),
    ...Array.from({ length: 20 }, (_, n) => n + 1),
  ),
  text: mostly(fc.constant('A'), 'A\0'),
});
type Drawn = typeof WISH extends fc.Arbitrary<infer T> ? T : never;

async function wishFor(r: Register, drawn: Drawn): Promise<StatementWish> {
  const { kind, number, request, supersedes, secondPerson } = drawn;
  const { rows } = await r.database.pool.query<{ public_id: string }>(
    'select public_id from statement where number = $1 order by id desc limit 1',
    [`N-${supersedes}`],
  );
  const others: Readonly<Record<string, object>> = { lot: { lot: r.lot }, nobody: { party: 999_999 } };
  const subject = others[drawn.subject];
  return {
    ...{ kind, actor: 'acc_decider', issuer: r.party[drawn.issuer], validFrom: '2026-07-01' },
    ...{ validTo: drawn.validTo, legalBasis: `（演示）办法 ${drawn.text}`, evidence: drawn.evidence },
    ...{ content: SAMPLES[kind], subject: subject ?? { party: r.party[drawn.subject as 'coop'] } },
    ...(number === undefined ? {} : { number: `N-${number}` }),
    ...(request === undefined ? {} : { request: `request-${request}` }),
    ...(secondPerson === undefined ? {} : { secondPerson }),
    ...(supersedes === undefined ? {} : { supersedes: rows[0]?.public_id ?? 'stm_none' }),
  } as StatementWish;
}

const TABLES = [
  ...['statement', 'statement_change', 'statement_state', 'statement_certification', 'statement_award'],
  ...['statement_certified_product', 'statement_test_report', 'statement_test_item', 'statement_evidence'],
];

/** All that was written, with the random ids of the register replaced by what they stand for. */
async function written({ database: { pool } }: Register): Promise<readonly string[]> {
  const rows: string[] = [];
  const ids = await pool.query<{ public_id: string; id: string }>(
    `select public_id, 'S' || id as id from statement union all select public_id, 'M' || id from mandate
     union all select public_id, 'L' || id from status_list union all select public_id, 'K' || id from issuer_key`,
  );
  const names = new Map(ids.rows.map(({ public_id, id }) => [public_id, id]));
  const add = async (text: string, values: readonly unknown[] = []) => {
    const found = await pool.query<{ row: object }>(text, [...values]);
    for (const { row } of found.rows) {
      const said = JSON.stringify(row).replace(/[a-z]{3}_[0-9a-z]{10,}/g, id => names.get(id) ?? id);
      rows.push(said.replace(/\\?"statusListIndex\\?":\\?"\d+\\?"/g, '').replace(/(of )?N-\d+ \d+/g, ''));
    }
  };
  for (const table of TABLES) {
    await add(
      `select to_jsonb(t) - 'public_id' - 'wish_digest' as row from ${table} t order by to_jsonb(t)->>'id', t`,
    );
  }
  await add(
    `select jsonb_build_object('s', c.statement, 'list', c.list, 'key', c.key, 'of', c.party, 'payload',
      convert_from(decode(rpad(translate(split_part(secured, '.', 2), '-_', '+/'),
        (length(split_part(secured, '.', 2)) + 3) / 4 * 4, '='), 'base64'), 'utf8')) as row
     from credential c order by c.statement`,
  );
  await add(`select jsonb_build_object('kind', kind, 'record', record, 'revision', revision) as row
    from log_leaf where kind <> 'status-list' order by id`);
  await add(`select jsonb_build_object('kind', kind, 'facts', facts) as row from journal order by seq`);
  await add(`select jsonb_build_object('used', used, 'party', party) as row from status_list order by id`);
  return rows;
}

describe('many statements at once', () => {
  it('become what they become one by one: outcomes, rows, signed bytes, leaves, journal', async () => {
    const seen = { issued: 0, repeated: 0, refused: new Set<string>() };
    await fc.assert(
      fc.asyncProperty(fc.array(WISH, { minLength: 1, maxLength: 25 }), async drawn => {
        const [one, many] = [[], []] as [StatementWish[], StatementWish[]];
        // Some are sent twice in the same group.
        for (const each of [...drawn, ...drawn.slice(0, 3)]) {
          one.push(await wishFor(single, each));
          many.push(await wishFor(group, each));
        }
        const told = await inTransaction(group.ctx, tx => issueStatements(group.ctx, tx, many));
        for (const [at, wish] of one.entries()) {
          const issued = await inTransaction(single.ctx, tx => issueStatement(single.ctx, tx, wish));
          const plain = ({ publicId: _, ...rest }: Record<string, unknown>) => rest;
          expect(plain({ ...told[at] })).toEqual(plain({ ...issued }));
          if (!issued.ok) for (const { at, code } of issued.problems) seen.refused.add(`${at} ${code}`);
          else if (issued.repeated) seen.repeated += 1;
          else seen.issued += 1;
        }
      }),
      { numRuns: 20, seed: 7, endOnFailure: true },
    );
    expect(await written(group)).toEqual(await written(single));
    expect(seen.issued).toBeGreaterThan(30);
    expect(seen.repeated).toBeGreaterThan(3);
    expect([...seen.refused].sort()).toEqual(
      expect.arrayContaining([
        ...['/evidence/0 evidenceUnknown', '/issuer noMandate', '/legalBasis textUnstorable'],
        ...['/number numberTaken', '/request requestTaken', '/secondPerson samePerson'],
        ...['/secondPerson secondPersonNeeded', '/subject subjectUnknown', '/supersedes supersededUnknown'],
      ]),
    );
  });

  it('are each signed with the key of their issuer, at positions of their own', async () => {
    const { rows } = await group.database.pool.query<{ secured: string; jwk: JsonWebKey; place: string }>(
      `select c.secured, k.public_jwk as jwk, c.list || ' ' || c.position as place
       from credential c join issuer_key k on k.id = c.key`,
    );
    for (const { secured, jwk } of rows) {
      const [header, payload, signature] = secured.split('.') as [string, string, string];
      const key = createPublicKey({ key: jwk as never, format: 'jwk' });
      const signed = Buffer.from(`${header}.${payload}`);
      const given = Buffer.from(signature, 'base64url');
      expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, given)).toBe(true);
    }
    expect(new Set(rows.map(({ place }) => place)).size).toBe(rows.length);
  });
});
