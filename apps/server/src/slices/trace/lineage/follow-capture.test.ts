import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureDocument } from '../capture/capture-document.ts';
import { document, type Fields, lot, objectEvent, PALLET, transformation } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import type { LineageAnswer } from './lineage.ts';
import { type OpenLineage, openLineage } from './open-lineage.ts';
import { shownAnswer } from './testing/answers.ts';

describe('the lineage of what is captured', () => {
  let test: TraceApp;
  let folder: string;
  let sql: OpenLineage;
  let graph: OpenLineage;
  beforeAll(async () => {
    test = await traceApp();
    folder = mkdtempSync(join(tmpdir(), 'pinxin-lineage-'));
    const options = { databaseUrl: test.database.url, snapshotFile: join(folder, 'lineage.snapshot') };
    sql = openLineage(test.ctx, options);
    graph = openLineage(test.ctx, {
      ...options,
      snapshotFile: `${options.snapshotFile}.other`,
      smallLimit: 0,
    });
  });
  afterAll(async () => {
    await sql.close();
    await graph.close();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function capture(...events: readonly Fields[]): Promise<void> {
    const teller = { party: test.party('farm'), actor: 'pty_farm' };
    const taken = await captureDocument(
      test.capture,
      teller,
      Buffer.from(JSON.stringify(document(events))),
      'rollback',
    );
    expect(taken.ok).toBe(true);
  }
  async function numberOf(uri: string): Promise<number> {
    const { rows } = await test.database.pool.query<{ id: number }>('select id from lot where uri = $1', [
      uri,
    ]);
    return rows[0]?.id ?? 0;
  }
  async function affected(name: string): Promise<readonly string[]> {
    const question = { direction: 'forward', suspects: [{ lot: await numberOf(lot(name)) }] } as const;
    const [one, other] = [await sql.closure(question), await graph.closure(question)];
    expect(shownAnswer(other)).toEqual(shownAnswer(one));
    return [...(await urisOf(one.lots)), ...(await urisOf(other.carriers))];
  }
  async function urisOf(numbers: LineageAnswer['lots']): Promise<readonly string[]> {
    const { rows } = await test.database.pool.query<{ uri: string }>(
      'select uri from lot where id = any($1) order by uri',
      [Array.from(numbers)],
    );
    return rows.map(({ uri }) => uri);
  }

  it('follows transformations, pallets and error declarations within the question that comes next', async () => {
    const blend = transformation(['F1'], ['B1'], { eventTime: '2026-07-02T08:00:00.000+08:00' });
    await capture(transformation(['F2'], ['B2']), blend);
    expect(await affected('F1')).toEqual([lot('B1'), lot('F1')]);
    await capture(transformation(['B1'], ['C1'], { eventTime: '2026-07-03T08:00:00.000+08:00' }), {
      ...{ type: 'AggregationEvent', action: 'ADD', parentID: PALLET, childEPCs: [] },
      childQuantityList: [{ epcClass: lot('C1'), quantity: 5, uom: 'KGM' }],
      ...{ eventTime: '2026-07-04T08:00:00.000+08:00', eventTimeZoneOffset: '+08:00' },
    });
    expect(await affected('F1')).toEqual([lot('B1'), lot('C1'), lot('F1'), PALLET]);
    await capture({ ...blend, errorDeclaration: { declarationTime: '2026-07-05T08:00:00.000+08:00' } });
    expect(await affected('F1')).toEqual([lot('F1')]);
    expect(await affected('B1')).toEqual([lot('B1'), lot('C1'), PALLET]);
  });

  it('adds up what was commissioned and made, and knows the place', async () => {
    const place = 'https://id.gs1.org/414/9520001000003';
    await capture(
      objectEvent({
        ...{ action: 'ADD', bizLocation: { id: place }, eventTime: '2026-07-06T08:00:00.000+08:00' },
        quantityList: [{ epcClass: lot('Q1'), quantity: 12.25, uom: 'KGM' }],
      }),
      objectEvent({ quantityList: [{ epcClass: lot('Q1'), quantity: 99, uom: 'KGM' }] }),
    );
    const custody = await sql.custody(Uint32Array.from([await numberOf(lot('Q1'))]));
    const { rows } = await test.database.pool.query<{ uri: string }>(
      'select uri from term where id = any($1) order by uri',
      [[custody.place[0], custody.unit[0]]],
    );
    expect([custody.made[0], custody.party[0], rows.map(({ uri }) => uri)]).toEqual([
      12.25,
      test.party('farm'),
      ['KGM', place],
    ]);
  });
});
