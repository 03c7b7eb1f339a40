import {
  COMPARATORS,
  type GoalBody,
  type ProgrammeBody,
  type Responsible,
  type TaskBody,
} from '@pinxin/contract/programme';
import { Input, Select } from 'antd';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { Labelled, MeasuredGoal } from './measured-goal.tsx';

interface GoalFieldsProps {
  readonly goal: GoalBody;
  readonly draft: ProgrammeBody;
  readonly set: (part: Partial<GoalBody>) => void;
}

/** What a goal says, to be corrected. */
export function GoalFields({ goal, draft: { startsOn, endsOn }, set }: GoalFieldsProps) {
  const { say, language } = useWords();
  return (
    <>
      <Field
        label={fieldWord('name', language)}
        value={goal.name['zh-CN']}
        set={value => set({ name: { 'zh-CN': value } })}
      />
      <Labelled label={say('programme.comparator')}>
        {id => (
          <Select
            id={id}
            value={goal.comparator}
            options={COMPARATORS.map(sign => ({ value: sign, label: SIGNS[sign] }))}
            onChange={comparator => set({ comparator })}
          />
        )}
      </Labelled>
      <Field
        label={fieldWord('target', language)}
        value={goal.target ?? ''}
        set={value => set(value === '' ? { target: undefined as never } : { target: value })}
      />
      <Field label={fieldWord('unit', language)} value={goal.unit ?? ''} set={unit => set({ unit })} />
      <Field
        label={fieldWord('deadline', language)}
        value={goal.deadline}
        set={deadline => set({ deadline })}
      />
      <MeasuredGoal
        goal={goal}
        period={{ from: startsOn, to: endsOn }}
        set={indicator => set({ indicator })}
      />
    </>
  );
}

const SIGNS = { '>=': '≥', '>': '>', '=': '=', '<=': '≤', '<': '<' } as const;

/** What a task says, to be corrected. */
export function TaskFields({
  task,
  set,
}: {
  readonly task: TaskBody;
  readonly set: (part: Partial<TaskBody>) => void;
}) {
  const { say, language } = useWords();
  return (
    <>
      <Field
        label={fieldWord('name', language)}
        value={task.title['zh-CN']}
        set={value => set({ title: { 'zh-CN': value } })}
      />
      <Field label={fieldWord('deadline', language)} value={task.dueOn} set={dueOn => set({ dueOn })} />
      <Authorities label={say('programme.lead')} list={task.lead} set={lead => set({ lead })} />
      <Authorities
        label={say('programme.supporting')}
        list={task.supporting}
        set={supporting => set({ supporting })}
      />
      <Labelled label={say('programme.deliverablesEach')}>
        {id => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 1, maxRows: 12 }}
            value={task.deliverables.map(({ words }) => words).join('\n')}
            onChange={event => set({ deliverables: deliverablesIn(event.target.value, task.deliverables) })}
          />
        )}
      </Labelled>
    </>
  );
}

interface AuthoritiesProps {
  readonly label: string;
  readonly list: readonly Responsible[];
  readonly set: (list: Responsible[]) => void;
}

/** Names as the plan has them; who is not in the register is said, because nobody can report for it. */
function Authorities({ label, list, set }: AuthoritiesProps) {
  const { say } = useWords();
  const unknown = list.filter(({ party }) => party === undefined).map(({ named }) => named);
  return (
    <>
      <Labelled label={label}>
        {id => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            value={list.map(({ named }) => named)}
            onChange={(names: string[]) =>
              set(names.map(named => list.find(each => each.named === named) ?? { named }))
            }
          />
        )}
      </Labelled>
      {unknown.length > 0 && (
        <p className="sub">{say('programme.unknownParty', { names: unknown.join('、') })}</p>
      )}
    </>
  );
}

function deliverablesIn(text: string, before: TaskBody['deliverables']): TaskBody['deliverables'] {
  if (text === '') return [];
  return text.split('\n').map(words => before.find(each => each.words === words) ?? { words });
}

/** A line of text with its label. */
export function Field({
  label,
  value,
  set,
}: {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
}) {
  return (
    <Labelled label={label}>
      {id => <Input id={id} value={value} onChange={event => set(event.target.value)} />}
    </Labelled>
  );
}
