import type { Clause } from './clauses.ts';
import type { Range } from './flow.ts';

const DEGREE =
  '(?:进一步|显著|明显|更加|更为|不断|持续|大幅度?|基本|全面|有效|稳步|逐步|总体|日益|日趋|趋于|加快|切实|极大|普遍|得到|初步|较大|较快|根本|充分|稳定|取得|实现|达到|进入|迈入|位居|成为|形成)';
const CHANGE =
  '(?:夯实|增加|提升|增强|提高|改善|完善|加强|优化|健全|壮大|扩大|拓展|丰富|巩固|形成|建立|建成|解决|满足|齐全|合理|突破|普及|好转|凸显|显现|发展|倍增|翻番|翻[一两二]番|缩小|降低|减少|下降|改观|进展|成效|水平|阶段|实现|保障|遏制|规范|协调|达标|稳定|确立|领先|转变|覆盖|提质|升级|改进|增长|进步|效果|机械化|突显)';
/** Something changes for the better, and the clause ends with that: 茶农收入明显增加. */
const CHANGES = new RegExp(
  `^.{2,}?${DEGREE}+(?:较大|明显|显著|重大|积极|新的?|国际|国内|先进|高质量|重要|决定性|全程|全面|高质|高效|.{0,8}?)?${CHANGE}(?:阶段|时期|水平|进展|成效|需要|提升|提高)?$`,
);
const GAINS = new RegExp(`^(?:使|让)?.{2,}?(?:得到|实现|取得|获得).{0,10}${CHANGE}$`);
const STRIVES =
  /^(?:争取|力争|努力|确保)(?:使|让)?(?:打造|建成|形成|实现|培育|创建|建设|成为|在|把|走在).{4,}$/;
/** An action first, then its object: a means, not an aim. */
const MEANS =
  /^(?:以|为|通过|围绕|按照|根据|坚持|实施|鼓励|推动|推进|加强|加快|完善|提高|提升|增强|满足|树立|实现|开展|充分|深入|积极|大力|着力|建立|健全|构建|打造|形成|优化|把|将|从|在|对|由|经过|随着|不断|进一步|促进|支持|引导|发挥|落实|强化|培养|扩大|改善)/;
const MULTIPLE = /倍增|翻(?:一|两|二)?番|成倍/;

/** An aim without a number, as it stands. */
export interface Aim extends Range {
  /** A multiple of something that is not told. */
  readonly baseMissing: boolean;
  readonly unsure: boolean;
}

/** Reads a clause of the goals as an aim; undefined where it is none. */
export function aimOf(norm: string, clause: Clause, start: number): Aim | undefined {
  const lead = /^(?:其中|到时|届时|同时|并且|且)/.exec(norm.slice(start, clause.end))?.[0].length ?? 0;
  const range = { start: start + lead, end: clause.end };
  const text = norm.slice(range.start, range.end);
  if (text.length < 5) return undefined;
  const baseMissing = MULTIPLE.test(text) && !/比|较|基础上/.test(text);
  if (STRIVES.test(text)) return { ...range, baseMissing, unsure: false };
  if (MEANS.test(text)) return undefined;
  if (!CHANGES.test(text) && !GAINS.test(text)) return undefined;
  return { ...range, baseMissing, unsure: false };
}
