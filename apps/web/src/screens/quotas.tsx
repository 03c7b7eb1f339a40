import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Waiting } from '../record/states.tsx';
import { useSession } from '../shell/session-context.tsx';
import { type Allotment, Allotments } from './allotments.tsx';
import { type BrandLot, BrandLots } from './brand-lots.tsx';

interface Quota {
  readonly id: string;
  readonly season: string;
  readonly boundKg: string;
  readonly allottedKg: string;
  readonly alarm: string | null;
}

const COLUMNS: readonly Column<Quota>[] = [
  { key: 'party' },
  { key: 'scheme' },
  { key: 'season' },
  { key: 'areaMu', align: 'right' },
  { key: 'yieldKgPerMu', align: 'right' },
  { key: 'boundKg', align: 'right' },
  { key: 'allottedKg', align: 'right' },
  { key: 'labels', align: 'right' },
  { key: 'alarm', show: ({ alarm }, { say }) => (alarm === null ? '—' : `⚠ ${say('quota.alarm')}`) },
  { key: 'seasonFrom', hidden: true },
  { key: 'seasonTo', hidden: true },
];

type Doing = { readonly kind: 'quota' } | { readonly kind: 'labels'; readonly quota: string };

/** 品牌额度: what the licensed area can yield bounds what can be labelled. */
export function Quotas() {
  const { say } = useWords();
  const session = useSession();
  const [doing, setDoing] = useState<Doing>();
  return (
    <>
      <PageHead title={say('nav.quotas')} sub={say('quota.sub')} />
      <RecordTable<Quota>
        list="quotas"
        path="/brand-quotas"
        columns={COLUMNS}
        rowKey={({ id }) => id}
        look={quota => (
          <>
            <Balance quota={quota} />
            {may(session, 'label.request') && (
              <Button type="primary" onClick={() => setDoing({ kind: 'labels', quota: quota.id })}>
                {say('quota.request')}
              </Button>
            )}
          </>
        )}
        actions={
          may(session, 'quota.allot') && (
            <Button type="primary" onClick={() => setDoing({ kind: 'quota' })}>
              {say('quota.set')}
            </Button>
          )
        }
      />
      {doing && <QuotaForm doing={doing} close={() => setDoing(undefined)} />}
    </>
  );
}

/** Harvested against packed under one quota, and the alarm where more went out than came in. */
function Balance({ quota }: { readonly quota: Quota }) {
  const { say } = useWords();
  const session = useSession();
  const queries = useQueryClient();
  const [answering, setAnswering] = useState(false);
  const { data } = useQuery({
    queryKey: ['record', `/brand-quotas/${quota.id}/balance`],
    queryFn: () => ask<BalanceAnswer>(`/brand-quotas/${quota.id}/balance`),
  });
  if (data === undefined) return <Waiting />;
  return (
    <>
      {quota.alarm !== null && (
        <Alert
          type="error"
          showIcon
          className="gap"
          title={say('quota.alarmText')}
          action={
            may(session, 'quota.allot') && (
              <Button onClick={() => setAnswering(true)}>{say('quota.answer')}</Button>
            )
          }
        />
      )}
      {quota.alarm === null && may(session, 'quota.allot') && (
        <Button
          className="gap"
          onClick={async () => {
            await ask(`/brand-quotas/${quota.id}/check`, { method: 'POST' });
            await queries.invalidateQueries();
          }}
        >
          {say('quota.check')}
        </Button>
      )}
      <Facts of={data} fields={BALANCE} />
      <BrandLots rows={data.lots} />
      <Allotments rows={data.allotments} />
      {answering && quota.alarm !== null && (
        <ConfirmWithConsequences
          what={say('quota.answer')}
          asks={['reason']}
          consequences={say('quota.answerWill')}
          close={() => setAnswering(false)}
          act={async ({ reason }) => {
            await ask(`/brand-alarms/${quota.alarm}/answer`, { method: 'POST', body: { answer: reason } });
            await queries.invalidateQueries();
          }}
        />
      )}
    </>
  );
}

function QuotaForm({ doing, close }: { readonly doing: Doing; readonly close: () => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [clientId] = useState(() => crypto.randomUUID());
  const path = doing.kind === 'quota' ? '/brand-quotas' : '/label-allotments';
  const { schema } = useBodySchema('POST', path);
  const label = say(doing.kind === 'quota' ? 'quota.set' : 'quota.request');
  return (
    <Drawer open size={520} onClose={close} title={label}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          skip={GIVEN}
          submitLabel={label}
          submit={async body => {
            const own = doing.kind === 'quota' ? {} : { quota: doing.quota, clientId };
            await ask(path, { method: 'POST', body: { ...body, ...own } });
            await queries.invalidateQueries();
            close();
          }}
        />
      )}
    </Drawer>
  );
}

interface BalanceAnswer {
  readonly allotments: readonly Allotment[];
  readonly lots: readonly BrandLot[];
}

const GIVEN = ['quota', 'clientId'];
const BALANCE = [
  ...['harvestedKg', 'packedKg', 'shippedKg', 'soldKg', 'boundKg', 'allottedKg', 'excess', 'untold'],
];
