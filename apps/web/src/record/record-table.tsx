import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Alert } from 'antd';
import { type ReactNode, useState } from 'react';
import { ask } from '../api/client.ts';
import { useOperation } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { listPage } from '../schema/list-answer.ts';
import { cursorName, queryFields, sortChoices } from '../schema/query-fields.ts';
import { queryText, readUrlState, type UrlState, withFilter } from '../schema/url-state.ts';
import type { Batch } from './batch.tsx';
import { type Column, keepColumns, keptColumns, shownColumns } from './columns.ts';
import { NarrowSort } from './narrow-sort.tsx';
import { QueryForm } from './query-form.tsx';
import { Rows } from './record-rows.tsx';
import { Failure, Waiting } from './states.tsx';
import { TableBar } from './table-bar.tsx';

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
  /** Told each answer, where it says more than its rows. */
  readonly onAnswer?: (answer: unknown) => void;
  /** What can be done to rows that somebody chooses. */
  readonly batch?: Batch<Row>;
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
    queryFn: async ({ signal }) => {
      const whole = await ask<unknown>(`${address}?${query}`, { signal });
      props.onAnswer?.(whole);
      return listPage<Row>(whole);
    },
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
        actions={
          <>
            <NarrowSort columns={columns} sorts={sortChoices(operation)} state={state} setState={setState} />
            {props.actions}
          </>
        }
        refresh={() => void answer.refetch()}
      />
      {(answer.data?.total ?? 0) > TOO_MANY && <TooMany total={answer.data?.total ?? 0} />}
      {answer.error ? (
        <Failure error={answer.error} retry={() => void answer.refetch()} />
      ) : (
        <Rows
          key={query}
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
