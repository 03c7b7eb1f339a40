import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planJson } from './plan-json.ts';
import { readPlan } from './read-plan.ts';
import { expectVerbatim, PLAN, ROLES, type Role } from './testing/sample-plan.ts';

type TargetVector = readonly [subject: string, comparator: string, number: number, unit: string, due: string];
interface Vectors {
  readonly goals: readonly {
    readonly text: string;
    readonly targets?: readonly TargetVector[];
    readonly aims?: readonly string[];
  }[];
  readonly tasks: readonly ({ readonly text: string } & Partial<Record<Role, readonly string[]>>)[];
  readonly deeds: { readonly shown: readonly string[]; readonly notShown: readonly string[] };
}
const vectors = JSON.parse(
  readFileSync(new URL('read-plan.vectors.json', import.meta.url), 'utf8'),
) as Vectors;

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

describe('deliverables', () => {
  it.each(vectors.deeds.shown)('%s', text => {
    const read = tasksOf(`${text}。（县商务局负责）`).tasks.flatMap(task => task.deliverables);
    expect(read.map(quote => quote.text)).toEqual([text.replace(/^既要/, '')]);
  });

  it.each(vectors.deeds.notShown)('are not: %s', text => {
    const read = tasksOf(`${text}。（县商务局负责）`).tasks.flatMap(task => task.deliverables);
    expect(read).toEqual([]);
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
