/** Words that say where the name is registered or what form the party has: two names that differ in them only are alike. */
const REGIONS: readonly (readonly [long: string, short: string])[] = [
  ['宁夏回族自治区', '宁夏'],
  ['内蒙古自治区', '内蒙古'],
  ['新疆维吾尔自治区', '新疆'],
  ['广西壮族自治区', '广西'],
  ['西藏自治区', '西藏'],
];
const LEGAL_FORMS: readonly (readonly [long: string, short: string])[] = [
  ['有限责任公司', '有限公司'],
  ['股份有限公司', '股份公司'],
  ['农民专业合作社联合社', '联合社'],
  ['农民专业合作社', '合作社'],
  ['专业合作社', '合作社'],
];
const ENDINGS = [
  '集团有限公司',
  '股份公司',
  '有限公司',
  '集团公司',
  '公司',
  '联合社',
  '合作社',
  '家庭农场',
  '农场',
];

/**
 * A name in one spelling: full-width letters, digits and brackets as half-width (全角/半角), lower case, no blanks
 * or separators, provinces and legal forms by their short words (有限责任公司 → 有限公司). What people search in.
 */
export function normalName(name: string): string {
  let text = name.normalize('NFKC').toLowerCase();
  text = text.replace(/[\s·•・．.,，、;；:：\-‐-―_/\\'"“”‘’()[\]【】〔〕<>《》「」!！?？*]+/gu, '');
  for (const [long, short] of [...REGIONS, ...LEGAL_FORMS]) text = text.replaceAll(long, short);
  return text;
}

/**
 * What identifies a name among others: the normal name without region and legal form at its ends
 * (宁夏红枸杞产业有限责任公司 and 宁夏红枸杞产业有限公司 give the same). Never empty for a name that is not.
 */
export function nameKey(name: string): string {
  const text = normalName(name);
  const ending = ENDINGS.find(each => text.endsWith(each) && text.length > each.length + 1);
  const headless = REGIONS.map(([, short]) => short).find(
    short => text.startsWith(short) && text.length > short.length + (ending?.length ?? 0) + 1,
  );
  return text.slice(headless?.length ?? 0, ending === undefined ? text.length : -ending.length);
}

/**
 * How alike two names are, 0 to 1: Dice's coefficient over the pairs of neighbours of their keys (Dice 1945).
 * 1 means that they differ in spelling, region or legal form only. Symmetric.
 */
export function nameLikeness(one: string, other: string): number {
  const [a, b] = [nameKey(one), nameKey(other)];
  if (a === b) return a === '' ? 0 : 1;
  const left = pairs(a);
  const right = pairs(b);
  if (left.length + right.length === 0) return 0;
  const rest = [...right];
  let shared = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared++;
  }
  return (2 * shared) / (left.length + right.length);
}

function pairs(text: string): readonly string[] {
  const signs = [...text];
  return signs.slice(1).map((sign, index) => `${signs[index]}${sign}`);
}
