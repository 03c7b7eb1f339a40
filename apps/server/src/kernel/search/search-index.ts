import { normalName } from '@pinxin/rules/party-name';
import { gramsOf, initialGramsOf } from '@pinxin/rules/search-grams';
import type { Tx } from '../transaction.ts';
import { initialsOf } from './initials.ts';

/** Something that can be searched for: what it is, how it is named, which codes lead to it. */
export interface SearchEntry {
  /** `party`, `place`, `product`, `brand` …: the writer's own word. */
  readonly kind: string;
  /** Its number in the writer's table. */
  readonly ref: number;
  readonly publicId: string;
  readonly titleZh: string;
  readonly titleEn?: string | null | undefined;
  /** The code shown beside the name. */
  readonly code?: string | null | undefined;
  /** Codes that lead to it, whole. */
  readonly codes?: readonly string[];
  /** Parts of codes that people copy. */
  readonly codeParts?: readonly string[];
  /** The party and division that decide who may see a personal entry. */
  readonly owner?: number | null;
  readonly division?: string | null | undefined;
  /** Whether the name is a natural person's: then strangers do not find it. */
  readonly personal?: boolean;
}

/** Between grams in the text that carries them; no normal name holds it. */
const JOINT = '\u0001';
const LONGEST_WEIGHT = 10_000;

/** Writes entries into the search index, over what was there under the same kind and number. */
export async function indexForSearch(tx: Tx, entries: readonly SearchEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(rowOf);
  await tx.client.query({
    text: `insert into search_entry
             (kind, ref, public_id, code, title_zh, title_en, normal, initials, grams, weight, owner, division, personal)
           select kind, ref, public_id, code, title_zh, title_en, normal, initials,
                  array_to_tsvector(string_to_array(grams, $14)), weight, owner, division, personal
             from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                         $9::text[], $10::int[], $11::int[], $12::text[], $13::boolean[])
               as e(kind, ref, public_id, code, title_zh, title_en, normal, initials, grams, weight, owner, division, personal)
           on conflict (kind, ref) do update set
             public_id = excluded.public_id, code = excluded.code, title_zh = excluded.title_zh,
             title_en = excluded.title_en, normal = excluded.normal, initials = excluded.initials,
             grams = excluded.grams, weight = excluded.weight, owner = excluded.owner,
             division = excluded.division, personal = excluded.personal`,
    values: [...columnsOf(rows), JOINT],
  });
  await writeCodes(tx, entries);
}

/** Takes entries out of the search index. */
export async function dropFromSearch(tx: Tx, kind: string, refs: readonly number[]): Promise<void> {
  await tx.query.deleteFrom('search_entry').where('kind', '=', kind).where('ref', 'in', refs).execute();
  await tx.query.deleteFrom('search_code').where('kind', '=', kind).where('ref', 'in', refs).execute();
}

type Row = readonly (string | number | boolean | null)[];

function rowOf(entry: SearchEntry): Row {
  const normal = normalName(entry.titleZh);
  const other = entry.titleEn == null ? '' : normalName(entry.titleEn);
  const initials = initialsOf(normal);
  const grams = new Set([...gramsOf(normal), ...gramsOf(other), ...initialGramsOf(initials)]);
  return [
    entry.kind,
    entry.ref,
    entry.publicId,
    entry.code ?? null,
    entry.titleZh,
    entry.titleEn ?? null,
    // Both names in one text, so that a look at it finds either.
    other === '' ? normal : `${normal} ${other}`,
    initials,
    [...grams].join(JOINT),
    Math.min(normal.length, LONGEST_WEIGHT),
    entry.owner ?? null,
    entry.division ?? null,
    entry.personal ?? false,
  ];
}

function columnsOf(rows: readonly Row[]): readonly unknown[] {
  return rows[0]!.map((_, column) => rows.map(row => row[column]));
}

async function writeCodes(tx: Tx, entries: readonly SearchEntry[]): Promise<void> {
  await tx.client.query(
    `delete from search_code c using unnest($1::text[], $2::int[]) as e(kind, ref)
      where c.kind = e.kind and c.ref = e.ref`,
    [entries.map(({ kind }) => kind), entries.map(({ ref }) => ref)],
  );
  const codes = entries.flatMap(({ kind, ref, codes = [], codeParts = [] }) => [
    ...codes.map(code => ({ code, kind, ref, part: 0 })),
    ...codeParts.map(code => ({ code, kind, ref, part: 1 })),
  ]);
  await tx.client.query(
    `insert into search_code (code, kind, ref, part)
     select distinct on (code, kind, ref) upper(code), kind, ref, part
       from unnest($1::text[], $2::text[], $3::int[], $4::smallint[]) as c(code, kind, ref, part)
      where code <> '' order by code, kind, ref, part
     on conflict do nothing`,
    [
      codes.map(({ code }) => code),
      codes.map(({ kind }) => kind),
      codes.map(({ ref }) => ref),
      codes.map(({ part }) => part),
    ],
  );
}
