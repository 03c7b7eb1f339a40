import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Space, Tag } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import type { MessageKey } from '../language.tsx';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { useSession } from '../shell/session-context.tsx';

interface Subscription {
  readonly subscriptionID: string;
  readonly queryName: string;
  readonly dest: string;
  readonly state: 'active' | 'paused' | 'halted';
  readonly waiting: number;
  readonly deadLetters: number;
}

type Act = 'pause' | 'resume' | 'replay' | 'resend' | 'drop';

const SENTENCES: Readonly<Record<Act, readonly [what: MessageKey, will: MessageKey]>> = {
  pause: ['subscription.pause', 'subscription.pauseWill'],
  resume: ['subscription.resume', 'subscription.resumeWill'],
  replay: ['subscription.replay', 'subscription.replayWill'],
  resend: ['subscription.resend', 'subscription.resendWill'],
  drop: ['subscription.drop', 'subscription.dropWill'],
};

/** 订阅: who is told of events, how it goes, and what to do about those that do not go. */
export function Subscriptions() {
  const { say } = useWords();
  const queries = useQueryClient();
  const isOwn = may(useSession(), 'query');
  const [asked, setAsked] = useState<{ readonly act: Act; readonly one: Subscription }>();
  const columns: readonly Column<Subscription>[] = [
    { key: 'queryName' },
    { key: 'party', hidden: isOwn },
    { key: 'dest' },
    {
      key: 'state',
      show: ({ state }) => (
        <Tag color={state === 'active' ? 'green' : state === 'halted' ? 'red' : 'default'}>
          {say(`subscription.${state}`)}
        </Tag>
      ),
    },
    { key: 'waiting', align: 'right' },
    { key: 'deadLetters', align: 'right' },
    { key: 'lastNotifiedAt' },
    { key: 'lastError' },
    { key: 'subscriptionID', hidden: true },
  ];
  const buttons: Column<Subscription> = {
    key: 'doing',
    heading: say('subscription.doing'),
    show: one => <Buttons one={one} ask={act => setAsked({ act, one })} />,
  };
  return (
    <>
      <PageHead title={say('nav.subscriptions')} sub={say('subscription.sub')} />
      <RecordTable<Subscription>
        list="subscriptions"
        path={isOwn ? '/subscriptions' : '/subscriptions/all'}
        columns={isOwn ? [...columns, buttons] : columns}
        rowKey={({ subscriptionID }) => subscriptionID}
      />
      {asked && (
        <ConfirmWithConsequences
          what={say(SENTENCES[asked.act][0])}
          consequences={say(SENTENCES[asked.act][1], {
            name: asked.one.queryName,
            n: String(asked.one.deadLetters),
          })}
          isGrave={asked.act === 'drop'}
          fields={asked.act === 'replay' && <From label={say('subscription.from')} />}
          close={() => setAsked(undefined)}
          act={async texts => {
            await doIt(asked.act, asked.one.subscriptionID, texts.from);
            await queries.invalidateQueries();
          }}
        />
      )}
    </>
  );
}

function Buttons({ one, ask: choose }: { readonly one: Subscription; readonly ask: (act: Act) => void }) {
  const { say } = useWords();
  const acts: readonly Act[] = [
    one.state === 'active' ? 'pause' : 'resume',
    ...(one.state === 'active' ? (['replay'] as const) : []),
    ...(one.deadLetters > 0 ? (['resend', 'drop'] as const) : []),
  ];
  return (
    <Space wrap>
      {acts.map(act => (
        <Button key={act} size="small" danger={act === 'drop'} onClick={() => choose(act)}>
          {say(SENTENCES[act][0])}
        </Button>
      ))}
    </Space>
  );
}

/** From when on: the browser's own field for a moment, in the reader's zone. */
function From({ label }: { readonly label: string }) {
  return (
    <Form.Item name="from" label={label} rules={[{ required: true }]}>
      <Input type="datetime-local" />
    </Form.Item>
  );
}

async function doIt(act: Act, id: string, from: unknown): Promise<void> {
  const path = `/subscriptions/${id}`;
  if (act === 'resend' || act === 'drop')
    await ask(`${path}/dead-letters`, { method: 'POST', body: { decision: act } });
  else if (act === 'replay')
    await ask(`${path}/replay`, { method: 'POST', body: { from: new Date(String(from)).toISOString() } });
  else await ask(`${path}/${act}`, { method: 'POST' });
}
