import type { GoalBody, ProgrammeBody, TaskBody } from '@pinxin/contract/programme';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { nameText } from '../record/texts.ts';
import './read-plan.css';
import { Refused } from './refused.tsx';

/** What the server read of a plan. */
export interface Reading {
  readonly text: string;
  readonly draft: ProgrammeBody;
  readonly findings: readonly {
    readonly code: string;
    readonly message: { readonly 'zh-CN': string; readonly en: string };
    readonly about: string;
    readonly line?: number;
    readonly quote?: string;
  }[];
}

/** Text and extraction side by side: what was read is corrected here, and taken over. */
export function CorrectPlan({ reading, again }: { readonly reading: Reading; readonly again: () => void }) {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<ProgrammeBody>(reading.draft);
  const [line, setLine] = useState<number>();
  const [failure, setFailure] = useState<unknown>();
  const change = (part: Partial<ProgrammeBody>) => setDraft({ ...draft, ...part });
  const goal = (index: number, part: Partial<GoalBody>) =>
    change({ goals: draft.goals.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  const task = (index: number, part: Partial<TaskBody>) =>
    change({ tasks: draft.tasks.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  const takeOver = async () => {
    setFailure(undefined);
    try {
      await ask('/programmes', { method: 'POST', body: draft });
      await navigate({ to: `/programmes/${draft.code}` });
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      {failure !== undefined && <Refused error={failure} />}
      {reading.findings.map(({ code, message, about, line: at, quote }, index) => (
        <Alert
          key={`${code}${at ?? index}${about}`}
          type="warning"
          showIcon
          className="gap"
          title={`${at === undefined ? '' : `${say('programme.line', { line: at })} `}${message[language]}${about === '' ? '' : `：${about}`}${quote === undefined ? '' : `「${quote.slice(0, 60)}」`}`}
        />
      ))}
      <div className="plan-sides">
        <section className="card plan-text" aria-label={say('programme.text')}>
          <ol>
            {linesOf(reading.text).map(({ number, words }) => (
              <li key={number} className={line === number ? 'chosen' : undefined} id={`plan-line-${number}`}>
                {words}
              </li>
            ))}
          </ol>
        </section>
        <section className="card plan-draft" aria-label={say('programme.draft')}>
          <Field
            label={fieldWord('name', language)}
            value={draft.name['zh-CN']}
            set={value => change({ name: { 'zh-CN': value } })}
          />
          <Field label={fieldWord('code', language)} value={draft.code} set={code => change({ code })} />
          <Field
            label={say('programme.from')}
            value={draft.startsOn}
            set={startsOn => change({ startsOn })}
          />
          <Field label={say('programme.to')} value={draft.endsOn} set={endsOn => change({ endsOn })} />
          <h2>{say('programme.goals')}</h2>
          {draft.goals.map((each, index) => (
            <fieldset key={each.number} onFocus={() => show(each.line, setLine)}>
              <legend>
                {each.number}
                {each.line !== undefined && ` · ${say('programme.line', { line: each.line })}`}
              </legend>
              <Field
                label={fieldWord('name', language)}
                value={each.name['zh-CN']}
                set={value => goal(index, { name: { 'zh-CN': value } })}
              />
              <Field
                label={fieldWord('target', language)}
                value={each.target ?? ''}
                set={value => goal(index, value === '' ? { target: undefined as never } : { target: value })}
              />
              <Field
                label={fieldWord('deadline', language)}
                value={each.deadline}
                set={deadline => goal(index, { deadline })}
              />
              <Measured goal={each} set={indicator => goal(index, { indicator })} />
              <Button
                size="small"
                danger
                onClick={() => change({ goals: draft.goals.filter((_, at) => at !== index) })}
              >
                {say('programme.leaveOut')}
              </Button>
            </fieldset>
          ))}
          <h2>{say('programme.tasks')}</h2>
          {draft.tasks.map((each, index) => (
            <fieldset key={each.number} onFocus={() => show(each.line, setLine)}>
              <legend>
                {each.number}
                {each.line !== undefined && ` · ${say('programme.line', { line: each.line })}`}
              </legend>
              <Field
                label={fieldWord('name', language)}
                value={each.title['zh-CN']}
                set={value => task(index, { title: { 'zh-CN': value } })}
              />
              <Field
                label={fieldWord('deadline', language)}
                value={each.dueOn}
                set={dueOn => task(index, { dueOn })}
              />
              <p>
                {say('programme.lead')}：{each.lead.map(({ named }) => named).join('、') || '—'}
                <br />
                {say('programme.supporting')}：{each.supporting.map(({ named }) => named).join('、') || '—'}
              </p>
              <Button
                size="small"
                danger
                onClick={() => change({ tasks: draft.tasks.filter((_, at) => at !== index) })}
              >
                {say('programme.leaveOut')}
              </Button>
            </fieldset>
          ))}
          <p className="actions">
            <Button type="primary" onClick={() => void takeOver()}>
              {say('programme.takeOver')}
            </Button>
            <Button onClick={again}>{say('programme.readAgain')}</Button>
          </p>
        </section>
      </div>
    </>
  );
}

function show(line: number | undefined, set: (line: number | undefined) => void): void {
  set(line);
  if (line !== undefined) document.getElementById(`plan-line-${line}`)?.scrollIntoView({ block: 'center' });
}

function Field({
  label,
  value,
  set,
}: {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="plan-field">
      <label htmlFor={id}>{label}</label>
      <Input id={id} value={value} onChange={event => set(event.target.value)} />
    </div>
  );
}

/** How a goal is measured: reported, or counted from the statements of a scheme. */
function Measured({
  goal,
  set,
}: {
  readonly goal: GoalBody;
  readonly set: (indicator: GoalBody['indicator']) => void;
}) {
  const { say, language } = useWords();
  const id = useId();
  const [schemes, setSchemes] =
    useState<
      readonly { readonly code: string; readonly name: { readonly 'zh-CN': string; readonly en?: string } }[]
    >();
  const load = async () => {
    if (schemes !== undefined) return;
    const { items } = await ask<{ items: NonNullable<typeof schemes> }>('/schemes?limit=200');
    setSchemes(items);
  };
  return (
    <div className="plan-field">
      <label htmlFor={id}>{say('programme.measured')}</label>
      <Select
        id={id}
        mode="multiple"
        value={[...(goal.indicator.schemes ?? [])]}
        placeholder={say('programme.reported')}
        optionFilterProp="label"
        onOpenChange={open => open && void load()}
        options={(schemes ?? []).map(({ code, name }) => ({ value: code, label: nameText(name, language) }))}
        onChange={codes =>
          set(codes.length === 0 ? { kind: 'reported' } : { kind: 'countValid', schemes: codes })
        }
      />
    </div>
  );
}

function linesOf(text: string): readonly { readonly number: number; readonly words: string }[] {
  return text.split(/\r\n|\r|\n/).map((words, index) => ({ number: index + 1, words }));
}
