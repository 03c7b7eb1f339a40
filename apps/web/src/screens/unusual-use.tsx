import type { UnusualKind } from '@pinxin/contract/unusual-use';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, InputNumber, Switch, Tag } from 'antd';
import { Fragment, useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import type { Column } from '../record/columns.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { timeText } from '../record/texts.ts';

interface Alarm {
  readonly id: string;
  readonly kind: UnusualKind;
  readonly account: { readonly name: string; readonly login: string } | null;
  readonly address: string | null;
  readonly count: number;
  readonly threshold: number;
  readonly minutes: number;
  readonly raisedAt: string;
  readonly lastAt: string;
  readonly state: 'open' | 'answered';
  readonly acknowledgedBy: string | null;
  readonly note: string | null;
  readonly mayAcknowledge: boolean;
}

interface Rule {
  readonly kind: UnusualKind;
  readonly threshold: number;
  readonly minutes: number;
  readonly isOn: boolean;
}

/** 异常使用: alarms that somebody looks into, and from how much on something is one. */
export function UnusualUse() {
  const words = useWords();
  const { say, language } = words;
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Alarm>();
  const kindOf = ({ kind }: { readonly kind: UnusualKind }) => valueWord('unusual', kind, language);
  const whoOf = ({ account, address }: Alarm) =>
    account === null
      ? say('unusual.address', { address: address ?? '' })
      : `${account.name} (${account.login})`;
  const columns: readonly Column<Alarm>[] = [
    { key: 'raisedAt', heading: say('unusual.raised'), show: ({ raisedAt }) => timeText(raisedAt, language) },
    { key: 'kind', show: kindOf },
    { key: 'who', heading: say('unusual.who'), show: whoOf },
    {
      key: 'count',
      heading: say('unusual.count'),
      show: ({ count, minutes }) =>
        say('unusual.within', { n: count.toLocaleString(language), minutes: String(minutes) }),
    },
    {
      key: 'lastAt',
      heading: say('unusual.last'),
      show: ({ lastAt }) => timeText(lastAt, language),
      hidden: true,
    },
    {
      key: 'state',
      show: ({ state }) => (
        <Tag color={state === 'open' ? 'red' : 'default'}>{valueWord('unusualState', state, language)}</Tag>
      ),
    },
    {
      key: 'note',
      heading: say('unusual.found'),
      show: ({ note, acknowledgedBy }) => note && `${note} (${acknowledgedBy})`,
    },
    {
      key: 'doing',
      heading: say('subscription.doing'),
      show: alarm =>
        alarm.mayAcknowledge && (
          <Button size="small" onClick={() => setAsked(alarm)}>
            {say('unusual.acknowledge')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <PageHead title={say('nav.unusualUse')} sub={say('unusual.sub')} />
      <RecordTable<Alarm> list="unusual-use" path="/unusual-use" columns={columns} rowKey={({ id }) => id} />
      <Rules />
      {asked && (
        <ConfirmWithConsequences
          what={say('unusual.acknowledge')}
          consequences={say('unusual.acknowledgeWill', { what: kindOf(asked), who: whoOf(asked) })}
          asks={['reason']}
          close={() => setAsked(undefined)}
          act={async ({ reason }) => {
            await ask(`/unusual-use/${asked.id}/acknowledgement`, { method: 'POST', body: { note: reason } });
            await queries.invalidateQueries();
          }}
        />
      )}
    </>
  );
}

/** From how much on each kind is an alarm; each can be set. */
function Rules() {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Rule>();
  const { data } = useQuery({
    queryKey: ['use-rules'],
    queryFn: () => ask<{ readonly items: readonly Rule[] }>('/use-rules'),
  });
  return (
    <section className="card">
      <h2>{say('unusual.rules')}</h2>
      <dl className="facts">
        {data?.items.map(rule => (
          <Fragment key={rule.kind}>
            <dt>{valueWord('unusual', rule.kind, language)}</dt>
            <dd className="bar">
              {rule.isOn
                ? say('unusual.from', {
                    n: rule.threshold.toLocaleString(language),
                    minutes: String(rule.minutes),
                  })
                : say('unusual.off')}{' '}
              <Button size="small" onClick={() => setAsked(rule)}>
                {say('unusual.set')}
              </Button>
            </dd>
          </Fragment>
        ))}
      </dl>
      {asked && (
        <ConfirmWithConsequences
          what={say('unusual.set')}
          consequences={say('unusual.setWill', { what: valueWord('unusual', asked.kind, language) })}
          fields={<RuleFields rule={asked} />}
          close={() => setAsked(undefined)}
          act={async ({ threshold, minutes, isOn }) => {
            await ask(`/use-rules/${asked.kind}`, { method: 'PUT', body: { threshold, minutes, isOn } });
            await queries.invalidateQueries();
          }}
        />
      )}
    </section>
  );
}

function RuleFields({ rule }: { readonly rule: Rule }) {
  const { say } = useWords();
  const number = (name: 'threshold' | 'minutes', most: number) => {
    const field = say(`unusual.${name}`);
    return (
      <Form.Item
        name={name}
        label={field}
        initialValue={rule[name]}
        rules={[{ required: true, message: say('form.required', { field }) }]}
      >
        <InputNumber min={1} max={most} precision={0} />
      </Form.Item>
    );
  };
  return (
    <>
      {number('threshold', 10_000_000)}
      {number('minutes', 1_440)}
      <Form.Item name="isOn" label={say('unusual.isOn')} initialValue={rule.isOn} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  );
}
