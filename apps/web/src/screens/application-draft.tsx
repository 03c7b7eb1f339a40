import type { LocalText } from '@pinxin/contract/scan';
import { Button, Form, Input, Select } from 'antd';
import { useRef } from 'react';
import { ask } from '../api/client.ts';
import { Refusal } from '../api/problem.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { FileList, type Files } from '../record/file-list.tsx';
import { nameText, timeText } from '../record/texts.ts';
import { type SaveState, useAutosave } from '../record/use-autosave.ts';
import type { Application, Known } from './application-page.tsx';

interface ApplicationDraftProps {
  readonly application: Application;
  readonly again: () => Promise<unknown>;
}

interface Draft {
  readonly subject?: string;
  readonly areaMu?: string;
  readonly outputKg?: string;
  readonly scope?: string;
  readonly answers?: Readonly<Record<string, string | undefined>>;
  readonly documents?: Readonly<Record<string, Files | undefined>>;
}

/** What the applicant fills in, saved as it is typed; what the register knows is chosen, not typed. */
export function ApplicationDraft({ application, again }: ApplicationDraftProps) {
  const { say, language } = useWords();
  const { rules, known } = application;
  const revision = useRef(application.revision);
  const [form] = Form.useForm<Draft>();
  const { state, change, flush } = useAutosave<Draft>(async draft => {
    const body = { revision: revision.current, ...changeOf(application, draft) };
    const saved = await ask<{ revision: number }>(`/applications/${application.id}`, {
      method: 'PATCH',
      body,
    });
    revision.current = saved.revision;
    void again();
  });
  const start = {
    ...{ areaMu: application.areaMu, outputKg: application.outputKg, scope: application.scope },
    ...{ answers: application.answers, documents: application.documents },
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="card"
      initialValues={start}
      onValuesChange={() => change(form.getFieldsValue(true) as Draft)}
    >
      <SavedLine state={state} retry={() => void flush()} />
      <div className="fields">
        {rules.subject !== 'party' && known && (
          <Form.Item
            name="subject"
            label={fieldWord('subject', language)}
            extra={say('application.fromRegister')}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={subjectsOf(rules.subject, known)}
              placeholder={application.subject}
            />
          </Form.Item>
        )}
        <Form.Item name="areaMu" label={fieldWord('areaMu', language)}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="outputKg" label={fieldWord('outputKg', language)}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="scope" label={fieldWord('scope', language)} className="wide">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {rules.criteria
          .filter(({ points }) => points === undefined)
          .map(({ code, text, legalBasis }) => (
            <Form.Item
              key={code}
              name={['answers', code]}
              label={nameText(text as LocalText, language)}
              extra={legalBasis}
              className="wide"
            >
              <Input.TextArea rows={2} maxLength={4000} />
            </Form.Item>
          ))}
        {rules.documents.map(({ code, name, required }) => (
          <Form.Item
            key={code}
            name={['documents', code]}
            label={`${nameText(name as LocalText, language)}${required ? '' : ` (${say('form.optional')})`}`}
            extra={say('application.fileLimits')}
          >
            <FileList />
          </Form.Item>
        ))}
      </div>
    </Form>
  );
}

function SavedLine({ state, retry }: { readonly state: SaveState; readonly retry: () => void }) {
  const { say, language } = useWords();
  if (state.state === 'failed') {
    const { error } = state;
    const why =
      error instanceof Refusal
        ? [error.document.title, ...error.document.problems.map(({ message }) => message)].join(' ')
        : say('state.offline');
    return (
      <p role="alert" className="late">
        {say('form.saveFailed', { why })} <Button onClick={retry}>{say('state.retry')}</Button>
      </p>
    );
  }
  return (
    <p role="status" className="hint">
      {state.state === 'saving' && say('form.saving')}
      {state.state === 'saved' && say('form.savedAt', { time: timeText(state.at.toISOString(), language) })}
      {state.state === 'idle' && say('application.autosaves')}
    </p>
  );
}

/** What changed, in the form that the server takes: only what differs from what is stored. */
function changeOf(application: Application, draft: Draft) {
  const text = (value: string | undefined) => value?.trim() ?? '';
  const answers = Object.entries(draft.answers ?? {})
    .filter(([code, answer]) => text(answer) !== (application.answers[code] ?? ''))
    .map(([criterion, answer]) => ({ criterion, answer: text(answer) }));
  const documents = Object.entries(draft.documents ?? {})
    .filter(
      ([code, files]) => JSON.stringify(files ?? []) !== JSON.stringify(application.documents[code] ?? []),
    )
    .map(([document, files]) => ({
      document,
      files: (files ?? []).map(({ digest, name }) => ({ digest, name })),
    }));
  const { subject } = application.rules;
  return {
    ...(draft.subject === undefined ? {} : { subject: { [subject]: draft.subject } }),
    ...(text(draft.areaMu) === '' ? {} : { areaMu: text(draft.areaMu) }),
    ...(text(draft.outputKg) === '' ? {} : { outputKg: text(draft.outputKg) }),
    ...(draft.scope === undefined || draft.scope === null ? {} : { scope: draft.scope }),
    ...(answers.length > 0 ? { answers } : {}),
    ...(documents.length > 0 ? { documents } : {}),
  };
}

function subjectsOf(kind: string, known: Known) {
  if (kind === 'place') return known.places.map(({ uri, nameZh }) => ({ value: uri, label: nameZh }));
  if (kind === 'product')
    return known.products.map(({ gtin, nameZh }) => ({ value: gtin, label: `${nameZh} ${gtin}` }));
  return known.brands.map(({ id, nameZh }) => ({ value: id, label: nameZh }));
}
