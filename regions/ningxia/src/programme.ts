import type { GoalBody, ProgrammeBody, Responsible, TaskBody } from '@pinxin/contract/programme';
import { formerKey, type Succession, successions } from './programme-authorities.ts';
import { programmeTasks, type TaskSeed } from './programme-tasks.ts';

/** Which programmes of the region there are. */
export const PROGRAMME = 'ningxia-brands-2016-2020';
export const NEXT_PROGRAMME = 'demo-brands-2026-2030';

const FARM_MARKS = ['pollution-free-product', 'green-food', 'organic-product', 'agro-product-indication'];

type GoalSeed = Omit<GoalBody, 'deadline'>;

/** The six numbers of the plan, each bound to what is on record. */
const GOALS: readonly GoalSeed[] = [
  {
    number: 'T1',
    name: { 'zh-CN': '三品一标农产品总量', en: 'Farm products with one of the four marks' },
    ...{ unit: '个', comparator: '>', target: '1000', line: 7, words: '“三品一标”总量超过1000个' },
    // A certificate names its products: those are what the plan counts.
    indicator: { kind: 'sum', schemes: FARM_MARKS, measure: 'products' },
  },
  {
    number: 'T2',
    name: { 'zh-CN': '农产品区域公用品牌', en: 'Regional public brands of farm products' },
    ...{ unit: '个', comparator: '>', target: '30', line: 7, words: '农产品区域公用品牌超过30个' },
    indicator: { kind: 'countValid', schemes: ['regional-public-brand'] },
  },
  {
    number: 'T3',
    name: { 'zh-CN': '国家级农业示范企业', en: 'National demonstration enterprises' },
    ...{ unit: '个', comparator: '>', target: '50', line: 7, words: '国家级农业示范企业超过50个' },
    indicator: { kind: 'countValid', schemes: ['demonstration-enterprise'] },
  },
  {
    number: 'T4',
    name: { 'zh-CN': '宁夏名牌产品', en: 'Famous brand products of Ningxia' },
    ...{ unit: '个', comparator: '>=', target: '100', line: 8, words: '培育100个宁夏名牌产品' },
    indicator: { kind: 'countValid', schemes: ['famous-brand-product'] },
  },
  {
    number: 'T5',
    name: { 'zh-CN': '在全国有影响的知名品牌', en: 'Nationally known brands' },
    ...{ unit: '个', comparator: '>=', target: '20', line: 8, words: '20个在全国有影响的知名品牌' },
    indicator: { kind: 'countValid', schemes: ['well-known-brand'] },
  },
  {
    number: 'T6',
    name: { 'zh-CN': '服务业知名品牌和精品服务项目', en: 'Known brands and projects of services' },
    ...{
      unit: '个',
      comparator: '>=',
      target: '20',
      line: 9,
      words: '培育20个……服务业知名品牌和精品服务项目',
    },
    indicator: { kind: 'countValid', schemes: ['service-brand', 'service-project'] },
  },
];

const RECOGNITION: GoalSeed = {
  number: 'Q1',
  name: { 'zh-CN': '品牌认可度及社会信誉度', en: 'Recognition and reputation of the brands' },
  ...{ comparator: '>=', line: 6, words: '品牌认可度及顾客忠诚度、社会信誉度明显提升' },
  indicator: { kind: 'reported' },
};

/**
 * 宁夏的品牌方案: the plan of 2016 in short words, or the invented one that goes on from it. `uscc` gives the code of a
 * party of the demo by its key.
 */
export function regionProgramme(
  which: typeof PROGRAMME | typeof NEXT_PROGRAMME,
  uscc: (key: string) => string | undefined,
): ProgrammeBody {
  const isFirst = which === PROGRAMME;
  const endsOn = isFirst ? '2020-12-31' : '2030-12-31';
  const market = uscc('authority-1');
  return {
    code: which,
    name: isFirst
      ? { 'zh-CN': '宁夏品牌引领供需结构升级方案（2016—2020）', en: 'Ningxia brand programme 2016–2020' }
      : {
          'zh-CN': '品牌引领接续方案（演示，2026—2030）',
          en: 'Brand programme, continued (demo, 2026–2030)',
        },
    ...(isFirst ? { basis: '国办发〔2016〕44号' } : { basis: '演示：虚构的后续方案', follows: PROGRAMME }),
    ...(market === undefined ? {} : { issuer: market }),
    ...{ startsOn: isFirst ? '2016-09-01' : '2026-01-01', endsOn, demo: true },
    goals: [...GOALS, RECOGNITION].map(goal => ({ ...goal, deadline: endsOn })),
    tasks: programmeTasks.map(task => taskBody(task, endsOn, isFirst, uscc)),
  };
}

function taskBody(
  { number, title, en, line, lead, supporting, deliverables, sources }: TaskSeed,
  dueOn: string,
  isFirst: boolean,
  uscc: (key: string) => string | undefined,
): TaskBody {
  const who = (names: readonly string[]) => namedOnce(names.map(name => responsible(name, isFirst, uscc)));
  return {
    ...{ number, title: { 'zh-CN': title, en }, dueOn, lead: who(lead) },
    // Where two offices became one, it leads and no longer supports itself.
    supporting: isFirst ? who(supporting) : without(who(supporting), who(lead)),
    ...(isFirst ? { line } : {}),
    deliverables: deliverables.map(words => ({ words })),
    sources: sources.map(([zh, english, of]) => ({
      words: { 'zh-CN': zh, en: english },
      measure:
        of.scheme === undefined && of.kind === undefined ? ('recalls' as const) : ('statements' as const),
      ...(of.scheme === undefined ? {} : { scheme: of.scheme }),
      ...(of.kind === undefined ? {} : { statementKind: of.kind }),
    })),
  };
}

function namedOnce(list: readonly Responsible[]): Responsible[] {
  return list.filter(({ named }, index) => list.findIndex(other => other.named === named) === index);
}

function without(list: readonly Responsible[], others: readonly Responsible[]): Responsible[] {
  return list.filter(({ named }) => !others.some(other => other.named === named));
}

const COLLECTIVE = /^(?:五市|各)/;

function responsible(name: string, isFirst: boolean, uscc: (key: string) => string | undefined): Responsible {
  const succession: Succession | undefined = successions[name];
  // The plan of 2016 names who there was then: the register tells who took over since, from when, by which decision.
  const key = isFirst && succession?.since !== undefined ? formerKey(name) : succession?.key;
  const party = key === undefined ? undefined : uscc(key);
  const called = isFirst ? name : (succession?.now ?? name);
  const isLocal = called === '检验检疫局' || called === '海关';
  const named = COLLECTIVE.test(name) ? name : `${isLocal ? '宁夏' : '自治区'}${called}`;
  return {
    named,
    ...(party === undefined ? {} : { party }),
  };
}
