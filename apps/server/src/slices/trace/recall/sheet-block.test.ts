import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '@pinxin/lineage/role';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cell } from '../../../kernel/sheets/csv-cell.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { EVENT_TYPES, LOT_KINDS } from '../codes.ts';
import { openLineage } from '../lineage/open-lineage.ts';
import { type ToldHistoryEvent, writeHistory } from '../lineage/testing/write-history.ts';
import { csvSheet } from './csv-sheet.ts';
import { CsvWriter } from './csv-writer.ts';
import type { HoldingRow } from './holding-walk.ts';
import { holdingsOf, listedOf } from './holdings.ts';
import type { Recall, RecallParts } from './recall.ts';
import { sheetBlocks } from './sheet-block.ts';
import { cellsOf } from './sheet-columns.ts';
import { sheetRows } from './sheet-rows.ts';
import { xlsxSheet } from './xlsx-sheet.ts';

const LOTS = 12;

/** What one party told of one lot: so much was made, commissioned, used or seen, or nobody said how much. */
const told = fc.record({
  lot: fc.integer({ min: 1, max: LOTS }),
  role: fc.constantFrom(Role.output, Role.output, Role.input, Role.seen),
  party: fc.integer({ min: 0, max: 3 }),
  place: fc.integer({ min: 0, max: 3 }),
  grams: fc.option(fc.integer({ min: 1, max: 90_000 })),
  commissions: fc.boolean(),
});

describe('the sheet', () => {
  let t: TestContext;
  let parts: RecallParts;
  const folder = mkdtempSync(join(tmpdir(), 'pinxin-random-sheet-'));
  let parties: readonly number[];
  let events = 0;
  let lots = 0;

  beforeAll(async () => {
    t = await testContext();
    const { rows } = await t.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, gs1_prefixes, is_demo, created_at)
       select 'pty_' || n, 'enterprise', '演示, "' || n || '"', '{}', true, now() from generate_series(1, 4) n
       returning id`,
    );
    parties = rows.map(({ id }) => id);
    parts = {
      ctx: t.ctx,
      lineage: openLineage(t.ctx, { databaseUrl: t.database.url, snapshotFile: join(folder, 'graph') }),
    };
  }, 60_000);
  afterAll(async () => {
    await parts?.lineage.close();
    await t.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has every holding that the book has, however many lots are read at once, as rows and as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(told, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: LOTS }),
        async (history, lotsInBlock) => {
          const first = lots;
          lots += LOTS;
          await t.database.pool.query(
            `insert into lot (id, uri, kind) overriding system value
             select $1 + n, 'https://id.gs1.org/01/09520001000034/10/R' || $1 + n, ${LOT_KINDS.lot} from generate_series(1, ${LOTS}) n`,
            [first],
          );
          const written = history.map(
            (each, index): ToldHistoryEvent => ({
              id: events + index + 1,
              time: Date.UTC(2026, 0, 1) + (events + index) * 60_000,
              rows: [[first + each.lot, each.role]],
              quantities: [each.grams === null ? undefined : [String(each.grams / 1000), null]],
              ...{ party: parties[each.party]!, place: each.place },
              type: each.role === Role.seen ? EVENT_TYPES.ObjectEvent : EVENT_TYPES.TransformationEvent,
              action: each.role !== Role.seen ? 0 : each.commissions ? 1 : 2,
            }),
          );
          events += history.length;
          await writeHistory(t.ctx, { events: written, voided: [] });

          const all = Uint32Array.from({ length: LOTS }, (_, index) => first + index + 1);
          const part = { lots: all, times: new Float64Array(LOTS), asOf: undefined };
          const rows = await sheetRows(parts, part);
          for (const lot of all) {
            const own = written.filter(({ rows: [row] }) => row![0] === lot);
            const wanted = listedOf(holdingsOf(own.map(holdingRow)));
            const found = rows.filter(row => row.lot === lot);
            if (wanted.length === 0) {
              expect(found.map(row => row.custody?.event)).toEqual([own.at(-1)?.id]);
              continue;
            }
            expect(found.map(row => [row.quantity, row.custody?.event, row.custody?.state])).toEqual(
              wanted.map(({ quantity, event, state }) => [quantity, event, state]),
            );
          }
          const writer = new CsvWriter('en');
          const pieces: Buffer[] = [];
          for await (const block of sheetBlocks(parts, part, lotsInBlock))
            pieces.push(...writer.pieces(block));
          const cells = rows.map(row => cellsOf(row, 'en').map(each => cell(each ?? '')));
          expect(Buffer.concat(pieces).toString()).toBe(cells.map(each => `${each.join(',')}\r\n`).join(''));
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('is read no further when its reader goes away, and keeps no connection', async () => {
    const { rows: known } = await t.database.pool.query<{ id: number }>(
      `insert into lot (id, uri, kind) overriding system value
       select 1000000 + n, 'https://example.com/filler/' || n, ${LOT_KINDS.other} from generate_series(1, 160000) n
       returning id`,
    );
    const many = Uint32Array.from(known, ({ id }) => id).sort();
    let asked = 0;
    const counted: RecallParts = {
      ...parts,
      lineage: { ...parts.lineage, custody: lots => parts.lineage.custody(lots).finally(() => asked++) },
    };
    const recall: Recall = {
      ...{ direction: 'forward', suspects: [], problems: [], carriers: new Uint32Array(0), by: 'graph' },
      ...{ lots: many, times: new Float64Array(many.length), events: new Uint32Array(0), watermark: 1 },
      ...{ asOf: undefined, milliseconds: 0 },
    };
    for (const stream of [csvSheet, xlsxSheet].map(sheet => sheet(counted, recall, 'en'))) {
      asked = 0;
      await once(stream, 'data');
      const closed = once(stream, 'close');
      stream.destroy();
      await closed;
      await vi.waitFor(() => expect(t.database.pool.idleCount).toBe(t.database.pool.totalCount));
      // Ten blocks would be the whole of it.
      expect(asked).toBeLessThan(7);
    }
  }, 60_000);
});

function holdingRow(event: ToldHistoryEvent): HoldingRow {
  const { id, time, rows, quantities, type, action, party, place } = event;
  return {
    ...{ event: id, time, role: rows[0]![1], quantity: quantities?.[0]?.[0] ?? null, unit: null, step: null },
    ...{ type: type!, action: action!, party: party!, place: place!, container: null },
  };
}
