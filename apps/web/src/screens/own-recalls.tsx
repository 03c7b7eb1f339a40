import type { RecallFace, RecallForecast } from '@pinxin/contract/recall';
import { wordingOf } from '@pinxin/site/wording';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Waiting } from '../record/states.tsx';
import { nameText } from '../record/texts.ts';
import { RECALL_COLUMNS } from './recalls.tsx';

const FACTS = ['hazard', 'reason', 'advice', 'contact', 'phone', 'lots', 'publishedAt', 'closedAt'];

/** 召回本企业产品 (食品安全法 第六十三条): who made it takes it back, without waiting for an authority. */
export function OwnRecalls() {
  const { say } = useWords();
  const [drafting, setDrafting] = useState(false);
  return (
    <>
      <PageHead title={say('nav.ownRecalls')} sub={say('ownRecall.sub')} />
      <RecordTable<RecallFace>
        list="own-recalls"
        path="/own-recalls"
        columns={RECALL_COLUMNS}
        rowKey={({ id }) => id}
        look={recall => <Look recall={recall} />}
        actions={
          <Button type="primary" danger onClick={() => setDrafting(true)}>
            {say('recall.draft')}
          </Button>
        }
      />
      {drafting && <DraftOwnRecall close={() => setDrafting(false)} />}
    </>
  );
}

function Look({ recall }: { readonly recall: RecallFace }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [step, setStep] = useState<'publication' | 'withdrawal'>();
  const { data } = useQuery({
    queryKey: ['forecast', recall.id],
    queryFn: () => ask<RecallForecast>(`/own-recalls/${recall.id}/forecast`),
    enabled: recall.state === 'draft',
  });
  const words = wordingOf(language);
  const will =
    data &&
    say('recall.publicationWill', {
      n: words.number(data.lots),
      holders: words.number(data.holders),
      quantity: data.quantities.map(words.quantity).join(', ') || '—',
    });
  return (
    <>
      <Facts of={recall} fields={FACTS} more={{ reason: nameText(recall.reason, language) }} />
      {recall.state === 'draft' && (
        <>
          <p>{will ?? say('state.loading')}</p>
          <div className="bar">
            <Button type="primary" danger disabled={!data} onClick={() => setStep('publication')}>
              {say('recall.publication')}
            </Button>
            <Button onClick={() => setStep('withdrawal')}>{say('recall.withdrawal')}</Button>
          </div>
        </>
      )}
      {step && (
        <ConfirmWithConsequences
          what={say(`recall.${step}`)}
          isGrave
          asks={step === 'publication' ? [] : ['reason']}
          consequences={step === 'publication' ? will : say('ownRecall.withdrawalWill')}
          close={() => setStep(undefined)}
          act={async ({ reason }) => {
            const body = step === 'publication' ? undefined : { reason: { 'zh-CN': reason } };
            await ask(`/own-recalls/${recall.id}/${step}`, { method: 'POST', body });
            await queries.invalidateQueries();
          }}
        />
      )}
    </>
  );
}

const SKIP = ['id', 'question'];

/** The announcement, and the codes of what is suspected, one a line. */
function DraftOwnRecall({ close }: { readonly close: () => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  const [codes, setCodes] = useState('');
  const { schema } = useBodySchema('POST', '/own-recalls');
  return (
    <Drawer open size={560} onClose={close} title={say('recall.draft')}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          skip={SKIP}
          submitLabel={say('recall.saveDraft')}
          submit={async body => {
            const suspects = codes.split('\n').flatMap(line => (line.trim() === '' ? [] : [line.trim()]));
            const wish = { ...body, id, question: { suspects } };
            await ask('/own-recalls', { method: 'POST', body: wish });
            await queries.invalidateQueries();
            close();
          }}
        >
          <Form.Item label={say('desk.codes')} extra={say('desk.codesHint')} htmlFor="codes" required>
            <Input.TextArea
              id="codes"
              rows={3}
              value={codes}
              onChange={event => setCodes(event.target.value)}
            />
          </Form.Item>
        </RecordForm>
      )}
    </Drawer>
  );
}
