import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { Role } from '@pinxin/lineage/role';
import { demoChains } from '@pinxin/region-ningxia/chains';
import { demoRegion } from '@pinxin/region-ningxia/region';
import { story } from '@pinxin/region-ningxia/story';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell } from '../../../kernel/sheets/csv-cell.ts';
import { sheetsIn } from '../../../kernel/sheets/testing/read-workbook.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { partiesByUscc, recordToldPlaces, registerParties } from '../../parties/api.ts';
import { registerProducts } from '../../products/register-products.ts';
import { openCapture } from '../capture/capture.ts';
import { captureDocument } from '../capture/capture-document.ts';
import { LOT_KINDS } from '../codes.ts';
import { custodyAsOf } from '../lineage/custody-as-of.ts';
import { openLineage } from '../lineage/open-lineage.ts';
import { findCommonCause } from './common-cause.ts';
import { csvSheet } from './csv-sheet.ts';
import { CsvWriter } from './csv-writer.ts';
import { FactReader } from './fact-reader.ts';
import { sumText } from './holdings.ts';
import { findHoldings, type HoldingParts } from './lot-holdings.ts';
import { findMassBalance } from './mass-balance.ts';
import type { RecallQuestion } from './question.ts';
import { findRecall, type Recall, type RecallParts } from './recall.ts';
import { findWithRows } from './recall-rows.ts';
import { sheetBlocks } from './sheet-block.ts';
import { cellsOf } from './sheet-columns.ts';
import { SheetNames } from './sheet-names.ts';
import { sheetRows } from './sheet-rows.ts';
import { xlsxSheet } from './xlsx-sheet.ts';

const SIZE = { seed: 1, lots: 2_000 };
const OPTIONS = { ...SIZE, from: new Date('2026-11-20T00:00:00Z') };

describe('a recall in the demo region', () => {
  let t: TestContext;
  let parts: RecallParts;
  let holdingParts: HoldingParts;
  const folder = mkdtempSync(join(tmpdir(), 'pinxin-recall-'));
  const region = demoRegion(SIZE);
  const tale = story(region, OPTIONS);

  beforeAll(async () => {
    t = await testContext();
    const usccs = region.parties.map(party => party.uscc);
    await inTransaction(t.ctx, async tx => {
      await registerParties(
        t.ctx,
        tx,
        region.parties.map(({ uscc, kind, nameZh, nameEn, pgln, division, gs1Prefixes }) => ({
          gs1Prefixes: [...gs1Prefixes],
          uscc,
          kind,
          nameZh,
          nameEn,
          pgln,
          division,
        })),
      );
    });
    const usccOf = new Map(region.parties.map(party => [party.key, party.uscc]));
    await inTransaction(t.ctx, async tx => {
      const problems = await registerProducts(
        t.ctx,
        tx,
        region.products.map(({ gtin, kind, nameZh, nameEn, party, netContent }) => ({
          ...{ gtin, kind, nameZh, nameEn, party: usccOf.get(party)! },
          ...(netContent === undefined ? {} : { netContent: `${netContent.quantity} ${netContent.uom}` }),
        })),
      );
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
    });
    const known = await partiesByUscc(t.database, usccs);
    const numbers = new Map(region.parties.map(party => [party.key, known.get(party.uscc)!.id]));
    const capture = openCapture(t.ctx, (teller, elements) => recordToldPlaces(t.ctx, teller, elements));
    for (const { party, document } of demoChains(region, OPTIONS)) {
      const taken = await captureDocument(
        capture,
        { party: numbers.get(party)!, actor: party },
        Buffer.from(JSON.stringify(document)),
        'rollback',
      );
      if (!taken.ok) throw new Error(JSON.stringify(taken.error));
    }
    const lineage = await openLineage(t.ctx, {
      databaseUrl: t.database.url,
      snapshotFile: join(folder, 'lineage.snapshot'),
    });
    parts = { ctx: t.ctx, lineage };
    holdingParts = { ...parts, facts: new FactReader(t.database, new SheetNames(t.database)) };
  }, 120_000);
  afterAll(async () => {
    await parts?.lineage.close();
    await t.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds the packs on the shelves of all five cities and spares the lots of other plots', async () => {
    const recall = await findRecall(parts, { suspects: [tale.badLot] });
    const rows = await sheetRows(parts, recall);
    const uris = new Set(rows.map(row => row.uri));
    expect(uris.has(tale.badPack)).toBe(true);
    for (const spared of tale.sparedLots) expect(uris.has(spared)).toBe(false);
    const shops = rows.filter(row => row.custody?.placeKind === 'store');
    const cities = new Set(shops.map(row => row.custody?.division?.slice(0, 4)));
    expect(cities).toEqual(new Set(['6401', '6402', '6403', '6404', '6405']));
    expect(new Set(shops.map(row => row.custody?.place?.['zh-CN'])).size).toBeGreaterThan(20);
  });

  it('gives the same lots as CSV, as workbook and as rows', async () => {
    const recall = await findRecall(parts, { suspects: [tale.badLot] });
    const rows = await sheetRows(parts, recall);
    const csv = await text(csvSheet(parts, recall, 'zh-CN'));
    const lines = csv.trim().split('\r\n');
    expect(lines[0]).toContain('现持有人');
    expect(lines.slice(1).map(line => line.split(',')[0])).toEqual(rows.map(row => row.uri));
    const [sheet] = await sheetsIn(await buffer(xlsxSheet(parts, recall, 'en')));
    expect(sheet!.slice(1)).toEqual(rows.map(row => cellsOf(row, 'en').map(each => each ?? '')));
  });

  it('lists split lots place by place, and the parts add up to what was made less what was used', async () => {
    const { rows: lots } = await t.database.pool.query<{ id: number; left: string }>(
      `select l.id, trim_scale(sum(case el.role when ${Role.output} then el.quantity
                                   when ${Role.input} then -el.quantity else 0 end))::text as left
         from lot l join event_lot el on el.lot = l.id
        where l.kind = ${LOT_KINDS.lot} and el.quantity is not null
          and not exists (select from event_void v where v.event = el.event)
          and not exists (select from event e where e.id = el.event and e.declared_at is not null)
        group by l.id having count(*) filter (where el.role = ${Role.output}) > 0 order by l.id`,
    );
    const ids = lots.map(({ id }) => id);
    const holdings = await findHoldings(holdingParts, ids, undefined);
    for (const { id, left } of lots) {
      const listed = (holdings.get(id) ?? []).filter(({ state }) => state !== 'usedUp');
      expect(sumText(listed.map(({ quantity }) => quantity))).toBe(left);
    }
    expect(Math.max(...[...holdings.values()].map(each => each.length))).toBeGreaterThan(10);
  });

  it('has a row for each holding of a split lot, in the order of lots, as rows and as CSV', async () => {
    const { rows: split } = await t.database.pool.query<{ uri: string }>(
      `select l.uri from lot l join event_lot el on el.lot = l.id join event e on e.id = el.event
        where l.kind = ${LOT_KINDS.lot} and el.role = ${Role.seen} and el.quantity is not null
        group by l.uri order by count(distinct e.party) desc, l.uri limit 1`,
    );
    const recall = await findRecall(parts, { suspects: [split[0]!.uri] });
    const rows = await sheetRows(parts, recall);
    const own = rows.filter(row => row.uri === split[0]!.uri);
    const places = own.map(row => row.custody?.placeNumber);
    expect(new Set(places).size).toBeGreaterThan(2);
    expect(rows.map(row => row.lot)).toEqual(rows.map(row => row.lot).toSorted((a, b) => a - b));
    const csv = await text(csvSheet(parts, recall, 'en'));
    const cells = rows.map(row => cellsOf(row, 'en').map(each => cell(each ?? '')));
    expect(csv.trim().split('\r\n').slice(1)).toEqual(cells.map(each => each.join(',')));
  });

  it('says of a lot among all lots what it says of the lot alone', async () => {
    const { rows: known } = await t.database.pool.query<{ id: number; kind: number }>(
      'select id, kind from lot order by id',
    );
    const recall = await findRecall(parts, { suspects: [tale.badLot] });
    const part = (lots: readonly number[]): Recall => ({
      ...recall,
      lots: Uint32Array.from(lots),
      times: Float64Array.from(lots, lot => (lot % 3 === 0 ? Number.NEGATIVE_INFINITY : lot * 1e7)),
    });
    const all = part(known.map(({ id }) => id));
    const rows = await sheetRows(parts, all);
    for (const kind of new Set(known.map(each => each.kind))) {
      for (const { id } of known.filter(each => each.kind === kind).slice(-40)) {
        expect(await sheetRows(parts, part([id]))).toEqual(rows.filter(row => row.lot === id));
      }
    }
    const cells = rows.map(row => cellsOf(row, 'zh-CN').map(each => cell(each ?? '')));
    for (const lotsInBlock of [7, 300, 5_000]) {
      const writer = new CsvWriter('zh-CN');
      const pieces: Buffer[] = [];
      for await (const block of sheetBlocks(parts, all, lotsInBlock)) pieces.push(...writer.pieces(block));
      const lines = Buffer.concat(pieces).toString().trim().split('\r\n');
      expect(lines).toEqual(cells.map(each => each.join(',')));
    }
  });

  it('knows of a split lot only the holdings that it had by then when asked as of an instant', async () => {
    const { rows: lots } = await t.database.pool.query<{ id: number; middle: Date }>(
      `select el.lot as id, percentile_disc(0.5) within group (order by e.event_time) as middle
         from lot l join event_lot el on el.lot = l.id join event e on e.id = el.event
        where l.kind = ${LOT_KINDS.lot} and el.role = ${Role.seen} and el.quantity is not null
        group by el.lot order by count(distinct e.party) desc, el.lot limit 1`,
    );
    const { id, middle } = lots[0]!;
    const now = await findHoldings(holdingParts, [id], undefined);
    const then = await findHoldings(holdingParts, [id], middle.getTime());
    const sum = (each: typeof now) => sumText(each.get(id)!.map(({ quantity }) => quantity));
    const { rows: left } = await t.database.pool.query<{ left: string }>(
      `select trim_scale(sum(case when el.role = ${Role.input} then -el.quantity else el.quantity end))::text as left
         from event_lot el join event e on e.id = el.event
        where el.lot = $1 and e.event_time <= $2 and (el.role = ${Role.input} or e.action = 1)`,
      [id, middle],
    );
    expect(sum(then)).toBe(left[0]!.left);
    expect(then.get(id)!.length).toBeLessThan(now.get(id)!.length);
    const facts = await holdingParts.facts.read(Int32Array.from(then.get(id)!, ({ event }) => event));
    for (const event of facts.events.keys())
      expect(facts.timeAt(event)).toBeLessThanOrEqual(middle.getTime());
  });

  it('names no laboratory as holder of what it merely tested', async () => {
    const rows = await sheetRows(parts, await findRecall(parts, { suspects: [tale.badLot] }));
    const held = rows.filter(row => row.custody?.holderKind === 'laboratory');
    // The samples are its own; they are no lots but assets with a number of their own (GIAI).
    expect(held.filter(row => !row.uri.includes('/8004/')).map(row => row.uri)).toEqual([]);
  });

  it('leaves what was merely tested where it was, by the graph and by the tables', async () => {
    const { rows: tested } = await t.database.pool.query<{ lot: number; event: number }>(
      `select el.lot, e.id as event from event_lot el join event e on e.id = el.event join term s on s.id = e.biz_step
        where el.role = ${Role.seen} and e.biz_location is null and s.uri like '%BizStep-inspecting' order by el.lot`,
    );
    const lots = Uint32Array.from(new Set(tested.map(({ lot }) => lot)));
    const tests = new Set(tested.map(({ event }) => event));
    const now = await parts.lineage.custody(lots);
    const then = await custodyAsOf(t.database, lots, Date.parse('2027-01-01T00:00:00Z'));
    expect(lots.length).toBeGreaterThan(10);
    expect([...now.event].filter(event => tests.has(event))).toEqual([]);
    expect([...then.event]).toEqual([...now.event]);
  });

  it('knows nothing that happened later when asked as of a day', async () => {
    const now = await findRecall(parts, { suspects: [tale.badLot] });
    const rows = await sheetRows(parts, now);
    const made = rows.find(row => row.uri === tale.badLot)!;
    const asOf = new Date((made.time ?? Date.parse(made.custody!.since)) + 1).toISOString();
    const then = await findRecall(parts, { suspects: [tale.badLot], asOf: '2026-07-01T00:00:00Z' });
    expect(then.lots.length).toBeLessThan(now.lots.length);
    expect(asOf > '2026').toBe(true);
    const past = await sheetRows(parts, then);
    for (const row of past)
      if (row.custody)
        expect(Date.parse(row.custody.since)).toBeLessThanOrEqual(Date.parse('2026-07-01T00:00:00Z'));
  });

  it('traces a pack back to its plots and to what was sprayed there', async () => {
    const back = await findRecall(parts, { direction: 'back', suspects: [tale.badPack] });
    const uris = new Set((await sheetRows(parts, back)).map(row => row.uri));
    expect(uris.has(tale.badLot)).toBe(true);
  });

  it('says with few ways to the database what it says step by step', async () => {
    const questions: readonly RecallQuestion[] = [
      { direction: 'back', suspects: [tale.badPack] },
      { direction: 'back', suspects: [tale.badPack], asOf: '2026-07-01T00:00:00Z' },
      { suspects: [tale.badLot] },
      { suspects: ['nothing of the kind'] },
    ];
    for (const question of questions) {
      const { milliseconds: _, ...recall } = await findRecall(parts, question);
      for (const most of [3, 10_000]) {
        const { milliseconds: __, ...found } = (await findWithRows(parts, question, most)).recall;
        expect(found).toEqual(recall);
        const { rows } = await findWithRows(parts, question, most);
        expect(rows).toEqual(await sheetRows(parts, { ...recall, lots: recall.lots.slice(0, most) }));
      }
    }
  });

  it('shows the new name of a party a second after it was renamed', async () => {
    const question: RecallQuestion = { direction: 'back', suspects: [tale.badPack] };
    const holder = async () =>
      (await findWithRows(parts, question, 1_000)).rows.find(({ custody }) => custody !== undefined)!
        .custody!;
    const before = await holder();
    const rename = (from: string, to: string) =>
      t.database.pool.query('update party set name_zh = $2 where name_zh = $1', [from, to]);
    await rename(before.holder['zh-CN'], '改了名的公司');
    expect(await holder()).toEqual(before);
    t.clock.advance(1_000);
    expect((await holder()).holder['zh-CN']).toBe('改了名的公司');
    await rename('改了名的公司', before.holder['zh-CN']);
  });

  it('finds the bad lot as the common cause of the packs that it spoiled', async () => {
    const spoiled = (await sheetRows(parts, await findRecall(parts, { suspects: [tale.badLot] })))
      .filter(row => row.uri.includes('/10/') && row.uri !== tale.badLot)
      .slice(-4)
      .map(row => row.uri);
    const { candidates, suspects } = await findCommonCause(parts, spoiled);
    expect(candidates[0]?.reached).toBe(suspects);
    expect(candidates.slice(0, 12).map(cause => cause.uri)).toContain(tale.badLot);
  });

  it('flags the lot of which more came out than went in', async () => {
    const { balance } = await findMassBalance(parts, tale.moreOutThanIn);
    expect(balance?.transformations.some(each => each.balance.state === 'excess')).toBe(true);
    const good = await findMassBalance(parts, tale.sampleScan);
    expect(good.balance?.transformations.every(each => each.balance.state !== 'excess')).toBe(true);
  });

  it('takes what was at a place in a time window as suspects', async () => {
    const recall = await findRecall(parts, {
      places: [{ place: tale.badPlot, from: '2026-06-01T00:00:00+08:00', to: '2026-12-01T00:00:00+08:00' }],
    });
    const uris = new Set((await sheetRows(parts, recall)).map(row => row.uri));
    expect(uris.has(tale.badLot)).toBe(true);
    expect(uris.has(tale.badPack)).toBe(true);
  });

  it('says which codes it could not use and goes on with the others', async () => {
    const recall = await findRecall(parts, {
      suspects: ['(01)09521234000021', tale.badLot, tale.counterfeit.unknown],
    });
    expect(recall.problems.map(problem => `${problem.at} ${problem.code}`)).toEqual([
      '/suspects/0 malformed',
      '/suspects/2 notFound',
    ]);
    expect(recall.lots.length).toBeGreaterThan(10);
  });
});
