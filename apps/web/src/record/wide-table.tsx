import { Table, type TableProps } from 'antd';

interface WideTableProps<Row> extends TableProps<Row> {
  /** What it is of, for who cannot see it. */
  readonly label: string;
}

/**
 * A table that scrolls sideways in its own frame, by keys too. On a phone its rows are cards, each value under the
 * name of its column: nothing to scroll.
 */
export function WideTable<Row extends object>({ label, columns, ...table }: WideTableProps<Row>) {
  const named = columns?.map(column =>
    typeof column.title === 'string'
      ? { ...column, onCell: () => ({ 'data-label': column.title }) as object }
      : column,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="wide-table" aria-label={label} tabIndex={0}>
      <Table<Row> pagination={false} {...table} {...(named === undefined ? {} : { columns: named })} />
    </section>
  );
}
