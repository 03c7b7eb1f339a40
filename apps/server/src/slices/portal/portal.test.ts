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
  STEM,
  uri,
} from './testing/pack-bed.ts';
import type { Records } from './testing/records.ts';

describe('the page behind a code', () => {
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
  const recall = (party: number, more: { set?: string[]; unset?: string[]; at?: string; on?: string } = {}) =>
    bed.recall(party, more.on ?? uri(PACKED, way.lot), more);

  it('trusts a lot whose records lead back to where it grew', async () => {
    const view = await show();
    expect(view.verdict).toEqual({
      kind: 'trusted',
      reasons: [{ code: 'originTraced' }, { code: 'noRecall' }],
    });
    expect(view.maker?.name['zh-CN']).toBe('晒场演示烘干厂');
    expect(view.place?.name['zh-CN']).toBe('河滩七号地');
    expect(view.quantity).toEqual({ value: '310', unit: 'KGM' });
  });

  it('reads the dates of the label from the master data of the making event', async () => {
    expect((await show()).dates.map(({ kind, date }) => [kind, date])).toEqual([
      ['harvested', '2026-07-18'],
      ['made', '2026-07-26'],
      ['bestBefore', '2028-01-25'],
    ]);
  });

  it('shows a certificate as named by the maker and not yet verified', async () => {
    expect((await show()).marks).toMatchObject([
      { reference: 'https://certificates.example/DEMO-7', statedBy: 'self', verification: 'notVerifiedHere' },
    ]);
  });

  it('stops at a recall by an authority and names its telephone', async () => {
    await recall(bed.authority);
    const { verdict } = await show();
    expect(verdict.kind).toBe('stop');
    expect(verdict.reasons[0]).toMatchObject({ code: 'recalledByAuthority', by: { phone: '0951-5550199' } });
  });

  it('stops at a recall by the party that made the lot', async () => {
    await recall(bed.works);
    expect((await show()).verdict.reasons[0]?.code).toBe('recalledByMaker');
  });

  it('pays no heed to a recall told by a rival', async () => {
    await recall(bed.rival);
    expect((await show()).verdict.kind).toBe('trusted');
  });

  it('does not let the maker lift what an authority recalled', async () => {
    await recall(bed.authority);
    await recall(bed.works, { set: [], unset: ['recalled'], at: '2026-08-06T00:00:00Z' });
    expect((await show()).verdict.kind).toBe('stop');
  });

  it('trusts again after the authority lifted its recall', async () => {
    await recall(bed.authority);
    await recall(bed.authority, { set: [], unset: ['recalled'], at: '2026-08-06T00:00:00Z' });
    expect((await show()).verdict.kind).toBe('trusted');
  });

  it('forgets a recall that was declared an error', async () => {
    const { id } = await recall(bed.authority);
    await records.voidEvent(id);
    expect((await show()).verdict.kind).toBe('trusted');
  });

  it('holds a recall of the whole product against each of its lots', async () => {
    await recall(bed.authority, { on: `${STEM}/01/${PACKED}` });
    const stopped = (await show()).verdict.kind;
    await recall(bed.authority, {
      on: `${STEM}/01/${PACKED}`,
      set: [],
      unset: ['recalled'],
      at: '2026-08-06T00:00:00Z',
    });
    expect([stopped, (await show()).verdict.kind]).toEqual(['stop', 'trusted']);
  });

  it('warns when an ingredient was recalled', async () => {
    await recall(bed.authority, { on: uri(FRESH, way.raw) });
    const { verdict } = await show();
    expect(verdict).toMatchObject({
      kind: 'attention',
      reasons: [{ code: 'ingredientRecalled', lot: { label: way.raw } }],
    });
  });

  it('finds the recall behind hundreds of sightings', async () => {
    await recall(bed.authority, { at: '2026-08-01T00:00:00Z' });
    for (let day = 0; day < 40; day++) {
      await records.event({
        at: `2026-08-02T00:${String(day).padStart(2, '0')}:00Z`,
        party: bed.works,
        action: 2,
        step: 'storing',
        lots: [['seen', uri(PACKED, way.lot)]],
      });
    }
    expect((await show()).verdict.kind).toBe('stop');
  });

  it('stops when a laboratory found the lot wanting, and says so under tests', async () => {
    await records.event({
      at: '2026-08-01T00:00:00Z',
      party: bed.laboratory,
      action: 2,
      step: 'inspecting',
      lots: [['seen', uri(PACKED, way.lot)]],
      set: ['non_conformant'],
    });
    const view = await show();
    expect(view.verdict.reasons[0]?.code).toBe('foundNonConformant');
    expect(view.tests).toMatchObject([{ outcome: 'doesNotConform', statedBy: 'laboratory' }]);
  });

  it('does not tell what a rival says it found', async () => {
    await records.event({
      at: '2026-08-01T00:00:00Z',
      party: bed.rival,
      action: 2,
      step: 'inspecting',
      lots: [['seen', uri(PACKED, way.lot)]],
      set: ['non_conformant'],
    });
    expect(await show()).toMatchObject({ verdict: { kind: 'trusted' }, tests: [] });
  });

  it('says that a laboratory tested the fruit from which the pack was made', async () => {
    await records.event({
      at: '2026-07-19T00:00:00Z',
      party: bed.laboratory,
      action: 2,
      step: 'inspecting',
      disposition: 'conformant',
      lots: [['seen', uri(FRESH, way.raw)]],
    });
    const view = await show();
    expect(view.verdict.reasons.map(reason => reason.code)).toEqual([
      'originTraced',
      'testedByLaboratory',
      'noRecall',
    ]);
    expect(view.tests[0]?.lot.label).toBe(way.raw);
  });

  it('shows an item with the way and the recall of its lot', async () => {
    const item = itemCode(PACKED, `S${way.count}`);
    await records.event({
      at: '2026-07-26T01:00:00Z',
      party: bed.works,
      step: 'commissioning',
      lots: [
        ['seen', item.uri],
        ['memberOf', uri(PACKED, way.lot)],
        ['member', item.uri],
      ],
    });
    const before = await show(item);
    await recall(bed.authority);
    const after = await show(item);
    expect([before.verdict.kind, after.verdict.kind]).toEqual(['trusted', 'stop']);
    expect(before.journey.all.map(step => step.kind)).toContain('harvested');
  });

  it('takes care of a packed good that nobody says was made from anything', async () => {
    await records.event({
      at: '2026-07-26T00:00:00Z',
      party: bed.works,
      step: 'commissioning',
      lots: [['seen', uri(PACKED, `N${way.count}`)]],
    });
    expect((await show(lotCode(PACKED, `N${way.count}`))).verdict).toMatchObject({
      kind: 'attention',
      reasons: [{ code: 'originNotTraced' }],
    });
  });

  it('knows nothing of a lot nobody recorded, and of a product nobody registered', async () => {
    expect((await show(lotCode(PACKED, 'NOBODY'))).verdict.reasons[0]?.code).toBe('lotNotFound');
    expect((await show(lotCode('09521234999993', 'X'))).verdict).toEqual({
      kind: 'unknown',
      reasons: [{ code: 'codeNotFound' }],
    });
  });

  it('masks the name of a natural person', async () => {
    const household = await records.party('household', '王小明', { en: 'Wang Xiaoming' });
    await records.event({
      at: '2026-07-18T00:00:00Z',
      party: household,
      step: 'commissioning',
      lots: [['seen', uri(FRESH, `W${way.count}`)]],
    });
    const view = await show(lotCode(FRESH, `W${way.count}`));
    expect(view.maker?.name).toEqual({ 'zh-CN': '王**' });
    expect(JSON.stringify(view)).not.toContain('小明');
  });

  it('never shows the telephone number of a firm', async () => {
    expect(JSON.stringify(await show())).not.toContain('5550100');
  });
});
