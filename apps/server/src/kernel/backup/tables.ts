import type pg from 'pg';

/** A table as a backup sees it. */
export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Where a sequence stands. */
export interface SequenceState {
  readonly name: string;
  readonly lastValue: string;
  readonly isCalled: boolean;
}

/** Made by the migrations themselves on the other side. */
const NOT_COPIED = ['schema_migration'];

/** Text of values must not hang on the machine's or the role's settings: it is compared byte by byte. */
export const FIXED_TEXT_FORM = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1`;

/** All our tables, each after those it refers to. Throws when two refer to each other. */
export async function backupTables(client: pg.ClientBase): Promise<readonly BackupTable[]> {
  const tables = await client.query<{ name: string; columns: string[]; needs: string[] }>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             order by a.attnum) as columns,
       array(select distinct f.confrelid::regclass::text from pg_constraint f
             where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.relname <> all ($1)
     order by c.relname`,
    [NOT_COPIED],
  );
  const waiting = new Map(tables.rows.map(table => [table.name, table]));
  const ordered: BackupTable[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(table => !table.needs.some(need => waiting.has(need)));
    if (ready.length === 0) throw new Error(`tables refer to each other: ${[...waiting.keys()].join(', ')}`);
    for (const { name, columns } of ready) {
      waiting.delete(name);
      ordered.push({ name, columns });
    }
  }
  return ordered;
}

/** Where every sequence of ours stands. */
export async function readSequences(client: pg.ClientBase): Promise<readonly SequenceState[]> {
  const names = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'S' order by 1`,
  );
  const states: SequenceState[] = [];
  for (const { name } of names.rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted(name)}`,
    );
    states.push({ name, lastValue: state.rows[0]!.last, isCalled: state.rows[0]!.called });
  }
  return states;
}

/** `copy … to stdout` of a whole table, in text form. */
export function copyOut(table: BackupTable): string {
  return `copy public.${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) to stdout`;
}

/** `copy … from stdin` into a table, in text form. */
export function copyIn(table: BackupTable): string {
  return `copy public.${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) from stdin`;
}

/** A name as an SQL identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
