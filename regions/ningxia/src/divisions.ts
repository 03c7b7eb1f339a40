/**
 * 行政区划 of Ningxia: five cities and 22 counties (GB/T 2260, county level of the 2023 statistics codes).
 * `column` and `row` are cells of a plain schematic, north on top, without borders and without scale:
 * a boundary map would need an approval number (地图管理条例), a schematic does not claim to be one.
 */
export interface Division {
  /** Six digits, GB/T 2260. */
  readonly code: string;
  readonly level: 'province' | 'prefecture' | 'county';
  readonly parent: string | undefined;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Cell of the schematic; the province has none. */
  readonly cell: { readonly column: number; readonly row: number } | undefined;
}

/** Code of the autonomous region. */
export const PROVINCE = '640000';

type Row = readonly [code: string, nameZh: string, nameEn: string, column: number, row: number];

const CITIES: readonly Row[] = [
  ['640100', '银川市', 'Yinchuan', 3, 3],
  ['640200', '石嘴山市', 'Shizuishan', 3, 0],
  ['640300', '吴忠市', 'Wuzhong', 4, 6],
  ['640400', '固原市', 'Guyuan', 3, 9],
  ['640500', '中卫市', 'Zhongwei', 1, 6],
];

const COUNTIES: readonly Row[] = [
  ['640104', '兴庆区', 'Xingqing', 3, 3],
  ['640105', '西夏区', 'Xixia', 1, 3],
  ['640106', '金凤区', 'Jinfeng', 2, 3],
  ['640121', '永宁县', 'Yongning', 2, 4],
  ['640122', '贺兰县', 'Helan', 2, 2],
  ['640181', '灵武市', 'Lingwu', 4, 4],
  ['640202', '大武口区', 'Dawukou', 2, 0],
  ['640205', '惠农区', 'Huinong', 3, 0],
  ['640221', '平罗县', 'Pingluo', 3, 1],
  ['640302', '利通区', 'Litong', 3, 5],
  ['640303', '红寺堡区', 'Hongsibu', 3, 6],
  ['640323', '盐池县', 'Yanchi', 5, 5],
  ['640324', '同心县', 'Tongxin', 3, 7],
  ['640381', '青铜峡市', 'Qingtongxia', 2, 5],
  ['640402', '原州区', 'Yuanzhou', 3, 8],
  ['640422', '西吉县', 'Xiji', 1, 8],
  ['640423', '隆德县', 'Longde', 2, 9],
  ['640424', '泾源县', 'Jingyuan', 3, 10],
  ['640425', '彭阳县', 'Pengyang', 4, 9],
  ['640502', '沙坡头区', 'Shapotou', 0, 6],
  ['640521', '中宁县', 'Zhongning', 1, 6],
  ['640522', '海原县', 'Haiyuan', 1, 7],
];

function division(level: 'prefecture' | 'county', row: Row): Division {
  const [code, nameZh, nameEn, column, rowNumber] = row;
  const parent = level === 'prefecture' ? PROVINCE : `${code.slice(0, 4)}00`;
  return { code, level, parent, nameZh, nameEn, cell: { column, row: rowNumber } };
}

/** The region, its five cities and its 22 counties, in code order by level. */
export const divisions: readonly Division[] = [
  {
    code: PROVINCE,
    level: 'province',
    parent: undefined,
    nameZh: '宁夏回族自治区',
    nameEn: 'Ningxia Hui Autonomous Region',
    cell: undefined,
  },
  ...CITIES.map(row => division('prefecture', row)),
  ...COUNTIES.map(row => division('county', row)),
];

const byCode = new Map(divisions.map(each => [each.code, each]));

/** The division with that code. An unknown code is a bug of the demo, hence an exception. */
export function divisionOf(code: string): Division {
  const found = byCode.get(code);
  if (found === undefined) throw new Error(`unknown division ${code}`);
  return found;
}

/** The five cities. */
export const cities: readonly Division[] = divisions.filter(each => each.level === 'prefecture');

/** The counties of a city. */
export function countiesOf(city: string): readonly Division[] {
  return divisions.filter(each => each.parent === city);
}
