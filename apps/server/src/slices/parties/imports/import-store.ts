import { sql } from 'kysely';
import type { Way } from '../../../kernel/authority.ts';
import { reachable } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import type { SheetRefusal } from '../../../kernel/sheets/read-sheet.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { CheckedRow } from './check-row.ts';
import type { ReadColumn } from './import-columns.ts';

/** Where an import stands. */
export type ImportState = 'waiting' | 'reading' | 'refused' | 'ready' | 'writing' | 'done' | 'cancelled';

/** Why a file was not read at all. */
export type ImportRefusal = SheetRefusal | 'noHeader' | 'noRows';

/** An import as stored, without its file. */
export interface StoredImport {
  readonly id: number;
  readonly publicId: string;
  readonly actor: string;
  readonly ways: readonly Way[];
  readonly fileName: string;
  readonly state: ImportState;
  readonly problem: { readonly code: ImportRefusal } | null;
  readonly columns: readonly ReadColumn[];
  readonly rowsTotal: number;
  readonly rowsDone: number;
  readonly createdAt: Date;
  readonly readyAt: Date | null;
  readonly finishedAt: Date | null;
}

const COLUMNS = [
  'id',
  'public_id as publicId',
  'actor',
  'ways',
  'file_name as fileName',
  'state',
  'problem',
  'columns',
  'rows_total as rowsTotal',
  'rows_done as rowsDone',
  'created_at as createdAt',
  'ready_at as readyAt',
  'finished_at as finishedAt',
] as const;

/** An unfinished import of the same bytes by the same person: sending a file twice gives one import. */
export async function sameImport(tx: Tx, actor: string, digest: Buffer): Promise<string | undefined> {
  const row = await tx.query
    .selectFrom('party_import')
    .select('public_id')
    .where('actor', '=', actor)
    .where('digest', '=', digest)
    .where('state', 'in', ['waiting', 'reading', 'ready', 'writing'])
    .executeTakeFirst();
  return row?.public_id;
}

/** Keeps a file that is to be imported. */
export async function addImport(
  tx: Tx,
  row: {
    readonly publicId: string;
    readonly actor: string;
    readonly ways: readonly Way[];
    readonly fileName: string;
    readonly digest: Buffer;
    readonly file: Buffer;
  },
): Promise<void> {
  await tx.query
    .insertInto('party_import')
    .values({
      public_id: row.publicId,
      actor: row.actor,
      ways: JSON.stringify(row.ways),
      file_name: row.fileName,
      digest: row.digest,
      bytes: row.file.length,
      file: row.file,
      state: 'waiting',
      problem: null,
      columns: '[]',
      created_at: tx.at,
    })
    .execute();
}

/** Takes away imports of somebody that began before a time, rows and all: they hold personal data. */
export async function dropOldImports(tx: Tx, actor: string, before: Date): Promise<void> {
  await tx.query
    .deleteFrom('party_import')
    .where('actor', '=', actor)
    .where('created_at', '<', before)
    .execute();
}

/** An import by its public id. */
export async function findImport(database: Database, publicId: string): Promise<StoredImport | undefined> {
  const row = await database.query
    .selectFrom('party_import')
    .select(COLUMNS)
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row as StoredImport | undefined;
}

/** The latest imports of somebody. */
export async function importsOf(database: Database, actor: string): Promise<readonly StoredImport[]> {
  const rows = await database.query
    .selectFrom('party_import')
    .select(COLUMNS)
    .where('actor', '=', actor)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return rows as unknown as readonly StoredImport[];
}

/** The bytes of an import that waits to be read. */
export async function fileOf(database: Database, id: number): Promise<Buffer | undefined> {
  const row = await database.query
    .selectFrom('party_import')
    .select('file')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.file ?? undefined;
}

/** Moves an import on, only from one of these states; false when it stands elsewhere. */
export async function moveImport(
  tx: Tx,
  id: number,
  from: readonly ImportState[],
  to: ImportState,
  more: { readonly problem?: { readonly code: ImportRefusal }; readonly total?: number } = {},
): Promise<boolean> {
  const ended = to === 'done' || to === 'cancelled' || to === 'refused';
  const result = await tx.query
    .updateTable('party_import')
    .set({
      state: to,
      ...(to === 'reading' || to === 'writing' ? { rows_done: 0 } : {}),
      ...(to === 'ready' ? { ready_at: tx.at, file: null } : {}),
      ...(ended ? { finished_at: tx.at, file: null } : {}),
      ...(more.problem === undefined ? {} : { problem: JSON.stringify(more.problem) }),
      ...(more.total === undefined ? {} : { rows_total: more.total }),
    })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Says how far an import is, unless it was cancelled meanwhile: then false. */
export async function progressImport(
  tx: Tx,
  id: number,
  state: ImportState,
  done: number,
  columns?: readonly ReadColumn[],
): Promise<boolean> {
  const result = await tx.query
    .updateTable('party_import')
    .set({ rows_done: done, ...(columns === undefined ? {} : { columns: JSON.stringify(columns) }) })
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Forgets the rows of an import that is read anew. */
export async function dropRows(tx: Tx, id: number): Promise<void> {
  await tx.query.deleteFrom('party_import_row').where('import', '=', id).execute();
}

/** Keeps rows as they were read. */
export async function addRows(tx: Tx, id: number, rows: readonly CheckedRow[]): Promise<void> {
  const records = rows.map(({ line, facts, nameKey, problems }) => ({
    ...facts,
    line,
    nameKey,
    requestId: null,
    problems,
    outcome: problems.some(({ severity }) => severity === 'error') ? 'error' : 'new',
  }));
  await sql`
    insert into party_import_row (import, line, outcome, kind, name_zh, name_en, uscc, uscc_exception, gs1_prefixes,
                                  division, address, phone, name_key, problems, request_id)
    select ${id}, line, outcome, kind, "nameZh", "nameEn", uscc, "usccException", "gs1Prefixes", division, address,
           phone, "nameKey", problems,
           -- Without a code a row is known by what tells it apart.
           case when uscc is null and outcome = 'new'
                then 'row-' || md5(concat_ws('|', kind, division, "nameZh")) end
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(line int, outcome text, kind text, "nameZh" text,
        "nameEn" text, uscc text, "usccException" text, "gs1Prefixes" text[], division text, address text, phone text,
        "nameKey" text, problems jsonb)`.execute(tx.query);
}

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

/** How many rows came to what. */
export interface ImportCounts {
  readonly new: number;
  readonly change: number;
  readonly same: number;
  readonly error: number;
  /** Rows that are taken but should be looked at. */
  readonly noted: number;
  readonly written: number;
}

/** Counts the rows of an import. */
export async function countsOf(database: Database, id: number): Promise<ImportCounts> {
  const { rows } = await sql<ImportCounts>`
    select count(*) filter (where outcome = 'new')::int as new, count(*) filter (where outcome = 'change')::int as change,
           count(*) filter (where outcome = 'same')::int as same, count(*) filter (where outcome = 'error')::int as error,
           count(*) filter (where outcome <> 'error' and problems <> '[]')::int as noted,
           count(*) filter (where written)::int as written
      from party_import_row where import = ${id}`.execute(database.query);
  return rows[0]!;
}
