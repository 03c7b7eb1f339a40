import { demoUscc } from './demo-uscc.ts';
import { divisionOf, PROVINCE } from './divisions.ts';
import { companyPrefix, gln, partyUri } from './gs1-keys.ts';
import type { DemoSize, PartySeed } from './region.ts';

/** What a party does in the demo's chains; the first part of its key. */
export type DemoRole =
  | 'cooperative'
  | 'farm'
  | 'household'
  | 'dryer'
  | 'packer'
  | 'juicer'
  | 'sheepfarm'
  | 'slaughterhouse'
  | 'greenhouse'
  | 'fishfarm'
  | 'inputmaker'
  | 'feedmill'
  | 'inputseller'
  | 'partsmaker'
  | 'controllermaker'
  | 'warehouse'
  | 'shop'
  | 'laboratory'
  | 'authority'
  | 'association';

interface RoleRow {
  readonly role: DemoRole;
  readonly kind: PartySeed['kind'];
  /** First two characters of the USCC. */
  readonly registrar: string;
  readonly zh: string;
  readonly en: string;
  /** How many at 2,000 lots, and the power of the size with which they grow. */
  readonly count: number;
  readonly growth: number;
  /** Counties in turn. */
  readonly divisions: readonly string[];
}

const WORKING: PartySeed['scopes'] = ['capture', 'query', 'trace', 'recall'];
const WOLFBERRY = ['640521', '640521', '640303', '640324', '640521', '640502', '640522', '640205'];
const CITY_SEATS = ['640104', '640202', '640302', '640402', '640502', '640106'];

const ROLES: readonly RoleRow[] = [
  row(
    'cooperative',
    'cooperative',
    '93',
    '示范枸杞专业合作社',
    'Demo Wolfberry Cooperative',
    3,
    0.3,
    WOLFBERRY,
  ),
  row('farm', 'familyFarm', '92', '示范家庭农场', 'Demo Family Farm', 6, 0.35, ['640324', ...WOLFBERRY]),
  row('household', 'household', '92', '示范种植户', 'Demo Household', 6, 0.35, WOLFBERRY),
  row('dryer', 'enterprise', '91', '演示枸杞烘干厂', 'Demo Wolfberry Dryer', 2, 0.3, [
    '640521',
    '640324',
    '640502',
  ]),
  row('packer', 'enterprise', '91', '演示枸杞食品公司', 'Demo Wolfberry Foods', 3, 0.3, [
    '640521',
    '640106',
    '640181',
  ]),
  row('juicer', 'enterprise', '91', '演示枸杞原浆厂', 'Demo Wolfberry Juice', 1, 0.15, ['640521', '640502']),
  row('sheepfarm', 'familyFarm', '92', '示范滩羊家庭农场', 'Demo Tan Sheep Farm', 2, 0.3, [
    '640323',
    '640324',
  ]),
  row('slaughterhouse', 'enterprise', '91', '演示滩羊屠宰厂', 'Demo Sheep Abattoir', 1, 0.15, [
    '640323',
    '640303',
  ]),
  row('greenhouse', 'cooperative', '93', '示范蔬菜合作社', 'Demo Vegetable Cooperative', 2, 0.3, [
    '640402',
    '640122',
    '640121',
  ]),
  row('fishfarm', 'familyFarm', '92', '示范水产家庭农场', 'Demo Fish Farm', 2, 0.25, ['640122', '640221']),
  row('inputmaker', 'enterprise', '91', '演示农化公司', 'Demo Crop Care', 2, 0.1, ['640221', '640381']),
  row('feedmill', 'enterprise', '91', '演示饲料兽药公司', 'Demo Feed and Vaccine', 1, 0.1, [
    '640302',
    '640181',
  ]),
  row('inputseller', 'enterprise', '91', '演示农资店', 'Demo Farm Supplies', 3, 0.25, [
    '640521',
    '640324',
    '640402',
    '640122',
  ]),
  row('partsmaker', 'enterprise', '91', '演示零部件厂', 'Demo Parts', 2, 0.1, ['640105', '640181']),
  row('controllermaker', 'enterprise', '91', '演示节水灌溉设备公司', 'Demo Irrigation Controls', 1, 0.1, [
    '640106',
  ]),
  row('warehouse', 'enterprise', '91', '演示配送中心', 'Demo Distribution Centre', 3, 0.25, [
    '640106',
    '640302',
    '640402',
    '640502',
    '640202',
  ]),
  row('shop', 'enterprise', '91', '演示超市', 'Demo Supermarkets', 6, 0.2, CITY_SEATS),
];

function row(
  role: DemoRole,
  kind: PartySeed['kind'],
  registrar: string,
  zh: string,
  en: string,
  count: number,
  growth: number,
  inDivisions: readonly string[],
): RoleRow {
  return { role, kind, registrar, zh, en, count, growth, divisions: inDivisions };
}

type OfficeRow = readonly [
  role: DemoRole,
  division: string,
  zh: string,
  en: string,
  scopes: PartySeed['scopes'],
];

const READING: PartySeed['scopes'] = ['query', 'trace'];
const RECALLING: PartySeed['scopes'] = ['capture', 'query', 'trace', 'recall', 'recall.publish'];

/** Offices, laboratories and the association: as many as the story needs, whatever its size. */
const OFFICES: readonly OfficeRow[] = [
  [
    'laboratory',
    '640106',
    '演示农产品检测中心（银川）',
    'Demo Agri-food Testing Centre, Yinchuan',
    ['capture', 'query'],
  ],
  [
    'laboratory',
    '640521',
    '演示枸杞检测站（中宁）',
    'Demo Wolfberry Testing Station, Zhongning',
    ['capture', 'query'],
  ],
  ['authority', PROVINCE, '演示自治区市场监管部门', 'Demo Regional Market Regulation', RECALLING],
  ['authority', PROVINCE, '演示自治区农业农村部门', 'Demo Regional Agriculture', RECALLING],
  ['authority', PROVINCE, '演示自治区林业和草原部门', 'Demo Regional Forestry and Grassland', READING],
  ['authority', PROVINCE, '演示自治区商务部门', 'Demo Regional Commerce', READING],
  ['authority', PROVINCE, '演示自治区文化和旅游部门', 'Demo Regional Culture and Tourism', READING],
  ['authority', '640100', '演示银川市市场监管部门', 'Demo Yinchuan Market Regulation', RECALLING],
  ['authority', '640200', '演示石嘴山市市场监管部门', 'Demo Shizuishan Market Regulation', RECALLING],
  ['authority', '640300', '演示吴忠市市场监管部门', 'Demo Wuzhong Market Regulation', RECALLING],
  ['authority', '640400', '演示固原市市场监管部门', 'Demo Guyuan Market Regulation', RECALLING],
  ['authority', '640500', '演示中卫市市场监管部门', 'Demo Zhongwei Market Regulation', RECALLING],
  ['association', '640521', '演示特色农产品协会', 'Demo Regional Produce Association', READING],
];

/** How a count at 2,000 lots grows with the size of the demo. */
export function grown(count: number, growth: number, lots: number): number {
  return Math.round(count * Math.max(1, lots / 2000) ** growth);
}

const REGISTRAR_OF_OFFICE: Partial<Record<DemoRole, string>> = {
  laboratory: '12',
  authority: '11',
  association: '51',
};

function kindOfOffice(role: DemoRole): PartySeed['kind'] {
  return role === 'laboratory' || role === 'authority' ? role : 'association';
}

/** Trunk codes by city, Yinchuan's for the region itself. */
const TRUNKS: Readonly<Record<string, string>> = {
  '6401': '0951',
  '6402': '0952',
  '6403': '0953',
  '6404': '0954',
  '6405': '0955',
};

/** An exchange 0000 does not exist, so nobody is rung up. */
function phoneOf(division: string, number: number): string {
  return `${TRUNKS[division.slice(0, 4)] ?? '0951'}-0000${String(number).padStart(3, '0')}`;
}

/** The demo's parties: the offices first, then the trades, numbered 1 up without gaps. */
export function demoParties(size: DemoSize): readonly PartySeed[] {
  const parties: PartySeed[] = [];
  const seen = new Map<DemoRole, number>();
  const add = (
    role: DemoRole,
    kind: PartySeed['kind'],
    registrar: string,
    division: string,
    nameZh: string,
    nameEn: string,
    scopes: PartySeed['scopes'],
  ): void => {
    const number = parties.length + 1;
    const count = (seen.get(role) ?? 0) + 1;
    seen.set(role, count);
    const prefix = companyPrefix(number);
    parties.push({
      key: `${role}-${count}`,
      kind,
      nameZh,
      nameEn,
      uscc: demoUscc(registrar, division, number),
      pgln: partyUri(gln(prefix, 0)),
      gs1Prefixes: kind === 'household' ? [] : [prefix],
      division,
      phone: phoneOf(division, number),
      scopes,
    });
  };
  for (const [role, division, zh, en, scopes] of OFFICES) {
    add(role, kindOfOffice(role), REGISTRAR_OF_OFFICE[role] ?? '12', division, zh, en, scopes);
  }
  for (const each of ROLES) {
    const count = grown(each.count, each.growth, size.lots);
    for (let index = 0; index < count; index += 1) {
      const division = each.divisions[index % each.divisions.length] as string;
      const place = divisionOf(division);
      const serial = String(index + 1).padStart(2, '0');
      const scopes = each.kind === 'household' ? [] : WORKING;
      const zh = `${place.nameZh.slice(0, -1)}${each.zh}（演示${serial}）`;
      add(each.role, each.kind, each.registrar, division, zh, `${place.nameEn} ${each.en} ${serial}`, scopes);
    }
  }
  return parties;
}
