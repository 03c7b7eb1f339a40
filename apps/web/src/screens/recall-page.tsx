import type { RecallFace, RecallForecast, RecallNotice } from '@pinxin/contract/recall';
import { wordingOf } from '@pinxin/site/wording';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { Facts } from '../record/facts.tsx';
import { PageHead, RecordLoad } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Waiting } from '../record/states.tsx';
import { nameText } from '../record/texts.ts';
import { StateTag } from '../record/value.tsx';
import { useSession } from '../shell/session-context.tsx';

const FACTS = [
  'hazard',
  'reason',
  'advice',
  'contact',
  'phone',
  'legalBasis',
  'by',
  'lots',
  'publishedAt',
  'closedAt',
  'closing',
];

/** A recall: from draft to its end, what publishing would do, who was told and who answered. */
export function RecallPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { language } = useWords();
  return (
    <RecordLoad<RecallFace> address={`/recalls/${id}`}>
      {({ value: recall }) => (
        <>
          <PageHead
            title={nameText(recall.reason, language)}
            sub={<StateTag field="state" state={recall.state} language={language} />}
            actions={<RecallActions recall={recall} />}
          />
          <section className="card">
            <Facts
              of={recall}
              fields={FACTS}
              more={{
                legalBasis: nameText(recall.legalBasis.title, language),
                by: nameText(recall.by.name, language),
              }}
            />
          </section>
          {recall.state === 'draft' ? <Forecast id={recall.id} /> : <Notices id={recall.id} />}
        </>
      )}
    </RecordLoad>
  );
}

type Step = 'publication' | 'end' | 'withdrawal';

function RecallActions({ recall }: { readonly recall: RecallFace }) {
  const { say } = useWords();
  const session = useSession();
  const [step, setStep] = useState<Step>();
  const decides = may(session, 'recall.publish');
  return (
    <>
      {recall.state !== 'draft' && may(session, 'recall') && (
        <Button href={`/recalls/${recall.id}/sheet.xlsx`}>{say('table.exportXlsx')}</Button>
      )}
      {recall.state === 'draft' && decides && (
        <>
          <Button type="primary" danger onClick={() => setStep('publication')}>
            {say('recall.publication')}
          </Button>
          <Button onClick={() => setStep('withdrawal')}>{say('recall.withdrawal')}</Button>
        </>
      )}
      {recall.state === 'published' && decides && (
        <>
          <Button type="primary" onClick={() => setStep('end')}>
            {say('recall.end')}
          </Button>
          <Button danger onClick={() => setStep('withdrawal')}>
            {say('recall.withdrawal')}
          </Button>
        </>
      )}
      {recall.state === 'published' && !decides && <Acknowledge id={recall.id} />}
      {step && <TakeStep recall={recall} step={step} close={() => setStep(undefined)} />}
    </>
  );
}

function TakeStep({
  recall,
  step,
  close,
}: {
  readonly recall: RecallFace;
  readonly step: Step;
  readonly close: () => void;
}) {
  const { say } = useWords();
  const queries = useQueryClient();
  return (
    <ConfirmWithConsequences
      what={say(`recall.${step}`)}
      isGrave={step !== 'end'}
      asks={step === 'publication' ? [] : ['reason']}
      consequences={
        step === 'publication' ? (
          <ForecastSentence id={recall.id} />
        ) : (
          say(`recall.${step}Will`, { n: recall.lots })
        )
      }
      close={close}
      act={async ({ reason }) => {
        const body = step === 'publication' ? undefined : { reason: { 'zh-CN': reason } };
        await ask(`/recalls/${recall.id}/${step}`, { method: 'POST', body });
        await queries.invalidateQueries();
      }}
    />
  );
}

function useForecast(id: string) {
  return useQuery({
    queryKey: ['forecast', id],
    queryFn: () => ask<RecallForecast>(`/recalls/${id}/forecast`),
  });
}

/** What publishing does, in one sentence with its numbers. */
function ForecastSentence({ id }: { readonly id: string }) {
  const { say, language } = useWords();
  const { data } = useForecast(id);
  if (data === undefined) return <Waiting />;
  const words = wordingOf(language);
  return say('recall.publicationWill', {
    n: words.number(data.lots),
    holders: words.number(data.holders),
    quantity: data.quantities.map(words.quantity).join(', ') || '—',
  });
}

function Forecast({ id }: { readonly id: string }) {
  const { say } = useWords();
  return (
    <section className="card">
      <h2>{say('confirm.willHappen')}</h2>
      <ForecastSentence id={id} />
    </section>
  );
}

function Acknowledge({ id }: { readonly id: string }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['recall-notices'],
    queryFn: () => ask<{ notices: readonly { recall: string; isAnswered: boolean }[] }>('/recall-notices'),
  });
  const notice = data?.notices.find(({ recall }) => recall === id);
  if (notice === undefined || notice.isAnswered) return null;
  const answer = async () => {
    await ask(`/recalls/${id}/acknowledgement`, { method: 'POST' });
    await queries.invalidateQueries();
  };
  return (
    <Button type="primary" onClick={() => void answer()}>
      {say('recall.acknowledge')}
    </Button>
  );
}

function Notices({ id }: { readonly id: string }) {
  const { say, language } = useWords();
  const words = wordingOf(language);
  return (
    <section className="card">
      <h2>{say('recall.notices')}</h2>
      <RecordTable<RecallNotice>
        list="recall-notices"
        path="/recalls/{id}/notices"
        address={`/recalls/${id}/notices`}
        rowKey={({ party }) => party.id}
        within
        columns={[
          { key: 'party', show: ({ party }) => nameText(party.name, language) },
          { key: 'lots', align: 'right' },
          {
            key: 'quantity',
            align: 'right',
            show: ({ quantities }) => quantities.map(words.quantity).join(', ') || '—',
          },
          { key: 'toldAt' },
          {
            key: 'acknowledgedAt',
            show: row =>
              row.acknowledgedAt && !row.asksAgain ? words.time(row.acknowledgedAt) : say('recall.waiting'),
          },
        ]}
      />
    </section>
  );
}
