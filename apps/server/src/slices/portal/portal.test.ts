import type { NamedCode, ScanPage } from '@pinxin/contract/scan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../kernel/testing.ts';
import { localDay } from './row-facts.ts';
import { buildScanPage } from './scan-page.ts';
import { readScanRows } from './scan-walk.ts';
import { expectAlike } from './testing/alike.ts';
import { type Records, recordsIn } from './testing/records.ts';
import { scanRowsByQuery } from './testing/scan-oracle.ts';

const STEM = 'https://id.gs1.org';
const FRESH = '09521234000020';
const PACKED = '09521234000013';
const SPRAY = '09521234000037';
const uri = (gtin: string, lot: string) => `${STEM}/01/${gtin}/10/${lot}`;

function lotCode(gtin: string, lot: string): NamedCode {
  return {
    uri: uri(gtin, lot),
    path: `/01/${gtin}/10/${lot}`,
    thing: 'lot',
    label: lot,
    text: `(01)${gtin}(10)${lot}`,
    gtin,
    lot,
    wider: [`${STEM}/01/${gtin}`],
  };
}

function itemCode(gtin: string, serial: string): NamedCode {
  const path = `/01/${gtin}/21/${serial}`;
  return {
    uri: STEM + path,
    path,
    thing: 'item',
    label: serial,
    text: serial,
    gtin,
    serial,
    wider: [`${STEM}/01/${gtin}`],
  };
}

describe('the page behind a code', () => {
  let test: TestContext;
  let records: Records;
  let grower: number;
  let works: number;
  let rival: number;
  let authority: number;
  let laboratory: number;

  beforeAll(async () => {
    test = await testContext({ at: '2026-08-10T04:00:00Z' });
    records = recordsIn(test.database.pool);
    grower = await records.party('cooperative', '红果演示合作社', { division: '640521' });
    works = await records.party('enterprise', '晒场演示烘干厂', { phone: '0955-5550100' });
    rival = await records.party('enterprise', '对手演示公司');
    authority = await records.party('authority', '演示市场监督管理局', { phone: '0951-5550199' });
    laboratory = await records.party('laboratory', '演示检验检测中心');
    await records.product(FRESH, 'raw', '枸杞鲜果', grower);
    await records.product(PACKED, 'packed', '枸杞干果', works);
    await records.product(SPRAY, 'farmInput', '苦参碱水剂');
  });
  afterAll(() => test.close());

  let lot = '';
  let raw = '';
  let count = 0;
  beforeEach(async () => {
    count += 1;
    lot = `P${count}`;
    raw = `H${count}`;
    const plot = await records.place(
      `95212340${String(count).padStart(5, '0')}`,
      'productionBase',
      '河滩七号地',
      grower,
      '640521',
    );
    const process = `urn:uuid:cycle-${count}`;
    await records.event({
      at: '2026-07-06T00:00:00Z',
      type: 5,
      action: 0,
      party: grower,
      place: plot,
      lots: [
        ['input', uri(SPRAY, `Q${count}`), '2', 'LTR'],
        ['process', process],
      ],
    });
    await records.event({
      at: '2026-07-18T00:00:00Z',
      type: 5,
      action: 0,
      party: grower,
      place: plot,
      step: 'commissioning',
      lots: [
        ['output', uri(FRESH, raw), '1240', 'KGM'],
        ['process', process],
      ],
    });
    await records.event({
      at: '2026-07-26T00:00:00Z',
      recorded: '2026-08-04T00:00:00Z',
      type: 5,
      action: 0,
      party: works,
      step: 'commissioning',
      lots: [
        ['input', uri(FRESH, raw), '1240', 'KGM'],
        ['output', uri(PACKED, lot), '310', 'KGM'],
      ],
      certificates: ['https://certificates.example/DEMO-7'],
      doc: { ilmd: { 'cbvmda:bestBeforeDate': '2028-01-25' } },
    });
  });

  const show = async (code: NamedCode = lotCode(PACKED, lot)): Promise<ScanPage> => {
    const rows = await readScanRows(test.database, code, localDay(test.clock.now()));
    expectAlike(rows, await scanRowsByQuery(test.database, code));
    return buildScanPage(code, rows, test.clock.now());
  };
  const recall = (party: number, more: { set?: string[]; unset?: string[]; at?: string; on?: string } = {}) =>
    records.event({
      at: more.at ?? '2026-08-05T02:00:00Z',
      party,
      action: 2,
      lots: [['seen', more.on ?? uri(PACKED, lot)]],
      set: more.set ?? ['recalled'],
      ...(more.unset ? { unset: more.unset } : {}),
    });

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

  it('tells the way from the spray to the pack in order of time, and what was typed in late', async () => {
    const { journey } = await show();
    expect(journey.main.map(step => step.kind)).toEqual(['treated', 'harvested', 'made']);
    expect(journey.main.map(step => step.recordedLateDays)).toEqual([undefined, undefined, 9]);
    expect(journey.main[0]?.materials[0]?.product?.['zh-CN']).toBe('苦参碱水剂');
  });

  it('calls it a treatment when an animal goes in with a vaccine and comes out again', async () => {
    const animal = itemCode(FRESH, `E${count}`);
    await records.event({
      at: '2026-04-22T00:00:00Z',
      party: grower,
      step: 'commissioning',
      lots: [['seen', animal.uri]],
    });
    await records.event({
      at: '2026-06-01T00:00:00Z',
      type: 5,
      action: 0,
      party: grower,
      lots: [
        ['input', animal.uri],
        ['input', uri(SPRAY, `V${count}`), '1', 'MLT'],
        ['output', animal.uri],
      ],
    });
    const { journey } = await show(animal);
    expect(journey.main.map(step => [step.kind, step.materials.map(lotFact => lotFact.label)])).toEqual([
      ['harvested', []],
      ['treated', [`V${count}`]],
    ]);
  });

  it('draws the way of the goods, with sprays told as steps only', async () => {
    const { picture } = await show();
    expect(picture.nodes.map(node => node.label).sort()).toEqual([raw, lot]);
    expect(picture.nodes.find(node => node.label === lot)?.state).toBe('focus');
    expect(picture.edges).toMatchObject([{ kind: 'made', quantity: { value: '1240', unit: 'KGM' } }]);
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
    await recall(authority);
    const { verdict } = await show();
    expect(verdict.kind).toBe('stop');
    expect(verdict.reasons[0]).toMatchObject({ code: 'recalledByAuthority', by: { phone: '0951-5550199' } });
  });

  it('stops at a recall by the party that made the lot', async () => {
    await recall(works);
    expect((await show()).verdict.reasons[0]?.code).toBe('recalledByMaker');
  });

  it('pays no heed to a recall told by a rival', async () => {
    await recall(rival);
    expect((await show()).verdict.kind).toBe('trusted');
  });

  it('does not let the maker lift what an authority recalled', async () => {
    await recall(authority);
    await recall(works, { set: [], unset: ['recalled'], at: '2026-08-06T00:00:00Z' });
    expect((await show()).verdict.kind).toBe('stop');
  });

  it('trusts again after the authority lifted its recall', async () => {
    await recall(authority);
    await recall(authority, { set: [], unset: ['recalled'], at: '2026-08-06T00:00:00Z' });
    expect((await show()).verdict.kind).toBe('trusted');
  });

  it('forgets a recall that was declared an error', async () => {
    const { id } = await recall(authority);
    await records.voidEvent(id);
    expect((await show()).verdict.kind).toBe('trusted');
  });

  it('holds a recall of the whole product against each of its lots', async () => {
    await recall(authority, { on: `${STEM}/01/${PACKED}` });
    const stopped = (await show()).verdict.kind;
    await recall(authority, {
      on: `${STEM}/01/${PACKED}`,
      set: [],
      unset: ['recalled'],
      at: '2026-08-06T00:00:00Z',
    });
    expect([stopped, (await show()).verdict.kind]).toEqual(['stop', 'trusted']);
  });

  it('warns when an ingredient was recalled', async () => {
    await recall(authority, { on: uri(FRESH, raw) });
    const { verdict } = await show();
    expect(verdict).toMatchObject({
      kind: 'attention',
      reasons: [{ code: 'ingredientRecalled', lot: { label: raw } }],
    });
  });

  it('finds the recall behind hundreds of sightings', async () => {
    await recall(authority, { at: '2026-08-01T00:00:00Z' });
    for (let day = 0; day < 40; day++) {
      await records.event({
        at: `2026-08-02T00:${String(day).padStart(2, '0')}:00Z`,
        party: works,
        action: 2,
        step: 'storing',
        lots: [['seen', uri(PACKED, lot)]],
      });
    }
    expect((await show()).verdict.kind).toBe('stop');
  });

  it('stops when a laboratory found the lot wanting, and says so under tests', async () => {
    await records.event({
      at: '2026-08-01T00:00:00Z',
      party: laboratory,
      action: 2,
      step: 'inspecting',
      lots: [['seen', uri(PACKED, lot)]],
      set: ['non_conformant'],
    });
    const view = await show();
    expect(view.verdict.reasons[0]?.code).toBe('foundNonConformant');
    expect(view.tests).toMatchObject([{ outcome: 'doesNotConform', statedBy: 'laboratory' }]);
  });

  it('does not tell what a rival says it found', async () => {
    await records.event({
      at: '2026-08-01T00:00:00Z',
      party: rival,
      action: 2,
      step: 'inspecting',
      lots: [['seen', uri(PACKED, lot)]],
      set: ['non_conformant'],
    });
    expect(await show()).toMatchObject({ verdict: { kind: 'trusted' }, tests: [] });
  });

  it('says that a laboratory tested the fruit from which the pack was made', async () => {
    await records.event({
      at: '2026-07-19T00:00:00Z',
      party: laboratory,
      action: 2,
      step: 'inspecting',
      disposition: 'conformant',
      lots: [['seen', uri(FRESH, raw)]],
    });
    const view = await show();
    expect(view.verdict.reasons.map(reason => reason.code)).toEqual([
      'originTraced',
      'testedByLaboratory',
      'noRecall',
    ]);
    expect(view.tests[0]?.lot.label).toBe(raw);
  });

  it('follows the pallet to the shop and not the rest of the fruit elsewhere', async () => {
    const pallet = `${STEM}/00/39521234000000${String(count).padStart(4, '0')}`;
    await records.event({
      at: '2026-07-27T00:00:00Z',
      type: 2,
      party: works,
      lots: [
        ['parentAdd', pallet],
        ['childAdd', uri(PACKED, lot), '100', 'KGM'],
      ],
    });
    await records.event({
      at: '2026-07-28T00:00:00Z',
      party: works,
      action: 2,
      step: 'shipping',
      lots: [['seen', pallet]],
    });
    await records.event({
      at: '2026-07-30T00:00:00Z',
      party: rival,
      action: 2,
      step: 'receiving',
      lots: [['seen', uri(FRESH, raw)]],
    });
    const kinds = (await show()).journey.all
      .map(step => step.kind)
      .filter(kind => !kind.startsWith('recall'));
    expect(kinds).toEqual(['treated', 'harvested', 'made', 'packed', 'shipped']);
  });

  it('shows an item with the way and the recall of its lot', async () => {
    const item = itemCode(PACKED, `S${count}`);
    await records.event({
      at: '2026-07-26T01:00:00Z',
      party: works,
      step: 'commissioning',
      lots: [
        ['seen', item.uri],
        ['memberOf', uri(PACKED, lot)],
        ['member', item.uri],
      ],
    });
    const before = await show(item);
    await recall(authority);
    const after = await show(item);
    expect([before.verdict.kind, after.verdict.kind]).toEqual(['trusted', 'stop']);
    expect(before.journey.all.map(step => step.kind)).toContain('harvested');
  });

  it('takes care of a packed good that nobody says was made from anything', async () => {
    await records.event({
      at: '2026-07-26T00:00:00Z',
      party: works,
      step: 'commissioning',
      lots: [['seen', uri(PACKED, `N${count}`)]],
    });
    expect((await show(lotCode(PACKED, `N${count}`))).verdict).toMatchObject({
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
      lots: [['seen', uri(FRESH, `W${count}`)]],
    });
    const view = await show(lotCode(FRESH, `W${count}`));
    expect(view.maker?.name).toEqual({ 'zh-CN': '王**' });
    expect(JSON.stringify(view)).not.toContain('小明');
  });

  it('never shows the telephone number of a firm', async () => {
    expect(JSON.stringify(await show())).not.toContain('5550100');
  });
});
