import type { PartyKind } from '@pinxin/contract/parties';
import { usccCheckOf } from '@pinxin/identifiers/uscc';
import { type Dice, diceOf } from '../chain/dice.ts';

/** A made-up party, in the proportions of a region's register. */
export interface SyntheticParty {
  readonly uscc: string;
  readonly kind: PartyKind;
  readonly nameZh: string;
  readonly division: string;
  readonly phone: string;
}

const COUNTIES = [
  ['640104', '兴庆区'],
  ['640121', '永宁县'],
  ['640122', '贺兰县'],
  ['640181', '灵武市'],
  ['640202', '大武口区'],
  ['640221', '平罗县'],
  ['640302', '利通区'],
  ['640323', '盐池县'],
  ['640324', '同心县'],
  ['640381', '青铜峡市'],
  ['640402', '原州区'],
  ['640422', '西吉县'],
  ['640502', '沙坡头区'],
  ['640521', '中宁县'],
  ['640522', '海原县'],
] as const;
const SIGNS =
  '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇始制文字乃服衣裳推位让国有虞陶唐吊民伐罪周发殷汤坐朝问道垂拱平章爱育黎首臣伏戎羌遐迩一体率宾归王鸣凤在竹白驹食场化被草木赖及万方';
const GOODS = [
  '枸杞',
  '滩羊',
  '葡萄酒',
  '马铃薯',
  '硒砂瓜',
  '大米',
  '冷凉蔬菜',
  '肉牛',
  '奶业',
  '小杂粮',
  '水产',
  '苜蓿',
];
const TRADES = [
  '产业',
  '农业',
  '食品',
  '商贸',
  '科技',
  '生态',
  '养殖',
  '种植',
  '加工',
  '实业',
  '发展',
  '物流',
];
const SURNAMES = '马王李杨张丁哈白周田';

/** So many parties, the same for the same seed. Organisation codes are PD and a number: nobody's. */
export function syntheticParties(count: number, seed = 7): readonly SyntheticParty[] {
  const dice = diceOf(seed);
  return Array.from({ length: count }, (_, index) => aParty(index + 1, dice));
}

function aParty(number: number, dice: Dice): SyntheticParty {
  const pick = <T>(list: ArrayLike<T>): T => list[dice.between(0, list.length - 1)]!;
  const [division, county] = pick(COUNTIES);
  const brand = Array.from({ length: dice.between(2, 3) }, () => pick(SIGNS)).join('');
  const thing = `${pick(GOODS)}${pick(TRADES)}`;
  const share = dice.next();
  const phone = `0951-${String(number).padStart(7, '0')}`;
  const body = `91${division}PD${String(number).padStart(6, '0')}0`;
  const check = usccCheckOf(body);
  const uscc = `${body}${check.ok ? check.value : ''}`;
  const of = (kind: PartyKind, nameZh: string): SyntheticParty => ({ uscc, kind, nameZh, division, phone });
  if (share < 0.5) return of('enterprise', `${dice.next() < 0.6 ? '宁夏' : county}${brand}${thing}有限公司`);
  if (share < 0.7) return of('cooperative', `${county}${brand}${thing}专业合作社`);
  if (share < 0.8) return of('individualBusiness', `${county}${brand}${pick(GOODS)}店`);
  return of('household', `${pick(SURNAMES)}${brand}`);
}
