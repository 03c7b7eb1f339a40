import type { NamedCode } from '@pinxin/contract/scan';
import { printScanPage } from '@pinxin/site/scan-page';
import { wordingOf } from '@pinxin/site/wording';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../kernel/testing.ts';
import { readKeptPage } from './kept-page.ts';
import { KnownRecords } from './known-records.ts';
import { localDay } from './row-facts.ts';
import { buildScanPage } from './scan-page.ts';
import { readJournalHead } from './scan-views.ts';
import { readScanRows } from './scan-walk.ts';
import { expectAlike } from './testing/alike.ts';
import { type Records, recordsIn, type TestEvent } from './testing/records.ts';
import { scanRowsByQuery } from './testing/scan-oracle.ts';

const FRESH = '09521234000020';
const PACKED = '09521234000013';
const STEM = 'https://id.gs1.org';
const item = (serial: string) => `${STEM}/01/${PACKED}/21/${serial}`;
const unit = (serial: string) => `${STEM}/00/${serial}`;
const fresh = (lot: string) => `${STEM}/01/${FRESH}/10/${lot}`;
const ITEMS = ['P-01', 'P-02', 'P-03', 'P-04'] as const;
const BOXES = ['195212340000000017', '195212340000000024'] as const;
const words = wordingOf('zh-CN');

function itemCode(serial: string): NamedCode {
  return {
    ...{ uri: item(serial), path: `/01/${PACKED}/21/${serial}`, thing: 'item', label: serial, serial },
    ...{ text: `(01)${PACKED}(21)${serial}`, gtin: PACKED, wider: [`${STEM}/01/${PACKED}`] },
  };
}

function boxCode(serial: string): NamedCode {
  return {
    ...{ uri: unit(serial), path: `/00/${serial}`, thing: 'unit', label: serial, wider: [] },
    text: `(00)${serial}`,
  };
}

/** Something that may happen to packs, boxes and the fruit behind them. */
type Fact =
  | { readonly kind: 'made'; readonly into: readonly number[]; readonly from: number }
  | { readonly kind: 'boxed' | 'unboxed'; readonly box: number; readonly items: readonly number[] }
  | { readonly kind: 'seen'; readonly what: number; readonly step: string }
  | { readonly kind: 'recalled' | 'lifted'; readonly what: number }
  | { readonly kind: 'voided'; readonly nth: number };

const which = fc.integer({ min: 0, max: 7 });
const some = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 });
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ kind: fc.constant('made' as const), into: some, from: fc.integer({ min: 0, max: 1 }) }),
  fc.record({
    kind: fc.constantFrom('boxed' as const, 'unboxed' as const),
    box: fc.integer({ min: 0, max: 1 }),
    items: some,
  }),
  fc.record({
    kind: fc.constant('seen' as const),
    what: which,
    step: fc.constantFrom('shipping', 'receiving', 'inspecting', 'retail_selling'),
  }),
  fc.record({ kind: fc.constantFrom('recalled' as const, 'lifted' as const), what: which }),
  fc.record({ kind: fc.constant('voided' as const), nth: fc.nat() }),
);

describe('what pages remember', () => {
  let test: TestContext;
  let records: Records;
  let parties: readonly [works: number, authority: number];

  beforeAll(async () => {
    test = await testContext({ at: '2026-08-10T04:00:00Z' });
    records = recordsIn(test.database.pool);
    const works = await records.party('enterprise', '晒场演示烘干厂');
    parties = [works, await records.party('authority', '演示市场监督管理局')];
    await records.product(FRESH, 'raw', '枸杞鲜果', works);
    await records.product(PACKED, 'packed', '枸杞干果', works);
  });
  afterAll(() => test.close());

  it('shows, whatever is told, the same bytes as a page that is made anew', async () => {
    let hour = Date.parse('2026-07-01T00:00:00Z');
    const journaled = async (facts: object) => {
      const { pool } = test.database;
      await pool.query(
        `insert into journal (seq, at, actor, kind, facts)
         select seq, now(), 'test', 'events-captured', $1 from journal_head`,
        [JSON.stringify(facts)],
      );
    };
    const told: number[] = [];
    const tell = async (event: Omit<TestEvent, 'at'>) => {
      hour += 3_600_000;
      const { id } = await records.event({ at: new Date(hour).toISOString(), ...event });
      told.push(id);
      await journaled({ count: 1, ranges: [[id, id]] });
    };
    const run = async (facts: readonly Fact[], round: number) => {
      const [works, authority] = parties;
      const serials = ITEMS.map(serial => `${serial}-${round}`);
      const boxes = BOXES.map(box => `${box.slice(0, 10)}${String(round).padStart(4, '0')}${box.slice(14)}`);
      const lots = ['H1', 'H2'].map(lot => fresh(`${lot}-${round}`));
      const all = [...serials.map(item), ...boxes.map(unit), ...lots];
      const codes = [...serials.map(itemCode), ...boxes.map(boxCode)];
      // Hints may be wrong in any way, or absent: they decide what is read early and nothing else.
      const wrong = (lot: number) => ({
        upstream: [lot, lot + 1, lot - 3, 9_999_999],
        carriers: [lot - 1, lot + 2],
        events: [lot, lot + 7, 9_999_999],
      });
      const known = new KnownRecords(test.database, round % 2 === 0 ? wrong : undefined);
      await tell({ party: works, step: 'commissioning', lots: lots.map(lot => ['seen', lot] as const) });
      for (const each of [undefined, ...facts]) {
        if (each !== undefined) await happen(each);
        for (const code of codes) await expectSame(code);
      }

      async function happen(each: Fact): Promise<void> {
        switch (each.kind) {
          case 'made':
            return tell({
              ...{ party: works, type: 5, action: 0 },
              lots: [
                ['input', lots[each.from]!, '12.5', 'KGM'],
                ...each.into.map(at => ['output', item(serials[at]!)] as const),
              ],
            });
          case 'boxed':
            return tell({
              ...{ party: works, type: 2, action: 0, step: 'packing' },
              lots: [
                ['parentAdd', unit(boxes[each.box]!)],
                ...each.items.map(at => ['childAdd', item(serials[at]!)] as const),
              ],
            });
          case 'unboxed':
            return tell({
              party: works,
              type: 2,
              action: 2,
              lots: [['parentDelete', unit(boxes[each.box]!)]],
            });
          case 'seen':
            return tell({ party: works, step: each.step, lots: [['seen', all[each.what]!]] });
          case 'recalled':
            return tell({
              party: authority,
              action: 2,
              lots: [['seen', all[each.what]!]],
              set: ['recalled'],
            });
          case 'lifted':
            return tell({
              party: authority,
              action: 2,
              lots: [['seen', all[each.what]!]],
              unset: ['recalled'],
            });
          case 'voided': {
            const [id] = told.splice(each.nth % told.length, 1);
            if (id === undefined) return;
            await records.voidEvent(id);
            await journaled({ count: 0, ranges: [], voided: [id] });
          }
        }
      }

      async function expectSame(code: NamedCode): Promise<void> {
        const now = test.clock.now();
        const kept = await readKeptPage(test.ctx, known, await readJournalHead(test.database), code);
        const context = { words, isDemo: false, here: code.path, languageChosen: false };
        const printed = async () =>
          Buffer.from((await kept.print(context, kept.scans, false)).body, 'latin1').toString();
        const first = await printed();
        const rows = await readScanRows(test.database, code, localDay(now));
        expectAlike(rows, await scanRowsByQuery(test.database, code));
        const anew = printScanPage(buildScanPage(code, rows, now), context);
        expect(first).toBe(anew);
        expect(await printed()).toBe(anew);
      }
    };
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { minLength: 3, maxLength: 7 }), facts => run(facts, ++round)),
      { numRuns: 8 },
    );
  }, 120_000);
});
