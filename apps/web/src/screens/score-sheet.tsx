import type { LocalText } from '@pinxin/contract/scan';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Radio } from 'antd';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { Failure, Nothing, Waiting } from '../record/states.tsx';
import { nameText, timeText } from '../record/texts.ts';
import { WideTable } from '../record/wide-table.tsx';
import { useSession } from '../shell/session-context.tsx';
import type { Application } from './application-page.tsx';
import { AssignExperts } from './assign-experts.tsx';

interface Sheet {
  readonly expert: string;
  readonly name: string;
  readonly conflict: boolean | null;
  readonly submittedAt: string | null;
  readonly scores: readonly {
    readonly criterion: string;
    readonly points: number;
    readonly comment: string | null;
  }[];
}

/** The score sheets of an application: an expert's own to fill in, all of them for the office. */
export function ScoreSheet({ application }: { readonly application: Application }) {
  const session = useSession();
  const { say } = useWords();
  const address = `/applications/${application.id}/scores`;
  const { data, error } = useQuery({
    queryKey: ['record', address],
    queryFn: () => ask<{ items: readonly Sheet[] }>(address),
  });
  if (error) return <Failure error={error} />;
  if (data === undefined) return <Waiting />;
  const own = data.items.find(({ expert }) => expert === session.account.id);
  if (own && own.submittedAt === null && may(session, 'application.score')) {
    return own.conflict === null ? <Declare id={application.id} /> : <OwnSheet {...{ application, own }} />;
  }
  return (
    <>
      {may(session, 'application.review') && <AssignExperts application={application} />}
      {data.items.length === 0 ? (
        <Nothing title={say('score.none')} />
      ) : (
        <AllSheets application={application} sheets={data.items} />
      )}
    </>
  );
}

/** Before any score: whether there is an interest. */
function Declare({ id }: { readonly id: string }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const declare = async (values: { conflict: boolean; reason?: string }) => {
    await ask(`/applications/${id}/conflict`, { method: 'PUT', body: values });
    await queries.invalidateQueries();
  };
  return (
    <Form layout="vertical" className="card" onFinish={values => void declare(values)}>
      <Form.Item
        name="conflict"
        label={say('score.conflict')}
        rules={[{ required: true, message: say('score.conflictNeeded') }]}
      >
        <Radio.Group
          options={[
            { value: false, label: say('score.noConflict') },
            { value: true, label: say('score.hasConflict') },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label={say('confirm.reason')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {say('score.declare')}
      </Button>
    </Form>
  );
}

type Points = Readonly<
  Record<string, { readonly points?: number | null; readonly comment?: string | null } | undefined>
>;

function OwnSheet({ application, own }: { readonly application: Application; readonly own: Sheet }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<Points>();
  const values = Form.useWatch([], form) as Points | undefined;
  const criteria = application.rules.criteria.filter(({ points }) => points !== undefined);
  if (own.conflict) return <Nothing title={say('score.barred')} />;
  const total = criteria.reduce((sum, { code }) => sum + (values?.[code]?.points ?? 0), 0);
  const send = async (submit: boolean) => {
    const given = form.getFieldsValue();
    const scores = criteria.flatMap(({ code }) => {
      const { points, comment } = given[code] ?? {};
      return typeof points === 'number' ? [{ criterion: code, points, ...(comment ? { comment } : {}) }] : [];
    });
    await ask(`/applications/${application.id}/scores`, { method: 'PUT', body: { scores, submit } });
    await queries.invalidateQueries();
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="card"
      initialValues={Object.fromEntries(
        own.scores.map(({ criterion, points, comment }) => [criterion, { points, comment }]),
      )}
      onFinish={() => void send(true)}
    >
      {criteria.map(({ code, text, points }) => (
        <div key={code} className="fields">
          <Form.Item
            name={[code, 'points']}
            label={`${nameText(text as LocalText, language)} (0–${points})`}
            rules={[
              { required: true, message: say('form.required', { field: fieldWord('score', language) }) },
            ]}
          >
            <InputNumber min={0} max={points ?? 0} step={0.5} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name={[code, 'comment']} label={fieldWord('comment', language)}>
            <Input maxLength={2000} />
          </Form.Item>
        </div>
      ))}
      <p role="status">
        {say('score.total', { n: total, most: criteria.reduce((sum, { points }) => sum + (points ?? 0), 0) })}
      </p>
      <div className="bar">
        <Button onClick={() => void send(false)}>{say('form.save')}</Button>
        <Button type="primary" htmlType="submit">
          {say('score.handIn')}
        </Button>
      </div>
    </Form>
  );
}

function AllSheets({
  application,
  sheets,
}: {
  readonly application: Application;
  readonly sheets: readonly Sheet[];
}) {
  const { say, language } = useWords();
  const criteria = application.rules.criteria.filter(({ points }) => points !== undefined);
  return (
    <WideTable
      label={say('application.scores')}
      size="small"
      rowKey="expert"
      dataSource={[...sheets]}
      columns={[
        { title: say('score.expert'), dataIndex: 'name' },
        {
          title: fieldWord('state', language),
          render: (_, { conflict, submittedAt }) =>
            conflict
              ? say('score.hasConflict')
              : submittedAt
                ? timeText(submittedAt, language)
                : say('score.underWay'),
        },
        ...criteria.map(({ code, text }) => ({
          title: nameText(text as LocalText, language),
          align: 'right' as const,
          render: (_: unknown, { scores }: Sheet) =>
            scores.find(({ criterion }) => criterion === code)?.points ?? '—',
        })),
        {
          title: fieldWord('total', language),
          align: 'right' as const,
          render: (_, { scores }) => scores.reduce((sum, { points }) => sum + points, 0),
        },
      ]}
    />
  );
}
