import type { Database } from '../../kernel/db/database.ts';
import { marksOfProductAndMaker, type RegisteredMarkRow } from '../statements/api.ts';
import type { ProductRow } from './scan-views.ts';

/** A mark with the name of the scheme that it is of. */
export interface MarkRow extends RegisteredMarkRow {
  readonly schemeZh: string | null;
  readonly schemeEn: string | null;
}

/** Money that a maker was given and fairs that it went to say nothing of what it sells: they stand on its own page. */
const NO_MARKS: ReadonlySet<string | undefined> = new Set(['grant', 'registration']);

/** What the register says of a product and of whoever registered it, on a day; schemes as they are called then. */
export async function readMarksOf(
  database: Database,
  { id, party }: Pick<ProductRow, 'id' | 'party'>,
  day: string,
): Promise<readonly MarkRow[]> {
  const marks = await marksOfProductAndMaker(database, [id], party === null ? [] : [party], day);
  const codes = [...new Set(marks.flatMap(({ scheme }) => scheme ?? []))];
  const { rows } =
    codes.length === 0
      ? { rows: [] }
      : await database.pool.query<{ code: string; zh: string; en: string | null; procedure: string }>({
          name: 'scheme-names',
          text: `select distinct on (s.code) s.code, e.name_zh as zh, e.name_en as en, e.procedure
            from scheme s join scheme_edition e on e.scheme = s.id where s.code = any($1::text[])
            order by s.code, e.effective_from <= $2 desc, e.effective_from desc`,
          values: [codes, day],
        });
  const names = new Map(rows.map(row => [row.code, row]));
  return marks.flatMap(mark => {
    const scheme = names.get(mark.scheme ?? '');
    if (mark.holder === 'maker' && NO_MARKS.has(scheme?.procedure)) return [];
    return [{ ...mark, schemeZh: scheme?.zh ?? null, schemeEn: scheme?.en ?? null }];
  });
}
