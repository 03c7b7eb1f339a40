import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { ask } from '../api/client.ts';
import { useOperation } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { listPage } from '../schema/list-answer.ts';
import { cursorName, queryFields, sortChoices } from '../schema/query-fields.ts';
import { queryText, readUrlState, type UrlState, withFilter } from '../schema/url-state.ts';
import { type Column, keepColumns, keptColumns, shownColumns } from './columns.ts';
import { QueryForm } from './query-form.tsx';
import { Failure, Nothing, Waiting } from './states.tsx';
import { TableBar } from './table-bar.tsx';
import { shownValue } from './value.tsx';
import { WideTable } from './wide-table.tsx';

/** What a list is of. */
export interface RecordTableProps<Row> {
  /** Names the list where its columns are kept. */
  readonly list: string;
  /** The server's path, which is also its name in the description of the interface. */
  readonly path: string;
  /** Where the path has places, the address with them filled. */
  readonly address?: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** The record's own page. */
  readonly href?: (row: Row) => string | undefined;
  /** A first look without leaving the list. */
  readonly look?: (row: Row) => ReactNode;
  /** Conditions that the screen sets itself; not offered in the filter. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Buttons that belong to the list: new, import. */
  readonly actions?: ReactNode;
  /** Inside another record's page: the address belongs to that page, so the state stays here. */
  readonly within?: boolean;
  readonly noneYet?: ReactNode;
}

const PAGE = 50;
const TOO_MANY = 10_000;

/** A list: filter above, columns to choose, order, pages, export, a look at each row; driven by the server's schema. */
export function RecordTable<Row extends object>(props: RecordTableProps<Row>) {
  const { list, path, address = path, fixed = {} } = props;
  const { language } = useWords();
  const [state, setState] = useListState(props.within ?? false);
  const { operation, isPending } = useOperation('GET', path);
  const cursor = cursorName(operation);
  const knowsLimit = operation?.parameters?.some(({ name }) => name === 'limit') ?? false;
  const query = queryText(state, fixed, cursor, knowsLimit ? PAGE : undefined);
  const answer = useQuery({
    queryKey: ['list', address, query, language],
    queryFn: async ({ signal }) => listPage<Row>(await ask<unknown>(`${address}?${query}`, { signal })),
    enabled: !isPending,
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState(() => keptColumns(list));
  const choose = (keys: readonly string[] | undefined) => {
    keepColumns(list, keys);
    setChosen(keys);
  };
  const columns = shownColumns(props.columns, chosen);
  if (isPending) return <Waiting />;
  const fields = queryFields(operation).filter(({ name }) => fixed[name] === undefined);
  return (
    <section className="rows">
      {!props.within && (
        <QueryForm
          key={JSON.stringify(state)}
          fields={fields}
          state={state}
          apply={changes => setState(withFilter(state, changes))}
        />
      )}
      <TableBar
        {...{ columns, choose, address, query: queryText(withFilter(state, {}), fixed, cursor) }}
        path={path}
        all={props.columns}
        rows={answer.data?.rows ?? []}
        total={answer.data?.total}
        actions={props.actions}
        refresh={() => void answer.refetch()}
      />
      {(answer.data?.total ?? 0) > TOO_MANY && <TooMany total={answer.data?.total ?? 0} />}
      {answer.error ? (
        <Failure error={answer.error} retry={() => void answer.refetch()} />
      ) : (
        <Rows
          {...{ columns, state, setState, props }}
          sorts={sortChoices(operation)}
          page={answer.data}
          filtered={fields.some(({ name }) => state[name] !== undefined)}
          isLoading={answer.isFetching}
        />
      )}
    </section>
  );
}

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

function Rows<Row extends object>({
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
  if (page === undefined) return <Waiting />;
  const { after, sort } = state;
  const cell = (column: Column<Row>) => (_: unknown, row: Row) =>
    column.show?.(row, words) ??
    shownValue(column.key, (row as Record<string, unknown>)[column.key], language);
  return (
    <>
      <WideTable<Row>
        label={props.list}
        className="rows-fixed"
        size="middle"
        rowKey={props.rowKey}
        dataSource={[...page.rows]}
        loading={isLoading}
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

function TooMany({ total }: { readonly total: number }) {
  const { say, language } = useWords();
  return (
    <Alert
      type="info"
      showIcon
      className="gap"
      title={say('table.tooMany', { n: total.toLocaleString(language) })}
    />
  );
}

function useListState(within: boolean): readonly [UrlState, (state: UrlState) => void] {
  const { search } = useLocation();
  const navigate = useNavigate();
  const [own, setOwn] = useState<UrlState>({});
  if (within) return [own, setOwn];
  const state = readUrlState(search as Record<string, unknown>);
  return [state, next => void navigate({ to: '.', search: next as never })];
}
