import { Select } from 'antd';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { type UrlState, withFilter } from '../schema/url-state.ts';
import type { Column } from './columns.ts';

interface NarrowSortProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorts: readonly string[];
  readonly state: UrlState;
  readonly setState: (state: UrlState) => void;
}

/** On a phone there are no headings to press: the order is chosen here. */
export function NarrowSort<Row>({ columns, sorts, state, setState }: NarrowSortProps<Row>) {
  const { say, language } = useWords();
  const sortable = columns.filter(({ sort }) => sort !== undefined && sorts.includes(sort));
  if (sortable.length === 0) return null;
  const options = sortable.flatMap(({ key, heading, sort = '' }) => {
    const label = heading ?? fieldWord(key, language);
    return [
      { value: sort, label: `${label} ↑` },
      ...(sorts.includes(`-${sort}`) ? [{ value: `-${sort}`, label: `${label} ↓` }] : []),
    ];
  });
  return (
    <Select
      className="narrow-sort"
      allowClear
      aria-label={say('table.sortBy')}
      placeholder={say('table.sortBy')}
      value={state.sort ?? null}
      onChange={(sort: string | null | undefined) => setState(withFilter(state, { sort: sort ?? undefined }))}
      options={options}
    />
  );
}
