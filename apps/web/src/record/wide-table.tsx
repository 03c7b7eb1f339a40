import { Table, type TableProps } from 'antd';

interface WideTableProps<Row> extends TableProps<Row> {
  /** What it is of, for who cannot see it. */
  readonly label: string;
}

/** A table that scrolls sideways in its own frame, by keys too. */
export function WideTable<Row extends object>({ label, ...table }: WideTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="wide-table" aria-label={label} tabIndex={0}>
      <Table<Row> pagination={false} {...table} />
    </section>
  );
}
