import type { GoalBody, ProgrammeBody, TaskBody } from '@pinxin/contract/programme';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Tag } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { Field, GoalFields, TaskFields } from './plan-fields.tsx';
import './read-plan.css';
import { Refused } from './refused.tsx';

/** What the server read of a plan. */
export interface Reading {
  readonly text: string;
  readonly draft: ProgrammeBody;
  /** Numbers of goals and tasks that were read with doubt. */
  readonly unsure: readonly string[];
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
      await ask('/programmes', { method: 'POST', body: withoutGaps(draft) });
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
              <Legend of={each} unsure={reading.unsure} />
              <GoalFields goal={each} draft={draft} set={part => goal(index, part)} />
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
              <Legend of={each} unsure={reading.unsure} />
              <TaskFields task={each} set={part => task(index, part)} />
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

function Legend({
  of: { number, line },
  unsure,
}: {
  readonly of: { readonly number: string; readonly line?: number };
  readonly unsure: readonly string[];
}) {
  const { say } = useWords();
  return (
    <legend>
      {number}
      {line !== undefined && ` · ${say('programme.line', { line })}`}{' '}
      {unsure.includes(number) && (
        <Tag className="state-tag warn" variant="outlined">
          ▲ {say('programme.unsure')}
        </Tag>
      )}
    </legend>
  );
}

function show(line: number | undefined, set: (line: number | undefined) => void): void {
  set(line);
  if (line !== undefined) document.getElementById(`plan-line-${line}`)?.scrollIntoView({ block: 'center' });
}

/** Lines that were left empty while deliverables were typed are none. */
function withoutGaps(draft: ProgrammeBody): ProgrammeBody {
  const tasks = draft.tasks.map(task => ({
    ...task,
    deliverables: task.deliverables.filter(({ words }) => words.trim() !== ''),
  }));
  return { ...draft, tasks };
}

function linesOf(text: string): readonly { readonly number: number; readonly words: string }[] {
  return text.split(/\r\n|\r|\n/).map((words, index) => ({ number: index + 1, words }));
}
