import type { GoalLine, ProgrammeLine, ProgressPage, TaskLine } from '@pinxin/contract/programme-pages';
import { countingUnit } from '@pinxin/site/counting-unit';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button, Progress, Tag } from 'antd';
import { useState } from 'react';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { PageHead, RecordLoad } from '../record/page.tsx';
import { Nothing } from '../record/states.tsx';
import { dateText, nameText } from '../record/texts.ts';
import { WideTable } from '../record/wide-table.tsx';
import { useSession } from '../shell/session-context.tsx';
import { CommandForm, type Doing } from './programme-form.tsx';
import { COMPARED, GOAL_LOOK, goalStatusWord, TASK_LOOK, taskStatusWord } from './programme-words.ts';

/** 方案: every programme, and taking a new one over. */
export function Programmes() {
  const { say, language } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  return (
    <RecordLoad<{ items: readonly ProgrammeLine[] }> address="/programmes">
      {({ value: { items } }) => (
        <>
          <PageHead
            title={say('nav.programmes')}
            sub={say('programme.sub')}
            actions={
              may(session, 'programme.manage') && (
                <Button type="primary" onClick={() => void navigate({ to: '/programmes/read' })}>
                  {say('programme.read')}
                </Button>
              )
            }
          />
          <section className="card">
            {items.length === 0 && <Nothing title={say('state.noneYet')} />}
            {items.map(({ code, name, startsOn, endsOn }) => (
              <p key={code} className="facts-text">
                <Link to={`/programmes/${code}`}>{nameText(name, language)}</Link>{' '}
                <span className="sub">
                  {dateText(startsOn, language)} – {dateText(endsOn, language)}
                </span>
              </p>
            ))}
          </section>
        </>
      )}
    </RecordLoad>
  );
}

/** 方案进度: goals counted live, tasks by rule, and what the office can do. */
export function ProgrammePage() {
  const { code } = useParams({ strict: false }) as { code: string };
  const { say, language } = useWords();
  const session = useSession();
  const [doing, setDoing] = useState<Doing>();
  const manages = may(session, 'programme.manage');
  return (
    <RecordLoad<ProgressPage> address={`/programmes/${code}`}>
      {({ value: programme }) => (
        <>
          <PageHead
            title={nameText(programme.name, language)}
            sub={`${dateText(programme.startsOn, language)} – ${dateText(programme.endsOn, language)}`}
            actions={
              <>
                <Button href={`/programmes/${code}/report`}>{say('programme.report')}</Button>
                <Button href={`/programmes/${code}/report.xlsx`}>XLSX</Button>
                <Button href={`/programmes/${code}/report.docx`}>DOCX</Button>
                {manages && (
                  <Button
                    type="primary"
                    onClick={() =>
                      setDoing({
                        ...{ label: say('programme.round'), path: '/programmes/{code}/rounds' },
                        address: `/programmes/${code}/rounds`,
                      })
                    }
                  >
                    {say('programme.round')}
                  </Button>
                )}
              </>
            }
          />
          <GoalTable programme={programme} manages={manages} act={setDoing} />
          <TaskTable programme={programme} />
          {doing && <CommandForm doing={doing} close={() => setDoing(undefined)} />}
        </>
      )}
    </RecordLoad>
  );
}

interface GoalTableProps {
  readonly programme: ProgressPage;
  readonly manages: boolean;
  readonly act: (doing: Doing) => void;
}

function GoalTable({ programme: { code, goals, today }, manages, act }: GoalTableProps) {
  const { say, language } = useWords();
  const doing = (goal: GoalLine): Doing => {
    const [path, address] = ['/programmes/{code}/goals/{number}', `/programmes/${code}/goals/${goal.number}`];
    return goal.indicator === 'reported'
      ? {
          ...{ label: say('programme.reportValue'), path: `${path}/reports`, address: `${address}/reports` },
          given: { request: crypto.randomUUID() },
        }
      : {
          ...{ label: say('programme.snapshot'), path: `${path}/snapshots`, address: `${address}/snapshots` },
          given: { day: today },
        };
  };
  return (
    <WideTable<GoalLine>
      label={say('programme.goals')}
      size="small"
      className="gap"
      rowKey="number"
      dataSource={[...goals]}
      columns={[
        {
          title: say('programme.goal'),
          render: (_, goal) => (
            <a href={`/programmes/${code}/goals/${goal.number}`}>{nameText(goal.name, language)}</a>
          ),
        },
        {
          title: fieldWord('value', language),
          align: 'right',
          render: (_, { value, unit }) => (value === null ? '—' : `${value} ${countingUnit(unit, language)}`),
        },
        {
          title: fieldWord('target', language),
          align: 'right',
          render: (_, { target, comparator, unit }) =>
            target === null
              ? '—'
              : `${COMPARED[comparator] ?? comparator} ${target} ${countingUnit(unit, language)}`,
        },
        {
          title: say('programme.progress'),
          render: (_, { name, value, target }) =>
            value === null || target === null || target === 0 ? null : (
              <Progress
                percent={Math.min(100, Math.round((value / target) * 100))}
                size="small"
                status="normal"
                aria-label={nameText(name, language)}
              />
            ),
        },
        {
          title: fieldWord('state', language),
          render: (_, goal) => (
            <>
              <Tag className={`state-tag ${GOAL_LOOK[goal.status]}`} variant="outlined">
                {goalStatusWord(goal, language)}
              </Tag>
              {goal.indicator === 'reported' && (
                <Tag className="state-tag plain" variant="outlined">
                  {say('programme.reported')}
                </Tag>
              )}
            </>
          ),
        },
        { title: fieldWord('deadline', language), render: (_, { deadline }) => dateText(deadline, language) },
        ...(manages
          ? [
              {
                title: fieldWord('action', language),
                render: (_: unknown, goal: GoalLine) => (
                  <Button size="small" onClick={() => act(doing(goal))}>
                    {doing(goal).label}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function TaskTable({ programme: { code, tasks } }: { readonly programme: ProgressPage }) {
  const { say, language } = useWords();
  const names = (list: TaskLine['lead']) =>
    list
      .map(({ named, party }) => (party === undefined ? named : nameText(party.name, language)))
      .join(language === 'en' ? ', ' : '、');
  return (
    <WideTable<TaskLine>
      label={say('programme.tasks')}
      size="small"
      rowKey="number"
      dataSource={[...tasks]}
      columns={[
        {
          title: say('programme.task'),
          render: (_, task) => (
            <Link to={`/programmes/${code}/tasks/${task.number}`}>
              {task.number} {nameText(task.title, language)}
            </Link>
          ),
        },
        {
          title: fieldWord('state', language),
          render: (_, { status, owed }) => (
            <>
              <Tag className={`state-tag ${TASK_LOOK[status]}`} variant="outlined">
                {taskStatusWord(status, language)}
              </Tag>
              {owed.map(({ name }) => nameText(name, language)).join(language === 'en' ? ', ' : '、')}
            </>
          ),
        },
        { title: fieldWord('deadline', language), render: (_, { dueOn }) => dateText(dueOn, language) },
        { title: say('programme.lead'), render: (_, { lead }) => names(lead) },
        { title: say('programme.supporting'), render: (_, { supporting }) => names(supporting) },
        {
          title: say('programme.record'),
          render: (_, { sources }) =>
            sources.map(({ words, count, path }) => (
              <div key={words['zh-CN']}>
                <a href={path}>
                  {nameText(words, language)} <b>{count}</b>
                </a>
              </div>
            )),
        },
      ]}
    />
  );
}
