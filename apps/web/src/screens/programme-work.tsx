import type { TaskLine } from '@pinxin/contract/programme-pages';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead, RecordLoad } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { nameText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';
import { CommandForm, type Doing } from './programme-form.tsx';
import { stateWord } from './programme-words.ts';
import { type TaskFile, TaskFiles } from './task-files.tsx';

interface Item {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly daysLate: number;
  readonly programme: string;
  readonly task: string;
  readonly progress: string | null;
  readonly difficulty: string | null;
  readonly nextSteps: string | null;
  readonly files?: readonly TaskFile[];
}

const late = {
  key: 'daysLate',
  align: 'right',
  show: ({ daysLate }: Item) => (daysLate > 0 ? `▲ ${daysLate}` : '—'),
} as const;
const state: Column<Item> = { key: 'state', show: (item, { language }) => stateWord(item.state, language) };
const REPORTS: readonly Column<Item>[] = [
  ...[{ key: 'quarter' }, { key: 'task' }, { key: 'title' }, { key: 'party' }, state, late, { key: 'dueOn' }],
  ...[
    { key: 'progress' },
    { key: 'difficulty', hidden: true },
    { key: 'nextSteps', hidden: true },
    { key: 'programme', hidden: true },
  ],
];
const SUPERVISIONS: readonly Column<Item>[] = [
  ...[{ key: 'party' }, state, late, { key: 'signBy' }, { key: 'dueOn' }],
  ...[{ key: 'task' }, { key: 'basis', hidden: true }, { key: 'programme', hidden: true }],
];

/** 记录里的佐证: what the record shows of a task by itself, so that nobody is asked for it. */
function OnRecord({ programme, task }: { readonly programme: string; readonly task: string }) {
  const { say, language } = useWords();
  return (
    <RecordLoad<TaskLine> address={`/programmes/${programme}/tasks/${task}`}>
      {({ value: { sources } }) => (
        <section aria-label={say('programme.onRecord')}>
          <h3>{say('programme.onRecord')}</h3>
          <ul>
            {sources.map(({ words, count, path }) => (
              <li key={words['zh-CN']}>
                <a href={path}>
                  {nameText(words, language)} <b>{count}</b>
                </a>
              </li>
            ))}
          </ul>
          <p>
            <Link to={`/programmes/${programme}/tasks/${task}`}>{say('programme.openTask')}</Link>
          </p>
        </section>
      )}
    </RecordLoad>
  );
}

/** 季度填报: who reported, who is late; handing in, returning, signing off. */
export function TaskReports() {
  const { say } = useWords();
  const session = useSession();
  const [doing, setDoing] = useState<Doing>();
  const act = (
    { id, revision, progress, difficulty, nextSteps }: Item,
    label: string,
    action: string,
    skip: readonly string[],
  ) => (
    <Button
      key={action}
      onClick={() =>
        setDoing({
          label,
          path: '/task-reports/{id}/steps',
          address: `/task-reports/${id}/steps`,
          given: { action, revision },
          ...(action === 'submit' ? { start: { progress, difficulty, nextSteps }, withFiles: true } : {}),
          skip,
        })
      }
    >
      {label}
    </Button>
  );
  const TEXTS = ['progress', 'difficulty', 'nextSteps'];
  return (
    <>
      <PageHead title={say('nav.taskReports')} sub={say('programme.reportsSub')} />
      <RecordTable<Item>
        list="task-reports"
        path="/task-reports"
        columns={REPORTS}
        rowKey={({ id }) => id}
        look={item => (
          <>
            <Facts
              of={item}
              fields={[
                'quarter',
                'title',
                'party',
                'dueOn',
                'progress',
                'difficulty',
                'nextSteps',
                'opinion',
                'files',
              ]}
              more={{
                files: <TaskFiles programme={item.programme} task={item.task} files={item.files ?? []} />,
              }}
            />
            <OnRecord programme={item.programme} task={item.task} />
            <div className="actions">
              {may(session, 'programme.report') &&
                ['asked', 'returned'].includes(item.state) &&
                act(item, say('programme.submit'), 'submit', ['opinion'])}
              {(may(session, 'programme.manage') || may(session, 'programme.signOff')) &&
                item.state === 'submitted' && [
                  act(item, say('programme.signOff'), 'signOff', TEXTS),
                  act(item, say('programme.return'), 'return', TEXTS),
                ]}
            </div>
          </>
        )}
      />
      {doing && <CommandForm doing={doing} close={() => setDoing(undefined)} />}
    </>
  );
}

const NEXT: Readonly<Record<string, readonly (readonly [action: string, office: boolean])[]>> = {
  opened: [
    ['acknowledge', false],
    ['drop', true],
  ],
  acknowledged: [
    ['report', false],
    ['drop', true],
  ],
  returned: [
    ['report', false],
    ['drop', true],
  ],
  reported: [
    ['verify', true],
    ['return', true],
  ],
  verified: [
    ['close', true],
    ['return', true],
  ],
};

/** 督办: from opening to closing. */
export function Supervisions() {
  const { say } = useWords();
  const session = useSession();
  const [doing, setDoing] = useState<Doing>();
  const office = may(session, 'programme.manage');
  return (
    <>
      <PageHead title={say('nav.supervisions')} sub={say('programme.supervisionSub')} />
      <RecordTable<Item>
        list="supervisions"
        path="/supervisions"
        columns={[{ key: 'subject', heading: say('programme.supervised') }, ...SUPERVISIONS]}
        rowKey={({ id }) => id}
        actions={
          office && (
            <Button
              type="primary"
              onClick={() =>
                setDoing({
                  label: say('programme.open'),
                  path: '/supervisions',
                  address: '/supervisions',
                  given: { request: crypto.randomUUID() },
                })
              }
            >
              {say('programme.open')}
            </Button>
          )
        }
        look={item => (
          <>
            <Facts of={item} fields={['subject', 'party', 'basis', 'signBy', 'dueOn']} />
            <div className="actions">
              {(NEXT[item.state] ?? [])
                .filter(([, byOffice]) => (byOffice ? office : may(session, 'programme.report')))
                .map(([action]) => (
                  <Button
                    key={action}
                    onClick={() =>
                      setDoing({
                        ...{
                          label: say(`programme.act.${action}` as 'programme.act.close'),
                          path: '/supervisions/{id}/steps',
                        },
                        ...{
                          address: `/supervisions/${item.id}/steps`,
                          given: { action, revision: item.revision },
                        },
                      })
                    }
                  >
                    {say(`programme.act.${action}` as 'programme.act.close')}
                  </Button>
                ))}
            </div>
          </>
        )}
      />
      {doing && <CommandForm doing={doing} close={() => setDoing(undefined)} />}
    </>
  );
}
