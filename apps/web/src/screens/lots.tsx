import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { PageHead } from '../record/page.tsx';
import { Failure, Nothing, Waiting } from '../record/states.tsx';
import { timeText } from '../record/texts.ts';
import { shownValue } from '../record/value.tsx';
import { WideTable } from '../record/wide-table.tsx';
import { readUrlState } from '../schema/url-state.ts';
import { type EventLine, eventPage, lotPath, lotsOf } from './events.ts';

/** 批次与事件: what happened to this party's lots, the latest first (EPCIS query). */
export function Lots() {
  const { say, language } = useWords();
  const { search } = useLocation();
  const navigate = useNavigate();
  const { lot, bizStep } = readUrlState(search as Record<string, unknown>);
  const { data, error, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['events', lot, bizStep],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => eventPage({ lot, bizStep }, pageParam),
    getNextPageParam: page => page.next,
  });
  const rows = data?.pages.flatMap(({ events }) => events) ?? [];
  const column = (name: string) => ({ title: fieldWord(name, language) });
  return (
    <>
      <PageHead title={say('nav.lots')} sub={say('lots.sub')} />
      <Form
        layout="vertical"
        className="card query"
        initialValues={{ lot, bizStep }}
        onFinish={values => void navigate({ to: '.', search: values as never })}
      >
        <Form.Item name="lot" label={fieldWord('lot', language)}>
          <Input allowClear />
        </Form.Item>
        <Form.Item name="bizStep" label={fieldWord('bizStep', language)}>
          <Input allowClear />
        </Form.Item>
        <Form.Item>
          <Button type="primary" htmlType="submit">
            {say('table.query')}
          </Button>
        </Form.Item>
      </Form>
      {error && <Failure error={error} />}
      {isPending && <Waiting />}
      {data && (
        <WideTable<EventLine>
          label={say('nav.lots')}
          className="rows-fixed"
          size="middle"
          rowKey={({ eventID, eventTime, type }) => eventID ?? `${type} ${eventTime}`}
          dataSource={rows}
          locale={{ emptyText: <Nothing title={say('state.noneYet')} hint={say('lots.none')} /> }}
          columns={[
            { ...column('eventTime'), render: (_, { eventTime }) => timeText(eventTime, language) },
            { ...column('bizStep'), render: (_, { bizStep: step }) => shownValue('bizStep', step, language) },
            { ...column('type'), render: (_, { type }) => shownValue('type', type, language) },
            {
              ...column('lots'),
              render: (_, event) =>
                lotsOf(event)
                  .slice(0, 3)
                  .map(uri => (
                    <div key={uri}>
                      <Link to="/trace" search={{ codes: uri, direction: 'back' } as never}>
                        {lotPath(uri)}
                      </Link>
                    </div>
                  )),
            },
            {
              ...column('disposition'),
              render: (_, { disposition }) => shownValue('disposition', disposition, language),
            },
            {
              ...column('recordedAt'),
              render: (_, { recordTime }) => (recordTime ? timeText(recordTime, language) : '—'),
            },
          ]}
        />
      )}
      {hasNextPage && (
        <div className="pager">
          <Button onClick={() => void fetchNextPage()}>{say('table.next')}</Button>
        </div>
      )}
    </>
  );
}
