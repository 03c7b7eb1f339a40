import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlan } from './read-plan.ts';
import { expectVerbatim, PLAN, saidBy } from './testing/sample-plan.ts';

const HALF: Readonly<Record<string, string>> = { '，': ',', '（': '(', '）': ')', '：': ':', '；': ';' };
const WHITE = [' ', '　', '\u00a0', '\u2003', '\u200b', '  '];

const narrow = (text: string) => text.replace(/[，（）：；]/g, char => HALF[char]!);
const wide = (text: string) =>
  text.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** What is said, without where: the sections' numbers go. */
function wordsOf(text: string) {
  const { targets, aims, tasks } = saidBy(text);
  const sorted = (rows: readonly (readonly unknown[])[]) =>
    rows.map(row => JSON.stringify(row.slice(1))).toSorted();
  return { targets: sorted(targets), aims: sorted(aims), tasks: sorted(tasks) };
}

/** Title and preamble, the sections of each chapter (its heading line first), the end. */
function blocksOf(text: string) {
  const lines = text.trimEnd().split('\n');
  const starts = lines.flatMap((line, index) => (/^　*[一二三]、/.test(line) ? [index] : []));
  const end = lines.length - 2;
  return {
    head: lines.slice(0, starts[0]),
    chapters: starts.map((start, index) => lines.slice(start, starts[index + 1] ?? end)),
    tail: lines.slice(end),
  };
}

describe('a plan whose words are the same', () => {
  const said = saidBy(PLAN);

  it('says the same in half width and full width, with other line ends and empty lines', () => {
    expect(saidBy(narrow(PLAN))).toEqual(said);
    expect(saidBy(wide(PLAN))).toEqual(said);
    expect(saidBy(PLAN.replaceAll('\n', '\r\n\r\n'))).toEqual(said);
    expect(saidBy(wide(narrow(PLAN)).replaceAll('\n', '\n　　'))).toEqual(said);
  });

  it('says the same with white space of any width anywhere inside its lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(PLAN.length), fc.constantFrom(...WHITE)), { maxLength: 60 }),
        spaces => {
          const characters = [...PLAN];
          for (const [at, space] of spaces)
            if (at < characters.length && characters[at] !== '\n')
              characters[at] = `${characters[at]}${space}`;
          const text = characters.join('');
          expect(saidBy(text)).toEqual(said);
          expectVerbatim(text, readPlan(text));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says the same with its lines broken at any width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 21, max: 60 }), width => {
        const broken = PLAN.split('\n')
          .map(line => `　　${line.trim().replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n')}`)
          .join('\n');
        expect(saidBy(broken)).toEqual(said);
        expectVerbatim(broken, readPlan(broken));
      }),
      { numRuns: 40 },
    );
  });

  it.each(['', ' ', '　'])('keeps its targets, aims and tasks when its line breaks became %j', between => {
    const text = PLAN.replaceAll('\n', between);
    const { targets, aims, tasks } = saidBy(text);
    expect({ targets, aims, tasks }).toEqual({
      targets: said.targets,
      aims: said.aims,
      tasks: said.tasks,
    });
    expectVerbatim(text, readPlan(text));
  });
});

describe('a plan in another order', () => {
  const { head, chapters, tail } = blocksOf(PLAN);

  it('keeps its targets, aims and tasks when its chapters change places', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(chapters, { minLength: chapters.length }), shuffled => {
        const text = [...head, ...shuffled.flat(), ...tail].join('\n');
        expect(wordsOf(text)).toEqual(wordsOf(PLAN));
        expectVerbatim(text, readPlan(text));
      }),
      { numRuns: 20 },
    );
  });

  it('is read whatever line stands where', () => {
    const lines = PLAN.split('\n');
    fc.assert(
      fc.property(fc.shuffledSubarray(lines), shuffled => {
        const text = shuffled.join('\n');
        expectVerbatim(text, readPlan(text));
      }),
      { numRuns: 150 },
    );
  });
});

describe('a plan cut off', () => {
  it('anywhere is read, and nothing is invented', () => {
    for (let end = 0; end < PLAN.length; end += 3)
      expectVerbatim(PLAN.slice(0, end), readPlan(PLAN.slice(0, end)));
  });

  it('behind any paragraph keeps the targets and tasks before', () => {
    const lines = PLAN.split('\n');
    const whole = saidBy(PLAN);
    for (let kept = 1; kept <= lines.length; kept++) {
      const part = saidBy(lines.slice(0, kept).join('\n'));
      expect(part.targets).toEqual(whole.targets.slice(0, part.targets.length));
      expect(part.tasks).toEqual(whole.tasks.slice(0, part.tasks.length));
      expect(part.aims).toEqual(whole.aims.slice(0, part.aims.length));
    }
  });
});
