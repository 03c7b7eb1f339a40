import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Quote } from '@pinxin/plantext/flow';
import type { Plan } from '@pinxin/plantext/plan';
import { planJson } from '@pinxin/plantext/plan-json';
import { readPlan } from '@pinxin/plantext/read-plan';
import { comparePlan, type KindScore, type PlanExpectation } from './plan-comparison.ts';
import type { Suite } from './suite.ts';
import { type Outcome, PASSED, tally } from './tally.ts';

const EXPECTED = '.expected.json';
const NAME = 'plans';

/** A plan's text, and the expectation beside it if there is one. */
interface PlanFile {
  readonly text: string;
  readonly expectation: string | undefined;
}

/** Texts of folders named `plans`, and elsewhere those with an expectation beside them. */
async function planFilesOf(folder: string): Promise<readonly PlanFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = new Set(entries.filter(entry => entry.isFile()).map(entry => entry.name));
  const found: PlanFile[] = [];
  for (const name of [...names].filter(each => each.endsWith('.txt')).toSorted()) {
    const expectation = `${name.slice(0, -'.txt'.length)}${EXPECTED}`;
    const expected = names.has(expectation);
    if (!expected && basename(folder) !== NAME) continue;
    found.push({
      text: join(folder, name),
      expectation: expected ? join(folder, expectation) : undefined,
    });
  }
  const folders = entries.filter(entry => entry.isDirectory() && entry.name !== 'node_modules');
  for (const { name } of folders.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    found.push(...(await planFilesOf(join(folder, name))));
  return found;
}

function isQuote(value: object): value is Quote {
  return 'text' in value && 'start' in value && 'end' in value && 'line' in value && 'column' in value;
}

/** Every quote of a plan, wherever it hangs. */
function* quotesOf(value: unknown): Generator<Quote> {
  if (typeof value !== 'object' || value === null) return;
  if (isQuote(value)) yield value;
  else for (const each of Object.values(value)) yield* quotesOf(each);
}

/** Each string that was extracted stands in the text, at the line and column that are told. */
function standsVerbatim(text: string, plan: Plan): Outcome {
  const lines = text.split('\n');
  for (const quote of quotesOf(plan)) {
    const there = text.slice(quote.start, quote.end).replace(/\s*\n\s*/g, '');
    const [first = ''] = text.slice(quote.start, quote.end).split('\n');
    const atPlace = lines[quote.line - 1]?.startsWith(first, quote.column - 1) === true;
    if (there !== quote.text || !atPlace) {
      const because = `line ${quote.line}, column ${quote.column}: ${JSON.stringify(quote.text)} does not stand there`;
      return { kind: 'failed', because };
    }
  }
  return PASSED;
}

function scoreLine({ kind, expected, actual, equal }: KindScore): string {
  const share = (of: number) => (of === 0 ? '–' : `${((100 * equal) / of).toFixed(1)} %`);
  return `${kind}: precision ${share(actual)}, recall ${share(expected)} (${equal} equal, ${expected} expected, ${actual} read)`;
}

/** Government plans read from their text: equal to what is expected, and always verbatim. */
export const planSuite: Suite = {
  name: NAME,
  find: async root => ((await planFilesOf(root)).length > 0 ? root : undefined),
  run: async root => {
    const outcomes: (readonly [string, Outcome])[] = [];
    const scores = new Map<string, KindScore>();
    for (const { text: path, expectation } of await planFilesOf(root)) {
      const name = relative(root, path);
      const text = await readFile(path, 'utf8');
      const plan = readPlan(text);
      outcomes.push([`${name} verbatim`, standsVerbatim(text, plan)]);
      if (expectation === undefined) continue;
      const expected = JSON.parse(await readFile(expectation, 'utf8')) as PlanExpectation;
      const compared = comparePlan(expected, planJson(plan, basename(path)));
      outcomes.push(...compared.outcomes.map(([what, outcome]) => [`${name} ${what}`, outcome] as const));
      for (const score of compared.scores) {
        const sum = scores.get(score.kind) ?? { kind: score.kind, expected: 0, actual: 0, equal: 0 };
        scores.set(score.kind, {
          kind: score.kind,
          expected: sum.expected + score.expected,
          actual: sum.actual + score.actual,
          equal: sum.equal + score.equal,
        });
      }
    }
    return { ...tally(NAME, outcomes), notes: [...scores.values()].map(scoreLine) };
  },
};
