import { sql } from 'kysely';
import { reachable, type Way } from '../../../kernel/authority.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/**
 * Compares the rows of an import with one another and with the register: what stands twice, what is known and the
 * same, what is known and would change, what belongs to others, what has nearly the same name.
 */
export async function compareRows(tx: Tx, id: number, ways: readonly Way[]): Promise<void> {
  const letter = (
    field: string,
  ) => sql`(select c->>'column' from party_import i, jsonb_array_elements(i.columns) c
    where i.id = ${id} and c->>'field' = ${field} limit 1)`;
  const finding = (field: string, code: string, severity: string, about: ReturnType<typeof sql>) =>
    sql`jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('column', ${letter(field)}, 'code', ${code}::text,
      'severity', ${severity}::text, 'about', ${about})))`;
  await sql`analyze party_import_row`.execute(tx.query);
  await sql`
    update party_import_row r set outcome = 'error',
           problems = ${finding('uscc', 'repeated', 'error', sql`f.first::text`)} || r.problems
      from (select line, min(line) over (partition by coalesce(uscc, request_id)) as first
              from party_import_row where import = ${id} and outcome = 'new') f
     where r.import = ${id} and r.line = f.line and f.first < f.line`.execute(tx.query);
  await sql`
    update party_import_row r
       set party = p.id,
           outcome = case
             when p.merged_into is not null or not ${reachable(ways, { party: 'p.id', division: 'p.division' })} then 'error'
             when (coalesce(r.kind, p.kind), r.name_zh, coalesce(r.name_en, p.name_en), r.uscc_exception,
                   coalesce(r.gs1_prefixes, p.gs1_prefixes), coalesce(r.division, p.division),
                   coalesce(r.address, p.address), coalesce(r.phone, p.phone))
                  is not distinct from
                  (p.kind, p.name_zh, p.name_en, p.uscc_exception, p.gs1_prefixes, p.division, p.address, p.phone)
             then 'same' else 'change' end,
           problems = case
             when p.merged_into is not null then ${finding('uscc', 'usccMerged', 'error', sql`p.public_id`)}
             when not ${reachable(ways, { party: 'p.id', division: 'p.division' })}
               then ${finding('uscc', 'outsideArea', 'error', sql`null::text`)}
             else '[]' end || r.problems
      from party p
     where r.import = ${id} and r.outcome = 'new'
       and ((r.uscc is not null and p.uscc = r.uscc) or (r.uscc is null and p.request_id = r.request_id))`.execute(
    tx.query,
  );
  for (const [column, code] of [
    ['kind', 'kindMissing'],
    ['division', 'divisionMissing'],
  ] as const) {
    await sql`
      update party_import_row r set outcome = 'error',
             problems = ${finding(column, code, 'error', sql`null::text`)} || r.problems
       where r.import = ${id} and r.outcome = 'new' and r.${sql.ref(column)} is null`.execute(tx.query);
  }
  await sql`
    update party_import_row r
       set problems = r.problems || ${finding('nameZh', 'sameNameRegistered', 'note', sql`n.public_id`)}
      from (select r.line, min(p.public_id) as public_id
              from party_import_row r join party p on p.name_key = r.name_key and p.merged_into is null
             where r.import = ${id} and r.outcome = 'new' and r.name_key <> '' and p.uscc is distinct from r.uscc
             group by r.line) n
     where r.import = ${id} and r.line = n.line`.execute(tx.query);
  await sql`
    update party_import_row r
       set problems = r.problems || ${finding('nameZh', 'sameNameInFile', 'note', sql`n.first::text`)}
      from (select line, min(line) over (partition by name_key) as first from party_import_row
             where import = ${id} and outcome <> 'error' and name_key <> '') n
     where r.import = ${id} and r.line = n.line and n.first < n.line`.execute(tx.query);
}
