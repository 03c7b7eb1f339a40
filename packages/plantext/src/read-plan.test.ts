import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quote } from './flow.ts';
import type { Plan } from './plan.ts';
import { planJson } from './plan-json.ts';
import { readPlan } from './read-plan.ts';

type TargetVector = readonly [subject: string, comparator: string, number: number, unit: string, due: string];
interface Vectors {
  readonly goals: readonly {
    readonly text: string;
    readonly targets?: readonly TargetVector[];
    readonly aims?: readonly string[];
  }[];
  readonly tasks: readonly ({ readonly text: string } & Partial<Record<Role, readonly string[]>>)[];
}
type Role = 'lead' | 'supporting' | 'responsible' | 'guiding';
const ROLES: readonly Role[] = ['lead', 'supporting', 'responsible', 'guiding'];

const vectors = JSON.parse(
  readFileSync(new URL('read-plan.vectors.json', import.meta.url), 'utf8'),
) as Vectors;

/** A whole plan of invented words, with most of what plans do. */
const PLAN = `云溪市茶产业三年行动方案
云政办发〔2024〕8号
为落实《省茶产业意见》（省发〔2023〕5号），制定本行动方案。
一、总体要求
　　以“茶文化、茶产业、茶科技”为引领，坚持走绿色发展之路。
　　二、主要目标
　　到2026年，品牌基础进一步夯实，产业效益明显提升。
　　（一）规模。有机茶园达到3.5万亩以上，龙头企业超过15家。
　　（二）品牌。培育20个区域品牌和6个在省内叫得响的名品，品牌价值实现倍增。
　　三、重点任务
　　（一）夯实质量基础。
　　1．完善标准。制定《云溪茶标准》，组织百家茶企对标提升。（牵头部门：市市场监管局，配合部门：市农业农村局、科技局）
　　2．建设平台，贯通全程。建设追溯平台。
　　2025年6月底前完成30个乡镇接入。（牵头部门：市农业农村局、市场监管局，配合部门：市大数据局、农业农村局）
　　（二）加强组织领导。各地要压实责任。（牵头部门：市政府办公室，配合部门：各有关部门、各县（市、区）人民政府）
云溪市人民政府办公室
2024年3月5日
`;

/** Every quote of a plan, wherever it hangs. */
function* quotesOf(value: unknown): Generator<Quote> {
  if (typeof value !== 'object' || value === null) return;
  if ('column' in value && 'text' in value) yield value as Quote;
  else for (const each of Object.values(value)) yield* quotesOf(each);
}

function expectVerbatim(text: string, plan: Plan): void {
  const lines = text.split('\n');
  for (const { start, end, text: told, line, column } of quotesOf(plan)) {
    expect(text.slice(start, end).replace(/\s*\n\s*/g, '')).toBe(told);
    const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    expect(offset).toBe(start);
  }
}

/** What a plan says, in words that full width, half width and white space don't change. */
function saidBy(text: string): unknown {
  const plain = (words: string | undefined) => words?.normalize('NFKC').replace(/\s/g, '');
  const plan = readPlan(text);
  return {
    sections: plan.sections.map(({ id, title }) => [id, plain(title.text)]),
    targets: plan.targets.map(each => [
      ...[each.section, plain(each.subject.text), each.comparator, each.number, each.unit],
      each.deadline?.date,
    ]),
    aims: plan.qualitativeTargets.map(({ section, quote }) => [section, plain(quote.text)]),
    tasks: plan.tasks.map(task => [
      task.section,
      ...ROLES.map(role => task[role].map(party => plain(party.fullName))),
    ]),
  };
}

const goalsOf = (text: string) => readPlan(`一、主要目标\n${text}`);
const tasksOf = (text: string) => readPlan(`一、重点任务\n（一）强基础。${text}`);

describe('goals', () => {
  it.each(vectors.goals)('$text', ({ text, targets = [], aims = [] }) => {
    const plan = goalsOf(text);
    expect(
      plan.targets.map(({ subject, comparator, number, unit, deadline }) => [
        ...[subject.text, comparator, number, unit, deadline?.date],
      ]),
    ).toEqual(targets);
    expect(plan.qualitativeTargets.map(({ quote }) => quote.text)).toEqual(aims);
    expectVerbatim(`一、主要目标\n${text}`, plan);
  });

  it('tell the change, its base and the value before', () => {
    const [change, from] = goalsOf('到2028年，农药用量比2023年减少20%，收入由1.8万元提高到2.6万元。').targets;
    expect(change).toMatchObject({ change: 'decrease', base: { text: '2023年' } });
    expect(from).toMatchObject({ from: 18_000, number: 26_000 });
  });

  it('say which part a number in order belongs to', () => {
    const shares = goalsOf('到2028年，红茶、绿茶产量分别达到5吨和9吨。').targets.map(({ share }) => share);
    expect(shares).toEqual([1, 2]);
  });

  it('mark a deadline that may be read in two ways', () => {
    expect(goalsOf('2026年前，示范园达到5个。').targets[0]).toMatchObject({
      unsure: true,
      deadline: { date: '2025-12-31', unsure: true },
    });
  });
});

describe('tasks', () => {
  it.each(vectors.tasks)('$text', ({ text, ...expected }) => {
    const plan = tasksOf(text);
    const said = ROLES.map(role => plan.tasks.flatMap(task => task[role].map(party => party.fullName)));
    expect(said).toEqual(ROLES.map(role => expected[role] ?? []));
    expectVerbatim(`一、重点任务\n（一）强基础。${text}`, plan);
  });

  it('take over what the plan says once for all that follows', () => {
    const plan = readPlan(
      '一、任务\n1．甲事。（省商务厅指导。以下均需试点市政府落实，不再列出）\n2．乙事。（省财政厅指导）\n',
    );
    expect(plan.tasks[1]?.supporting).toMatchObject([{ fullName: '试点市政府', implied: true }]);
  });

  it.each([
    ['tabs', '序号\t工作任务\t牵头单位\t配合单位\n1\t建检测站\t县商务局\t县财政局、县教育局\n'],
    [
      'bars',
      '| 序号 | 任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n| 1 | 建检测站 | 县商务局 | 县财政局、县教育局 |\n',
    ],
    ['lines', '序号\n任务\n牵头单位\n配合单位\n1\n建检测站\n县商务局\n县财政局、县教育局\n'],
  ])('are read from tables of cells between %s', (_, text) => {
    const [task, ...others] = readPlan(text).tasks;
    expect(others).toEqual([]);
    expect(task?.title?.text.trim()).toBe('建检测站');
    expect(task?.lead.map(party => party.fullName)).toEqual(['县商务局']);
    expect(task?.supporting.map(party => party.fullName)).toEqual(['县财政局', '县教育局']);
  });

  it('make numbers with a deadline targets, others quantities, rates neither', () => {
    const plan = tasksOf('2025年底前建成冷库10座。开展培训20场。每户补贴不超过500元。（县商务局负责）');
    expect(plan.targets.map(({ quote }) => quote.text)).toEqual(['建成冷库10座']);
    expect(plan.taskQuantities.map(({ quote }) => quote.text)).toEqual(['开展培训20场']);
    expect(plan.otherNumbers).toMatchObject([{ kind: 'parameter', number: 500, comparator: '<=' }]);
  });
});

describe('sections', () => {
  it.each([
    [
      '一、甲\n（一）乙。文\n1．丙。文\n（1）丁。文\n①戊。文\n',
      ['1', '1.1', '1.1.1', '1.1.1.1', '1.1.1.1.1'],
    ],
    ['第一章 总则\n第一节 甲\n第二章 附则\n', ['1', '1.1', '2']],
    ['1 总则\n1.1 甲\n1.2 乙\n', ['1', '1.1', '1.2']],
    ['一、甲\n（一）子。文\n（二）丑。文\n二、乙\n（三）寅。文\n', ['1', '#1', '#2', '2', '#3']],
    ['一、甲（一）子。文。（二）丑。文。二、乙（三）寅。文。', ['1', '#1', '#2', '2', '#3']],
  ])('%j', (text, ids) => {
    expect(readPlan(text).sections.map(({ id }) => id)).toEqual(ids);
  });

  it('are reported when a number is missing', () => {
    const plan = readPlan('一、甲\n文。\n三、丙\n文。\n');
    expect(plan.findings).toMatchObject([{ code: 'numberingGap', section: '3' }]);
  });
});

describe('a whole plan', () => {
  const plan = readPlan(PLAN);

  it('is read with its title, number, date and what it cites', () => {
    expect(plan.title?.text).toBe('云溪市茶产业三年行动方案');
    expect(plan.documentNumber?.text).toBe('云政办发〔2024〕8号');
    expect(plan.issued?.date).toBe('2024-03-05');
    expect(plan.kindWords?.text).toBe('本行动方案');
    expect(plan.references[0]).toMatchObject({
      title: { text: '省茶产业意见' },
      documentNumber: { text: '省发〔2023〕5号' },
    });
  });

  it('hands deadlines down to the sections below', () => {
    expect(
      plan.targets.map(({ section, deadline }) => [section, deadline?.inheritedFrom, deadline?.date]),
    ).toEqual([
      ['2.1', { section: '2', line: 7 }, '2026-12-31'],
      ['2.1', { section: '2', line: 7 }, '2026-12-31'],
      ['2.2', { section: '2', line: 7 }, '2026-12-31'],
      ['2.2', { section: '2', line: 7 }, '2026-12-31'],
      ['3.1.2', undefined, '2025-06-30'],
    ]);
  });

  it('reports contradictions as they stand', () => {
    expect(plan.findings.map(({ code, about }) => [code, about])).toEqual([
      ['leadAlsoSupports', '市农业农村局'],
      ['baseMissing', '品牌价值实现倍增'],
    ]);
    expect(plan.tasks[1]?.bodyLines).toEqual([13, 14]);
  });

  it('is told as JSON with lines, columns and composed names beside those as written', () => {
    const json = planJson(plan, 'plan.txt') as { tasks: Record<string, unknown>[]; departments: object };
    expect(json.tasks[0]).toMatchObject({
      section: '3.1.1',
      responsibility_line: 12,
      cooperating: ['市农业农村局', '科技局'],
      cooperating_full: ['市农业农村局', '市科技局'],
      deliverables: ['制定《云溪茶标准》'],
    });
    expect(Object.keys(json.departments)).toContain('各县（市、区）人民政府');
  });

  it('says the same in half width, full width, with spaces, other line ends and lines broken by a machine', () => {
    const said = saidBy(PLAN);
    expect(
      saidBy(PLAN.replaceAll('，', ',').replaceAll('（', '(').replaceAll('）', ')').replaceAll('：', ':')),
    ).toEqual(said);
    expect(saidBy(PLAN.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)))).toEqual(
      said,
    );
    expect(saidBy(PLAN.replace(/\d+/g, ' $& ').replaceAll('\n', '\r\n\r\n'))).toEqual(said);
  });

  it('says the same with its lines broken at any width', () => {
    const said = saidBy(PLAN);
    fc.assert(
      fc.property(fc.integer({ min: 21, max: 60 }), width => {
        const broken = PLAN.split('\n')
          .map(line => `　　${line.trim().replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n')}`)
          .join('\n');
        expect(saidBy(broken)).toEqual(said);
        expectVerbatim(broken, readPlan(broken));
      }),
    );
  });
});

describe('any text', () => {
  it('is read without failing, and what is extracted stands there', () => {
    const pieces = [...PLAN.matchAll(/[^。，\n]+[。，\n]?/g)].map(match => match[0]);
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...pieces),
            fc.string({ maxLength: 6 }),
            fc.constantFrom('（', '）', '“', '《', '\n', '、', '1．', '（二）'),
          ),
          { maxLength: 60 },
        ),
        parts => {
          const text = parts.join('');
          const plan = readPlan(text);
          expectVerbatim(text, plan);
          expect(() => JSON.stringify(planJson(plan, 'any'))).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is read wherever it is cut off', () => {
    for (let end = 0; end < PLAN.length; end += 7)
      expectVerbatim(PLAN.slice(0, end), readPlan(PLAN.slice(0, end)));
  });

  it('that is no plan is said to be none', () => {
    expect(readPlan('').sections).toEqual([]);
    expect(readPlan('Quarterly report: sales rose by 5% in 2025.').findings.map(({ code }) => code)).toEqual([
      'notChinese',
      'noSections',
    ]);
  });

  it.each(['一', '（一）', '1\n', '培育10个和', '（', '“一', '到2020年培育10个企业，', '（甲局负责）'])(
    'of nothing but %j is read in time that grows with its length',
    piece => {
      const start = performance.now();
      readPlan(piece.repeat(20_000));
      expect(performance.now() - start).toBeLessThan(8_000);
    },
  );
});
