import { NEXT_PROGRAMME, PROGRAMME, regionProgramme } from '@pinxin/region-ningxia/programme';
import { formerAuthorities, programmeAuthorities } from '@pinxin/region-ningxia/programme-authorities';
import { pastStatements, programmeBrands } from '@pinxin/region-ningxia/programme-history';
import type { RegionSeed } from '@pinxin/region-ningxia/region';
import { addDays, localDateOf } from '@pinxin/rules/local-date';
import type { Client } from '../client.ts';
import type { Person } from './demo-marks.ts';
import { loadSupervisions } from './demo-supervisions.ts';

/** Statements on their way at once. */
const IN_FLIGHT = 6;

/**
 * Registers the authorities that the programme names, brings the registers of past years in, and takes the programme
 * over; through the interface, as the demo's own people. Safe to repeat.
 */
export async function loadProgramme(
  as: (key: string) => Promise<Person>,
  operator: Client,
  region: RegionSeed,
): Promise<void> {
  const uscc = new Map(
    [...region.parties, ...programmeAuthorities, ...formerAuthorities].map(party => [party.key, party.uscc]),
  );
  await registerAuthorities(operator, uscc);
  const brands: string[] = [];
  const registrar = await as('registrar');
  for (const { owner, ...brand } of programmeBrands(region)) {
    const body = { ...brand, owner: uscc.get(owner), demo: true };
    brands.push((await registrar.json<{ id: string }>('POST', '/brands', body)).id);
  }
  const waiting = pastStatements(region, brands)[Symbol.iterator]();
  const lane = async () => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      await (await as(next.value.by)).json('POST', '/statements', next.value.body);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  await takeOver(await as('programme'), key => uscc.get(key));
  await signOffTasks(as);
  await openRound(as);
  await loadSupervisions(as, key => uscc.get(key));
}

/** The authorities of the plan, those of today and those before them, and who succeeded whom on what day. */
async function registerAuthorities(operator: Client, uscc: ReadonlyMap<string, string>): Promise<void> {
  const parties = [...programmeAuthorities, ...formerAuthorities].map(
    ({ uscc: code, nameZh, nameEn, division }) => ({
      ...{ uscc: code, nameZh, nameEn, division, kind: 'authority', demo: true },
    }),
  );
  await operator.json('POST', '/registrations', { body: { parties } });
  const idOf = async (code: string | undefined) =>
    (await operator.json<{ id: string }>('GET', `/parties/${code}`)).id;
  for (const { uscc: former, successor, since, basis } of formerAuthorities) {
    const to = await idOf(uscc.get(successor));
    await operator.json('POST', `/parties/${await idOf(former)}/relations`, {
      body: { kind: 'succeededBy', to, validFrom: since, source: basis },
    });
  }
}

async function takeOver(office: Person, uscc: (key: string) => string | undefined): Promise<void> {
  for (const code of [PROGRAMME, NEXT_PROGRAMME] as const) {
    await office.json('POST', '/programmes', regionProgramme(code, uscc));
  }
  await office.json('POST', `/programmes/${NEXT_PROGRAMME}/goals/Q1/reports`, {
    ...{ request: 'demo-recognition', day: '2026-06-30', value: '74' },
    text: '演示：抽样调查，认可度 74 分（满分 100）',
    evidence: '演示：消费者调查报告（2026 年上半年）',
  });
}

interface TaskShown {
  readonly number: string;
  readonly state: string;
  readonly revision: number;
  readonly lead: readonly { readonly party?: { readonly name: { readonly 'zh-CN': string } } }[];
}

/** 办结: tasks of the first programme whose lead has somebody in the demo are reported as done, and signed off. */
async function signOffTasks(as: (key: string) => Promise<Person>): Promise<void> {
  const office = await as('programme');
  const { tasks } = await office.json<{ tasks: readonly { number: string }[] }>(
    'GET',
    `/programmes/${PROGRAMME}`,
  );
  for (const { number } of tasks) {
    const path = `/programmes/${PROGRAMME}/tasks/${number}`;
    const task = await office.json<TaskShown>('GET', path);
    const leads = task.lead.map(({ party }) => party?.name['zh-CN'] ?? '');
    const who = DECIDERS.find(([, name]) => leads.some(lead => lead.includes(name)))?.[0];
    if (who === undefined || task.state !== 'running') continue;
    await (await as(who)).json('POST', `${path}/steps`, {
      action: 'reportCompletion',
      revision: task.revision,
    });
    await office.json('POST', `${path}/steps`, {
      ...{ action: 'signOff', revision: task.revision + 1, completedOn: '2020-12-18' },
    });
  }
}

const DECIDERS = [
  ['market-decider', '市场监管'],
  ['decider', '农业农村'],
  ['commerce-decider', '商务'],
  ['culture-decider', '文化和旅游'],
] as const;

/** 季度填报 of the demo: a round is open, and one authority has handed its parts in. */
async function openRound(as: (key: string) => Promise<Person>): Promise<void> {
  const today = localDateOf(new Date());
  const quarter = `${today.slice(0, 4)}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`;
  const dueOn = addDays(today, 20);
  const office = await as('programme');
  const rounds = await office.json<{ items: readonly unknown[] }>(
    'GET',
    `/task-reports?programme=${NEXT_PROGRAMME}&limit=1`,
  );
  if (rounds.items.length > 0) return;
  await office.json('POST', `/programmes/${NEXT_PROGRAMME}/rounds`, { quarter, dueOn });
  const commerce = await as('commerce-decider');
  const mine = await commerce.json<{ items: readonly { id: string; task: string; revision: number }[] }>(
    'GET',
    `/task-reports?programme=${NEXT_PROGRAMME}&mine=true&limit=100`,
  );
  for (const { id, task, revision } of mine.items) {
    await commerce.json('POST', `/task-reports/${id}/steps`, {
      ...{ action: 'submit', revision, progress: `演示：任务 ${task} 本季度按计划推进` },
    });
  }
}
