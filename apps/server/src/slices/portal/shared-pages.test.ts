import { gunzipSync } from 'node:zlib';
import type { NamedCode } from '@pinxin/contract/scan';
import { printScanPage } from '@pinxin/site/scan-page';
import { wordingOf } from '@pinxin/site/wording';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../kernel/testing.ts';
import { readKeptPage } from './kept-page.ts';
import { KnownRecords } from './known-records.ts';
import { localDay } from './row-facts.ts';
import { buildScanPage } from './scan-page.ts';
import { readJournalHead } from './scan-views.ts';
import { readScanRows } from './scan-walk.ts';
import { SharedPages } from './shared-pages.ts';
import { type Records, recordsIn, type TestEvent } from './testing/records.ts';

const FRESH = '09521234000020';
const PACKED = '09521234000013';
const stem = (gtin: string) => `https://id.gs1.org/01/${gtin}`;
const pack = (serial: string) => `${stem(PACKED)}/21/${serial}`;
const SERIALS = ['A-0000000000000001', 'A-0000000000000002', 'A-0000000000000003'] as const;

function codeOf(serial: string): NamedCode {
  return {
    uri: pack(serial),
    path: `/01/${PACKED}/21/${serial}`,
    thing: 'item',
    label: serial,
    text: `(01)${PACKED}(21)${serial}`,
    gtin: PACKED,
    serial,
    wider: [stem(PACKED)],
  };
}

it('makes a page in common for the second of its likes: of most boxes one pack is looked at', () => {
  const pages = new SharedPages();
  const looks = ['one box', 'another box', 'one box', 'one box'];
  expect(looks.map(likeness => pages.isMetAgain(likeness))).toEqual([false, false, true, true]);
});

describe('packs that differ in nothing but their number', () => {
  let test: TestContext;
  let records: Records;
  let known: KnownRecords;
  let works: number;
  let authority: number;

  beforeAll(async () => {
    test = await testContext({ at: '2026-08-10T04:00:00Z' });
    records = recordsIn(test.database.pool);
    known = new KnownRecords(test.database);
    works = await records.party('enterprise', '晒场演示烘干厂');
    authority = await records.party('authority', '演示市场监督管理局', { phone: '0951-5550199' });
    await records.product(FRESH, 'raw', '枸杞鲜果', works);
    await records.product(PACKED, 'packed', '枸杞干果', works);
    await records.event({
      ...made('2026-07-18T00:00:00Z'),
      step: 'commissioning',
      lots: [['output', `${stem(FRESH)}/10/H1`, '1240', 'KGM']],
    });
    await records.event({
      ...made('2026-07-26T00:00:00Z'),
      lots: [
        ['input', `${stem(FRESH)}/10/H1`, '1240', 'KGM'],
        ...SERIALS.map(serial => ['output', pack(serial)] as const),
      ],
    });
  });
  afterAll(() => test.close());

  const made = (at: string) => ({ at, type: 5, action: 0, party: works });

  /** As the portal shows it, and as it is printed for itself from what the database says now. */
  const pages = async (serial: string, language: 'zh-CN' | 'en' = 'zh-CN') => {
    const code = codeOf(serial);
    const head = await readJournalHead(test.database);
    const kept = await readKeptPage(test.ctx, known, head, code);
    const context = {
      words: wordingOf(language),
      isDemo: false,
      here: language === 'en' ? `${code.path}?lang=en` : code.path,
      languageChosen: language === 'en',
    };
    const unpacked = async (packs: boolean) =>
      Buffer.from((await kept.print(context, kept.scans, packs)).body, 'latin1').toString();
    const shown = await unpacked(true);
    const packed = await kept.print(context, kept.scans, true);
    expect(packed.isGzip).toBe(true);
    const again = gunzipSync(Buffer.from(packed.body, 'latin1')).toString();
    expect(await unpacked(false)).toBe(again);
    const own = buildScanPage(
      code,
      await readScanRows(test.database, code, localDay(test.clock.now())),
      test.clock.now(),
    );
    return { kept, shown, again, own: printScanPage(own, context) };
  };
  const expectOwn = async (serial: string, language?: 'zh-CN' | 'en') => {
    const { kept, shown, again, own } = await pages(serial, language);
    expect(shown).toBe(own);
    expect(again).toBe(own);
    return kept;
  };
  /** An event that the journal tells as a capture does: pages that do not speak of its lots may stay. */
  const told = async (event: TestEvent) => {
    const { id } = await records.event(event);
    await test.database.pool.query(
      `insert into journal (seq, at, actor, kind, facts)
       select seq, now(), 'test', 'events-captured', $1 from journal_head`,
      [JSON.stringify({ count: 1, ranges: [[id, id]] })],
    );
  };
  const recalls = (uri: string, at: string): TestEvent => ({
    at,
    party: authority,
    action: 2,
    lots: [['seen', uri]],
    set: ['recalled'],
  });

  it('show what each would show by itself, in both languages', async () => {
    for (const serial of SERIALS) {
      await expectOwn(serial);
      await expectOwn(serial, 'en');
    }
  });

  it('are asked for by many at once and get each their own number', async () => {
    const shown = await Promise.all(SERIALS.map(serial => pages(serial)));
    for (const [index, page] of shown.entries()) {
      expect(page.shown).toBe(page.own);
      expect(page.shown).toContain(`<dd>${SERIALS[index]}</dd>`);
    }
  });

  it('keep an implausible history of scans to the pack that has it', async () => {
    const [first, second] = SERIALS;
    const lot = await records.lotId(pack(first));
    await test.database.pool.query(
      `insert into scan_count (lot, day, division, scans) values ($1, '2026-08-09', '640104', 500)`,
      [lot],
    );
    await test.database.pool.query(
      `insert into scan_first (lot, at, division) values ($1, '2026-08-09T00:00:00Z', '640104')`,
      [lot],
    );
    expect((await (await expectOwn(first)).view()).verdict.kind).toBe('attention');
    expect((await (await expectOwn(second)).view()).verdict.kind).toBe('trusted');
  });

  it('show the recall of one of them on its page alone', async () => {
    const [, second, third] = SERIALS;
    await expectOwn(third);
    await told(recalls(pack(second), '2026-08-08T00:00:00Z'));
    expect((await (await expectOwn(second)).view()).verdict.kind).toBe('stop');
    expect((await (await expectOwn(third)).view()).verdict.kind).toBe('trusted');
  });

  it('show the recall of what they were made from on every page', async () => {
    const third = SERIALS[2];
    await expectOwn(third);
    await told(recalls(`${stem(FRESH)}/10/H1`, '2026-08-09T00:00:00Z'));
    const { shown, own } = await pages(third);
    expect(shown).toBe(own);
    expect(shown).toContain('class="verdict attention"');
  });

  it('have pages of their own where one stands on the page of the other', async () => {
    const both = ['B-1', 'B-2'];
    const mixed = `${stem(FRESH)}/10/X1`;
    await told({
      ...made('2026-08-01T00:00:00Z'),
      lots: [['input', mixed, '2', 'KGM'], ...both.map(serial => ['output', pack(serial)] as const)],
    });
    await told({
      ...made('2026-08-02T00:00:00Z'),
      lots: [...both.map(serial => ['input', pack(serial)] as const), ['output', mixed, '2', 'KGM']],
    });
    for (const serial of both) await expectOwn(serial);
  });
});
