import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import type { listPage } from '../schema/list-answer.ts';
import { type UrlState, withFilter } from '../schema/url-state.ts';
import { type Batch, BatchBar } from './batch.tsx';
import type { Column } from './columns.ts';
import type { RecordTableProps } from './record-table.tsx';
import { Nothing, Waiting } from './states.tsx';
import { shownValue } from './value.tsx';
import { WideTable } from './wide-table.tsx';

interface RowsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly props: RecordTableProps<Row>;
  readonly state: UrlState;
  readonly setState: (state: UrlState) => void;
  readonly sorts: readonly string[];
  readonly page: ReturnType<typeof listPage<Row>> | undefined;
  readonly filtered: boolean;
  readonly isLoading: boolean;
}

/** The rows of a list: the first column opens the record, chosen rows can be worked on together. */
export function Rows<Row extends object>({
  columns,
  props,
  state,
  setState,
  sorts,
  page,
  filtered,
  isLoading,
}: RowsProps<Row>) {
  const words = useWords();
  const { say, language } = words;
  const [looked, setLooked] = useState<Row>();
  const [chosen, setChosen] = useState<readonly Row[]>([]);
  const { batch } = props;
  if (page === undefined) return <Waiting />;
  const { after, sort } = state;
  const cell = (column: Column<Row>) => (_: unknown, row: Row) =>
    column.show?.(row, words) ??
    shownValue(column.key, (row as Record<string, unknown>)[column.key], language);
  return (
    <>
      {batch && batch.actions.length > 0 && (
        <BatchBar batch={batch} chosen={chosen} clear={() => setChosen([])} />
      )}
      <WideTable<Row>
        label={props.list}
        className="rows-fixed"
        size="middle"
        rowKey={props.rowKey}
        dataSource={[...page.rows]}
        loading={isLoading}
        {...(batch && batch.actions.length > 0 ? selection(props, batch, chosen, setChosen) : {})}
        locale={{ emptyText: <Empty filtered={filtered} noneYet={props.noneYet} /> }}
        onChange={(_pages, _filters, sorter) => {
          const { field, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
          const name = columns.find(({ key }) => key === field)?.sort;
          const chosen = name && order ? (order === 'descend' ? `-${name}` : name) : undefined;
          setState(withFilter(state, { sort: chosen }));
        }}
        columns={columns.map((column, index) => ({
          key: column.key,
          dataIndex: column.key,
          title: column.heading ?? fieldWord(column.key, language),
          ...(column.align ? { align: column.align } : {}),
          ...orderOf(column, sorts, sort),
          render: index === 0 ? opening(props, cell(column), setLooked) : cell(column),
        }))}
      />
      <div className="pager">
        {after !== undefined && (
          <Button onClick={() => setState(withFilter(state, {}))}>{say('table.first')}</Button>
        )}
        {page.next !== undefined && (
          <Button onClick={() => setState({ ...state, after: page.next! })}>{say('table.next')}</Button>
        )}
      </div>
      <Drawer
        open={looked !== undefined}
        onClose={() => setLooked(undefined)}
        size={480}
        title={looked && (cell(columns[0]!)(undefined, looked) as ReactNode)}
        extra={
          looked && props.href?.(looked) && <Link to={props.href(looked)!}>{say('table.openPage')}</Link>
        }
      >
        {looked && props.look?.(looked)}
      </Drawer>
    </>
  );
}

/** The first column opens the record: a look where there is one, the page otherwise; both by a real link. */
function opening<Row>(
  props: RecordTableProps<Row>,
  cell: (value: unknown, row: Row) => ReactNode,
  setLooked: (row: Row) => void,
) {
  return (value: unknown, row: Row): ReactNode => {
    const href = props.href?.(row);
    const text = cell(value, row);
    if (href === undefined && props.look === undefined) return text;
    if (href === undefined) {
      return (
        <Button type="link" className="as-text" onClick={() => setLooked(row)}>
          {text}
        </Button>
      );
    }
    return (
      <Link
        to={href}
        onClick={event => {
          if (props.look === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          setLooked(row);
        }}
      >
        {text}
      </Link>
    );
  };
}

function orderOf<Row>(column: Column<Row>, sorts: readonly string[], sort: string | undefined) {
  if (column.sort === undefined || !sorts.some(one => one.replace(/^-/, '') === column.sort)) return {};
  const order =
    sort === column.sort ? ('ascend' as const) : sort === `-${column.sort}` ? ('descend' as const) : null;
  return { sorter: true, sortOrder: order };
}

function Empty({ filtered, noneYet }: { readonly filtered: boolean; readonly noneYet?: ReactNode }) {
  const { say } = useWords();
  return filtered ? (
    <Nothing title={say('state.empty')} hint={say('state.emptyHint')} />
  ) : (
    <Nothing title={say('state.noneYet')} hint={noneYet} />
  );
}

/** Boxes before the rows, each named after its row. */
function selection<Row>(
  { rowKey }: RecordTableProps<Row>,
  { nameOf }: Batch<Row>,
  chosen: readonly Row[],
  choose: (rows: readonly Row[]) => void,
) {
  return {
    rowSelection: {
      selectedRowKeys: chosen.map(rowKey),
      onChange: (_keys: unknown, rows: readonly Row[]) => choose(rows),
      getCheckboxProps: (row: Row) => ({ 'aria-label': nameOf(row) }) as object,
    },
  };
}
