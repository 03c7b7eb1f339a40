import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { ImportProblem } from './import-problem.ts';

/** A row of an import as stored. */
export interface StoredRow {
  readonly line: number;
  readonly outcome: 'new' | 'change' | 'same' | 'error';
  readonly written: boolean;
  readonly kind: string | null;
  readonly nameZh: string | null;
  readonly nameEn: string | null;
  readonly uscc: string | null;
  readonly usccException: string | null;
  readonly gs1Prefixes: readonly string[] | null;
  readonly division: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly requestId: string | null;
  readonly problems: readonly ImportProblem[];
  /** Public id of the party that it is, or became. */
  readonly partyId: string | null;
}

const COLUMNS = sql`r.line, r.outcome, r.written, r.kind, r.name_zh as "nameZh", r.name_en as "nameEn", r.uscc,
  r.uscc_exception as "usccException", r.gs1_prefixes as "gs1Prefixes", r.division, r.address, r.phone,
  r.request_id as "requestId", r.problems, p.public_id as "partyId"`;

/** Rows of an import in the order of the file, from after a line on. */
export async function rowsOf(
  database: Database,
  id: number,
  wish: {
    readonly after: number;
    readonly limit: number;
    readonly outcome?: string | undefined;
    readonly noted?: boolean | undefined;
  },
): Promise<readonly StoredRow[]> {
  const outcome = wish.outcome === undefined ? sql`true` : sql`r.outcome = ${wish.outcome}`;
  const noted = wish.noted === true ? sql`r.problems <> '[]'` : sql`true`;
  const { rows } = await sql<StoredRow>`
    select ${COLUMNS} from party_import_row r left join party p on p.id = r.party
     where r.import = ${id} and r.line > ${wish.after} and ${outcome} and ${noted}
     order by r.line limit ${wish.limit}`.execute(database.query);
  return rows;
}

/** The next rows that are to be written, from after a line on: without it each look walks past all that were. */
export async function rowsToWrite(
  tx: Tx,
  id: number,
  after: number,
  limit: number,
): Promise<readonly StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select ${COLUMNS} from party_import_row r left join party p on p.id = r.party
     where r.import = ${id} and r.line > ${after} and not r.written and r.outcome in ('new', 'change') order by r.line limit ${limit}`.execute(
    tx.query,
  );
  return rows;
}

/** Keeps what rows became. */
export async function markRows(
  tx: Tx,
  id: number,
  rows: readonly {
    readonly line: number;
    readonly party: number | null;
    readonly outcome: string;
    readonly problems: readonly ImportProblem[];
  }[],
): Promise<void> {
  await sql`
    update party_import_row r set written = w.outcome <> 'error', outcome = w.outcome, party = w.party, problems = w.problems
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(line int, party int, outcome text, problems jsonb)
     where r.import = ${id} and r.line = w.line`.execute(tx.query);
}
