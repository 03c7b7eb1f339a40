import type { NamedCode, ScanPage } from '@pinxin/contract/scan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  FRESH,
  itemCode,
  lotCode,
  PACKED,
  type PackBed,
  type PackWay,
  packBed,
  SPRAY,
  STEM,
  uri,
} from './testing/pack-bed.ts';
import type { Records } from './testing/records.ts';

describe('the way of the goods on a page', () => {
  let bed: PackBed;
  let records: Records;
  let way: PackWay;
  beforeAll(async () => {
    bed = await packBed();
    records = bed.records;
  });
  afterAll(() => bed.test.close());
  beforeEach(async () => {
    way = await bed.tellWay();
  });

  const show = (code: NamedCode = lotCode(PACKED, way.lot)): Promise<ScanPage> => bed.show(code);

  it('tells the way from the spray to the pack in order of time, and what was typed in late', async () => {
    const { journey } = await show();
    expect(journey.main.map(step => step.kind)).toEqual(['treated', 'harvested', 'made']);
    expect(journey.main.map(step => step.recordedLateDays)).toEqual([undefined, undefined, 9]);
    expect(journey.main[0]?.materials[0]?.product?.['zh-CN']).toBe('苦参碱水剂');
  });

  it('leaves out what the field got after the fruit was picked', async () => {
    await records.event({
      ...{ at: '2026-07-20T00:00:00Z', type: 5, action: 0, party: bed.grower },
      lots: [
        ['input', uri(SPRAY, `LATE${way.count}`), '3', 'LTR'],
        ['process', `urn:uuid:cycle-${way.count}`],
      ],
    });
    const { all } = (await show()).journey;
    expect(all.flatMap(step => step.materials.map(material => material.label))).toEqual([
      `Q${way.count}`,
      way.raw,
    ]);
  });

  it('shows one of hundreds that were made at once', async () => {
    const code = itemCode(PACKED, `B${way.count}-7`);
    await records.event({
      ...{ at: '2026-07-26T00:00:00Z', party: bed.works, step: 'commissioning' },
      lots: Array.from(
        { length: 250 },
        (_, nth) => ['seen', itemCode(PACKED, `B${way.count}-${nth}`).uri] as const,
      ),
    });
    await records.event({
      ...{ at: '2026-07-27T00:00:00Z', type: 5, action: 0, party: bed.works },
      lots: [
        ['input', uri(PACKED, way.lot), '310', 'KGM'],
        ...Array.from({ length: 250 }, (_, nth) => {
          return ['output', itemCode(PACKED, `B${way.count}-${nth}`).uri] as const;
        }),
      ],
    });
    const { journey, verdict } = await show(code);
    expect(journey.all.map(({ kind, events }) => `${kind} ${events.length}`)).toEqual([
      ...['treated 1', 'harvested 1', 'made 3'],
    ]);
    expect(verdict.kind).toBe('trusted');
  });

  it('calls it a treatment when an animal goes in with a vaccine and comes out again', async () => {
    const animal = itemCode(FRESH, `E${way.count}`);
    await records.event({
      at: '2026-04-22T00:00:00Z',
      party: bed.grower,
      step: 'commissioning',
      lots: [['seen', animal.uri]],
    });
    await records.event({
      at: '2026-06-01T00:00:00Z',
      type: 5,
      action: 0,
      party: bed.grower,
      lots: [
        ['input', animal.uri],
        ['input', uri(SPRAY, `V${way.count}`), '1', 'MLT'],
        ['output', animal.uri],
      ],
    });
    const { journey } = await show(animal);
    expect(journey.main.map(step => [step.kind, step.materials.map(lotFact => lotFact.label)])).toEqual([
      ['harvested', []],
      ['treated', [`V${way.count}`]],
    ]);
  });

  it('draws the way of the goods, with sprays told as steps only', async () => {
    const { picture } = await show();
    expect(picture.nodes.map(node => node.label).sort()).toEqual([way.raw, way.lot]);
    expect(picture.nodes.find(node => node.label === way.lot)?.state).toBe('focus');
    expect(picture.edges).toMatchObject([{ kind: 'made', quantity: { value: '1240', unit: 'KGM' } }]);
  });

  it('follows the pallet to the shop and not the rest of the fruit elsewhere', async () => {
    const pallet = `${STEM}/00/39521234000000${String(way.count).padStart(4, '0')}`;
    await records.event({
      at: '2026-07-27T00:00:00Z',
      type: 2,
      party: bed.works,
      lots: [
        ['parentAdd', pallet],
        ['childAdd', uri(PACKED, way.lot), '100', 'KGM'],
      ],
    });
    await records.event({
      at: '2026-07-28T00:00:00Z',
      party: bed.works,
      action: 2,
      step: 'shipping',
      lots: [['seen', pallet]],
    });
    await records.event({
      at: '2026-07-30T00:00:00Z',
      party: bed.rival,
      action: 2,
      step: 'receiving',
      lots: [['seen', uri(FRESH, way.raw)]],
    });
    const kinds = (await show()).journey.all
      .map(step => step.kind)
      .filter(kind => !kind.startsWith('recall'));
    expect(kinds).toEqual(['treated', 'harvested', 'made', 'packed', 'shipped']);
  });
});
