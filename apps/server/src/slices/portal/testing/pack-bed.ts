import type { NamedCode, ScanPage } from '@pinxin/contract/scan';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { localDay } from '../row-facts.ts';
import { buildScanPage } from '../scan-page.ts';
import { readScanRows } from '../scan-walk.ts';
import { expectAlike } from './alike.ts';
import { type Records, recordsIn } from './records.ts';
import { scanRowsByQuery } from './scan-oracle.ts';

export const STEM = 'https://id.gs1.org';
export const FRESH = '09521234000020';
export const PACKED = '09521234000013';
export const SPRAY = '09521234000037';
export const uri = (gtin: string, lot: string) => `${STEM}/01/${gtin}/10/${lot}`;

export function lotCode(gtin: string, lot: string): NamedCode {
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

export function itemCode(gtin: string, serial: string): NamedCode {
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

/** A pack and the fruit it was made from; `count` tells one test's from another's. */
export interface PackWay {
  readonly lot: string;
  readonly raw: string;
  readonly count: number;
}

/** Parties and products that the pages of packs speak of. */
export interface PackBed {
  readonly test: TestContext;
  readonly records: Records;
  readonly grower: number;
  readonly works: number;
  readonly rival: number;
  readonly authority: number;
  readonly laboratory: number;
  /** Tells of a new pack: its field was sprayed, the fruit picked, dried and packed; the last told nine days late. */
  readonly tellWay: () => Promise<PackWay>;
  /** What a page says, read with few questions and compared with what one large query finds. */
  readonly show: (code: NamedCode) => Promise<ScanPage>;
  readonly recall: (party: number, uri: string, more?: Recalling) => Promise<{ readonly id: number }>;
}

interface Recalling {
  readonly set?: string[];
  readonly unset?: string[];
  readonly at?: string;
}

/** Makes the bed; close its `test` at the end. */
export async function packBed(): Promise<PackBed> {
  const test = await testContext({ at: '2026-08-10T04:00:00Z' });
  const records = recordsIn(test.database.pool);
  const grower = await records.party('cooperative', '红果演示合作社', { division: '640521' });
  const works = await records.party('enterprise', '晒场演示烘干厂', { phone: '0955-5550100' });
  const rival = await records.party('enterprise', '对手演示公司');
  const authority = await records.party('authority', '演示市场监督管理局', { phone: '0951-5550199' });
  const laboratory = await records.party('laboratory', '演示检验检测中心');
  await records.product(FRESH, 'raw', '枸杞鲜果', grower);
  await records.product(PACKED, 'packed', '枸杞干果', works);
  await records.product(SPRAY, 'farmInput', '苦参碱水剂');
  let count = 0;
  return {
    ...{ test, records, grower, works, rival, authority, laboratory },
    tellWay: () => tellWay({ records, grower, works }, ++count),
    show: async code => {
      const rows = await readScanRows(test.database, code, localDay(test.clock.now()));
      expectAlike(rows, await scanRowsByQuery(test.database, code));
      return buildScanPage(code, rows, test.clock.now());
    },
    recall: (party, uri, more = {}) =>
      records.event({
        at: more.at ?? '2026-08-05T02:00:00Z',
        party,
        action: 2,
        lots: [['seen', uri]],
        set: more.set ?? ['recalled'],
        ...(more.unset ? { unset: more.unset } : {}),
      }),
  };
}

async function tellWay(
  { records, grower, works }: Pick<PackBed, 'records' | 'grower' | 'works'>,
  count: number,
): Promise<PackWay> {
  const [lot, raw] = [`P${count}`, `H${count}`];
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
  return { lot, raw, count };
}
