import type { Range } from './flow.ts';

/** How names of authorities end. */
const AGENCY =
  /(?:部|委|局|厅|办|署|院|会|行|社|府|处|科|队|站|台|所|校|学|团|联|组|市|县|区|州|盟|旗|总局|中心|集团|公司|单位|部门|机构|银行|学会|法院|关|库|馆)(?:（[^（）]*）)?$/;
/** Words that stand for authorities without naming one. */
const GENERIC = /^(?:国务院|省|市|县|区|自治区|中央)?(?:各?有关|相关|其他|其它|各|所有|全体)/;
const BARE = /^(?:单位|部门|地区|地方|机构|企业|组织|各地|政府|委员会)$/;
/** A level of government named alone: 各市、县（区）人民政府 is one party. */
const LEVEL =
  /^(?:全国|全省|全区|全市)?各?(?:省|自治区|直辖市|设区的?市|地级市|州|盟|市|县|区|旗|县级市|乡镇?|镇|街道|开发区)(?:（[^（）]*）)?$/;
const GOVERNMENT = /(?:政府|管委会|党委|委员会|办事处|部门|单位|县级市)$/;
const JOINERS = /(?:以及|和|及|与|暨)/g;

/** One name in a list. */
export interface NamePiece extends Range {
  /** Followed by 等: others are meant. */
  readonly open: boolean;
}

/** Cuts a list of authorities into names; collective parties stay whole. */
export function partyPieces(norm: string, range: Range): readonly NamePiece[] {
  const raw: Range[] = [];
  let depth = 0;
  let start = range.start;
  for (let at = range.start; at <= range.end; at++) {
    const char = at === range.end ? '、' : norm[at]!;
    if (char === '（') depth++;
    else if (char === '）') depth--;
    else if (at === range.end || (depth <= 0 && /[、，；]/.test(char))) {
      if (at > start) raw.push({ start, end: at });
      start = at + 1;
    }
  }
  return joinLevels(norm, raw).flatMap(piece => splitJoined(norm, piece));
}

/** 各市 + 县（区）人民政府: a level without its 政府 is not yet a party. */
function joinLevels(norm: string, raw: readonly Range[]): readonly Range[] {
  const joined: Range[] = [];
  let held: Range | undefined;
  for (const [index, piece] of raw.entries()) {
    const text = norm.slice(piece.start, piece.end);
    const whole = held === undefined ? piece : { start: held.start, end: piece.end };
    const next = raw[index + 1];
    // 甲局及各市、县（区）人民政府: the level may stand behind a joiner.
    const tail = /(?:^|和|及|与)((?:各|全)[^和及与]*)$/.exec(text)?.[1] ?? '';
    const level = LEVEL.test(held === undefined ? tail : text);
    if (level && next !== undefined && continuesLevels(norm, raw, index + 1)) held = whole;
    else {
      joined.push(whole);
      held = undefined;
    }
  }
  return joined;
}

/** Levels follow up to one that closes the party: 自治区、直辖市人民政府. */
function continuesLevels(norm: string, raw: readonly Range[], index: number): boolean {
  for (let at = index; at < raw.length; at++) {
    const text = norm.slice(raw[at]!.start, raw[at]!.end);
    if (/^县级市$/.test(text)) return true;
    if (LEVEL.test(text) && !text.startsWith('各')) {
      if (at === raw.length - 1) return true;
      continue;
    }
    return /^(?:省|自治区|直辖市|市|县|区|州|盟|旗|乡|镇|街道)/.test(text) && GOVERNMENT.test(text);
  }
  return false;
}

/** Cuts at 等 and at 和 where both sides are authorities: 文化和旅游部 is one. */
function splitJoined(norm: string, piece: Range): readonly NamePiece[] {
  const text = norm.slice(piece.start, piece.end);
  const open = openAt(text);
  if (open >= 0) {
    const head = splitJoined(norm, { start: piece.start, end: piece.start + open });
    const behind = /^等(?:和|及|以及|，)?/.exec(text.slice(open))![0].length;
    const rest = { start: piece.start + open + behind, end: piece.end };
    // 等单位 names nobody; 等有关部门和单位 is a party of its own.
    const named = rest.end > rest.start && !BARE.test(norm.slice(rest.start, rest.end));
    const marked = head.map((each, index) => (index === head.length - 1 ? { ...each, open: !named } : each));
    return named ? [...marked, ...splitJoined(norm, rest)] : marked;
  }
  // The last joiner first: 相关部门和单位及各地区 is 相关部门和单位 and 各地区.
  for (const joiner of [...text.matchAll(JOINERS)].reverse()) {
    const left = text.slice(0, joiner.index);
    const right = text.slice(joiner.index + joiner[0].length);
    if (left === '' || right === '' || BARE.test(right)) continue;
    const generic = /^(?:各|有关|相关|其他|其它)/.test(right);
    if (!AGENCY.test(left) && !(generic && /[区地方]$/.test(left))) continue;
    if (!generic && !AGENCY.test(right)) continue;
    return [
      ...splitJoined(norm, { start: piece.start, end: piece.start + joiner.index }),
      ...splitJoined(norm, { start: piece.end - right.length, end: piece.end }),
    ];
  }
  return [{ ...piece, open: false }];
}

function openAt(text: string): number {
  for (let at = text.indexOf('等'); at > 0; at = text.indexOf('等', at + 1))
    if (AGENCY.test(text.slice(0, at)) && !/^等(?:级|效|额)/.test(text.slice(at))) return at;
  return -1;
}

const PREFIX =
  /^(自治区|兵团|省(?!级|际|会|直)|市(?!场|容|政(?!府)|域|级|民|直)|县(?!级|域)|州|盟|旗|区(?!域|级|块))/;
const PROVINCES =
  /^(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾)/;
/** Names that are whole by themselves: other places, national bodies, collectives. */
const OWN =
  /^(?:国家|国务院|中央|全国|全省|全区|全市|中国|中华|央行|人民银行|人行|海关|国网|各|有关|相关|其他|其它|本|[一二三四五六七八九十\d]+(?:个|市|县|区|地)|[一-龥]{2,4}(?:市(?!场|容|政)|县|开发区|自治州|州|盟|旗)(?=.))/;

/** The level of government before the name, if the name says it (自治区, 省, 市 …). */
export function prefixOf(name: string): string | undefined {
  return PREFIX.exec(name)?.[1];
}

/** A name to which a list's prefix does not belong. */
export function standsAlone(name: string): boolean {
  return prefixOf(name) !== undefined || PROVINCES.test(name) || OWN.test(name) || GENERIC.test(name);
}

/** Whether a text is the name of an authority, or stands for some. */
export function isAgency(text: string): boolean {
  return AGENCY.test(text) || GENERIC.test(text);
}
