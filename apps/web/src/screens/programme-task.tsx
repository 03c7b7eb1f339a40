import type { TaskLine } from '@pinxin/contract/programme-pages';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { PageHead, RecordLoad } from '../record/page.tsx';
import { Nothing } from '../record/states.tsx';
import { dateText, nameText } from '../record/texts.ts';
import { shownValue } from '../record/value.tsx';
import { WideTable } from '../record/wide-table.tsx';
import { useSession } from '../shell/session-context.tsx';
import { CommandForm, type Doing } from './programme-form.tsx';
import { stateWord, TASK_LOOK, taskStatusWord } from './programme-words.ts';
import { type TaskFile, TaskFiles } from './task-files.tsx';

interface Task extends TaskLine {
  readonly programme: string;
  readonly state: 'running' | 'completionReported' | 'completed';
  readonly revision: number;
  readonly milestones: readonly {
    readonly id: string;
    readonly words: string;
    readonly dueOn: string;
    readonly reachedOn: string | null;
  }[];
  readonly detail: {
    readonly evidence: readonly object[];
    readonly files: readonly TaskFile[];
    readonly funding: readonly { readonly amountFen: number | null }[];
    readonly reports: readonly { readonly state: string }[];
    readonly deliverables: readonly object[];
  };
}

const PATH = '/programmes/{code}/tasks/{number}';

/** 任务: who does it, what is to come of it, what was reported, linked and paid. */
export function ProgrammeTask() {
  const { code, number } = useParams({ strict: false }) as { code: string; number: string };
  const { say, language } = useWords();
  const session = useSession();
  const [doing, setDoing] = useState<Doing>();
  const address = `/programmes/${code}/tasks/${number}`;
  const command =
    (label: string, part: string, given: object, skip: readonly string[] = []) =>
    () =>
      setDoing({ label, path: `${PATH}/${part}`, address: `${address}/${part}`, given: { ...given }, skip });
  const adds = may(session, 'programme.manage') || may(session, 'programme.report');
  return (
    <RecordLoad<Task> address={address}>
      {({ value: task }) => {
        const step = (label: string, action: string, skip: readonly string[]) => (
          <Button onClick={command(label, 'steps', { action, revision: task.revision }, skip)}>
            {label}
          </Button>
        );
        const request = crypto.randomUUID();
        return (
          <>
            <PageHead
              title={`${task.number} ${nameText(task.title, language)}`}
              sub={
                <>
                  <Tag className={`state-tag ${TASK_LOOK[task.status]}`} variant="outlined">
                    {taskStatusWord(task.status, language)}
                  </Tag>
                  {stateWord(task.state, language)} · {dateText(task.dueOn, language)}
                </>
              }
              actions={
                <>
                  {task.state === 'running' &&
                    may(session, 'programme.signOff') &&
                    step(say('programme.complete'), 'reportCompletion', ['completedOn', 'opinion'])}
                  {task.state === 'completionReported' &&
                    may(session, 'programme.manage') &&
                    step(say('programme.signOff'), 'signOff', [])}
                  {task.state === 'completionReported' &&
                    may(session, 'programme.manage') &&
                    step(say('programme.return'), 'return', ['completedOn'])}
                  {adds && (
                    <Button onClick={command(say('programme.evidence'), 'evidence', {})}>
                      {say('programme.evidence')}
                    </Button>
                  )}
                  {adds && (
                    <Button
                      onClick={() =>
                        setDoing({
                          ...{ label: say('programme.addFiles'), path: `${PATH}/files` },
                          ...{ address: `${address}/files`, withFiles: true },
                        })
                      }
                    >
                      {say('programme.addFiles')}
                    </Button>
                  )}
                  {adds && (
                    <Button onClick={command(say('programme.funding'), 'funding', { request })}>
                      {say('programme.funding')}
                    </Button>
                  )}
                  {adds && (
                    <Button onClick={command(say('programme.milestone'), 'milestones', { request })}>
                      {say('programme.milestone')}
                    </Button>
                  )}
                </>
              }
            />
            <WhoAndWhat task={task} />
            <Rows
              title={say('programme.deliverables')}
              rows={task.detail.deliverables}
              fields={['words', 'dueOn']}
            />
            <Rows
              title={say('programme.milestones')}
              rows={task.milestones}
              fields={['words', 'dueOn', 'reachedOn']}
              {...(adds
                ? {
                    act: (row: object) => {
                      const { id, reachedOn } = row as Task['milestones'][number];
                      if (reachedOn !== null) return null;
                      const label = say('programme.reached');
                      return (
                        <Button
                          size="small"
                          onClick={() =>
                            setDoing({
                              ...{ label, path: `${PATH}/milestones/{milestone}/reached` },
                              address: `${address}/milestones/${id}/reached`,
                            })
                          }
                        >
                          {label}
                        </Button>
                      );
                    },
                  }
                : {})}
            />
            <Rows
              title={say('programme.reports')}
              rows={task.detail.reports}
              fields={[
                'quarter',
                'party',
                'state',
                'progress',
                'difficulty',
                'nextSteps',
                'opinion',
                'files',
              ]}
              shown={{
                state: value => stateWord(String(value), language),
                files: value => <TaskFiles programme={code} task={number} files={value as TaskFile[]} />,
              }}
            />
            <Rows
              title={say('programme.evidences')}
              rows={task.detail.evidence}
              fields={['kind', 'reference', 'words', 'by']}
              shown={{ reference: (_value, row) => <Reference of={row as Evidence} /> }}
            />
            <Rows
              title={say('programme.files')}
              rows={task.detail.files}
              fields={['name', 'words', 'by', 'at', 'digest']}
              shown={{
                name: (_value, row) => <TaskFiles programme={code} task={number} files={[row as TaskFile]} />,
              }}
            />
            <Rows
              title={say('programme.fundings')}
              rows={task.detail.funding.map(({ amountFen, ...row }) => ({
                ...row,
                yuan: amountFen === null ? null : (amountFen / 100).toFixed(2),
              }))}
              fields={['kind', 'yuan', 'day', 'words', 'documentNumber', 'by']}
            />
            {doing && <CommandForm doing={doing} close={() => setDoing(undefined)} />}
          </>
        );
      }}
    </RecordLoad>
  );
}

interface RowsProps {
  readonly title: string;
  readonly rows: readonly object[];
  readonly fields: readonly string[];
  /** Fields that are shown otherwise than by their name. */
  readonly shown?: Readonly<Record<string, (value: unknown, row: object) => ReactNode>>;
  readonly act?: (row: object) => ReactNode;
}

interface Evidence {
  readonly kind: string;
  readonly reference: string;
}

/** Where a record here is shown; a document is only named. */
function Reference({ of: { kind, reference } }: { readonly of: Evidence }) {
  if (kind === 'statement') return <Link to={`/statements/${reference}`}>{reference}</Link>;
  return kind === 'recall' ? <a href={`/recalls/${reference}`}>{reference}</a> : reference;
}

/** Who leads and supports, by the plan's names and today's, and what the record shows by itself. */
function WhoAndWhat({ task: { lead, supporting, sources } }: { readonly task: Task }) {
  const { say, language } = useWords();
  const people = (list: TaskLine['lead']) =>
    list.length === 0
      ? '—'
      : list.map(({ named, party }) => (
          <div key={named}>
            {named}
            {party !== undefined && nameText(party.name, language) !== named && (
              <span className="sub"> · {nameText(party.name, language)}</span>
            )}
          </div>
        ));
  const record =
    sources.length === 0
      ? '—'
      : sources.map(({ words, count, path }) => (
          <div key={words['zh-CN']}>
            <a href={path}>
              {nameText(words, language)} <b>{count}</b>
            </a>
          </div>
        ));
  const facts = [
    [say('programme.lead'), people(lead)],
    [say('programme.supporting'), people(supporting)],
    [say('programme.record'), record],
  ] as const;
  return (
    <section className="card">
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Rows({ title, rows, fields, shown = {}, act }: RowsProps) {
  const { say, language } = useWords();
  return (
    <section className="card">
      <h2>{title}</h2>
      <WideTable
        label={title}
        size="small"
        rowKey={row => JSON.stringify(row)}
        dataSource={[...rows]}
        columns={[
          ...fields.map(field => ({
            ...{ dataIndex: field, title: fieldWord(field, language) },
            render: (value: unknown, row: object) =>
              shown[field]?.(value, row) ?? shownValue(field, value, language),
          })),
          ...(act === undefined
            ? []
            : [{ title: fieldWord('action', language), render: (_: unknown, row: object) => act(row) }]),
        ]}
        locale={{ emptyText: <Nothing title={say('record.none')} /> }}
      />
    </section>
  );
}
