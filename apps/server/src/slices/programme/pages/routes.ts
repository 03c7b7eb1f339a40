import type { CountedPage } from '@pinxin/contract/programme-pages';
import { isLocalDate, type LocalDate, localDateOf } from '@pinxin/rules/local-date';
import { printCounted, printGoal } from '@pinxin/site/goal-page';
import { printProgrammeList, printProgress } from '@pinxin/site/programme-page';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { readPageToken } from '../../../kernel/keyset.ts';
import { countedPage } from '../goal/counted.ts';
import { findGoal } from '../goal/find-goal.ts';
import { goalOn } from '../goal/goal-answer.ts';
import { listProgrammes, readProgramme } from '../goal/goal-views.ts';
import type { ProgrammeParts } from '../parts.ts';
import { refused, sendRefusal } from '../problem.ts';
import { answerPage } from './answer-page.ts';
import { goalPage, programmeLine, progressPage } from './progress.ts';

const A_PAGE = 50;
const code = Type.String({ maxLength: 80 });
const shared = {
  on: Type.Optional(Type.String({ maxLength: 10, title: '日期', 'x-en': 'as of' })),
  as: Type.Optional(Type.String({ maxLength: 10 })),
  lang: Type.Optional(Type.String({ maxLength: 20 })),
};

/** Progress, goals and the statements behind them: pages for people, the same as data for programs. */
export function registerPageRoutes(fastify: FastifyInstance, { ctx, contextOf }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { database } = ctx;
  const today = () => localDateOf(ctx.clock.now());
  const about = (zh: string, en: string) => ({ access: 'public', summary: { 'zh-CN': zh, en } }) as const;

  app.get(
    '/programmes',
    { config: about('实施方案', 'Programmes'), schema: { querystring: Type.Object(shared) } },
    async (request, reply) => {
      const list = (await listProgrammes(database)).map(programmeLine);
      return answerPage(request, reply, { items: list }, () => printProgrammeList(list, contextOf(request)));
    },
  );

  app.get(
    '/programmes/:code',
    {
      config: about('方案进度：目标和任务', 'Progress of a programme: goals and tasks'),
      schema: { params: Type.Object({ code }), querystring: Type.Object(shared) },
    },
    async (request, reply) => {
      const row = await readProgramme(database, request.params.code);
      if (row === undefined) return sendRefusal(reply, refused('/path/code', 'programmeUnknown').problems);
      const view = await progressPage(database, row, dayIn(request.query.on, today()), today());
      return answerPage(request, reply, view, () => printProgress(view, contextOf(request)));
    },
  );

  const goal = Type.Object({ code, number: Type.String({ maxLength: 30 }) });
  app.get(
    '/programmes/:code/goals/:number',
    {
      config: about('一个目标：数值、曲线、各市县', 'A goal: value, curve, by city and county'),
      schema: { params: goal, querystring: Type.Object(shared) },
    },
    async (request, reply) => {
      const found = await findGoal(database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      const on = dayIn(request.query.on, today());
      const view = await goalPage(database, found.value.programme, found.value.goal, on, today());
      return answerPage(request, reply, view, () => printGoal(view, contextOf(request)));
    },
  );

  app.get(
    '/programmes/:code/goals/:number/statements',
    {
      config: about('目标计入的声明', 'The statements that a goal counted'),
      schema: {
        params: goal,
        querystring: Type.Object({
          ...shared,
          division: Type.Optional(Type.String({ maxLength: 6 })),
          after: Type.Optional(Type.String({ maxLength: 600 })),
        }),
      },
    },
    async (request, reply) => {
      const found = await findGoal(database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      const { programme, goal: row } = found.value;
      const on = dayIn(request.query.on, today());
      const division = /^(\d\d){1,3}$/.test(request.query.division ?? '')
        ? request.query.division
        : undefined;
      const after = readToken(request.query.after);
      const seesAll = waysOfCaller(request.caller, 'programme.read').length > 0;
      const [{ line }, page] = await Promise.all([
        goalOn(database, row, programme.startsOn, on),
        countedPage(database, row.indicator, {
          ...{ day: on, limit: A_PAGE },
          ...(division === undefined ? {} : { division }),
          ...(seesAll ? {} : { publicOn: today() }),
          ...(after === undefined ? {} : { after }),
        }),
      ]);
      const view: CountedPage = {
        ...{ programme: programmeLine(programme), goal: line, on, value: line.value, ...page },
        ...(division === undefined ? {} : { division }),
      };
      return answerPage(request, reply, view, () => printCounted(view, contextOf(request)));
    },
  );
}

function readToken(token: string | undefined) {
  const end = token === undefined ? undefined : readPageToken(token);
  return end !== undefined && typeof end.value === 'string' && isLocalDate(end.value) ? end : undefined;
}

/** The day that a reader asks about; what is no day means today. */
export function dayIn(text: string | undefined, today: LocalDate): LocalDate {
  return text !== undefined && isLocalDate(text) ? text : today;
}
