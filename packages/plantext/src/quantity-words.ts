/** What a number is held against. `≈`: about. */
export type Comparator = '>=' | '>' | '<=' | '<' | '=' | '≈';

/** Units of measure and measure words, longest first where one begins another. */
export const UNIT =
  /个?百分点|个?工作日|平方公里|平方千米|平方米|立方米|吨标准煤|标准箱|千瓦时|人次|户次|场次|批次|件次|车次|亩次|个月|小时|分钟|公顷|公里|千米|公斤|千克|兆瓦|千瓦|美元|台套|床位|个|家|项|件|名|人|户|所|座|处|条|种|类|期|年|天|日|岁|倍|级|位|支|辆|台|套|头|只|匹|尾|株|门|本|部|篇|块|架|艘|列|组|间|张|份|幅|册|亩|吨|元|米|升|度|成|轮|届|场|次|批|周|月|%|‰/y;

/** Kinds of people that are counted without a measure word: 百万农民. */
export const PEOPLE =
  /(?:大中专|高校)?(?:青年|毕业生|大学生|学生|农民工|农民|职工|劳动者|人才|党员|干部|群众|妇女|居民|教师|工匠)/y;

/** Units of time: a length of time is a target only where it is to be kept or shortened. */
export const TIME_UNIT = /^(?:年|个月|月|周|天|日|个?工作日|小时|分钟|岁|届|期)$/;

/** Comparators that stand right before the number, longest first. */
const BEFORE: readonly (readonly [words: string, comparator: Comparator])[] = [
  [
    '不超过|不高于|不多于|不大于|至多|最多|控制在|控制到|限制在|压缩至|压缩到|压减至|压减到|缩短至|缩短到|降低到|降低至|下降到|下降至|减少到|减少至|缩减至|缩减到|降至|降到|减至',
    '<=',
  ],
  [
    '不少于|不低于|不小于|不短于|至少|最少|提高到|提高至|提升到|提升至|增加到|增加至|增长到|扩大到|扩大至|上升到|发展到|增至|升至|达到|达',
    '>=',
  ],
  ['低于|少于|小于|不足|不到', '<'],
  ['超过|突破|高于|多于|大于|超出|超|逾', '>'],
  ['稳定在|保持在|维持在|稳定保持在|等于|为|是', '='],
  ['大约|约|接近', '≈'],
];
const BEFORE_ENDS = BEFORE.map(([words, comparator]) => [new RegExp(`(?:${words})$`), comparator] as const);

/** The comparator word at the end of a text, if one stands there. */
export function comparatorAtEnd(
  text: string,
): { readonly words: string; readonly comparator: Comparator } | undefined {
  for (const [pattern, comparator] of BEFORE_ENDS) {
    const found = pattern.exec(text);
    if (found !== null) return { words: found[0], comparator };
  }
  return undefined;
}

/** Words behind the unit. */
export const AFTER = /以上|以下|以内|之内|左右|上下/y;

/** What a word behind the unit makes of the comparator. */
export function comparatorBehind(word: string): Comparator {
  if (word === '以上') return '>=';
  return word === '左右' || word === '上下' ? '≈' : '<=';
}

/** Change by a number rather than to a number. */
export const CHANGE = /(增长|增加|提高|提升|上升|扩大|下降|降低|减少|压减|缩减|缩短|节约)$/;
export const DECREASE = /下降|降低|减少|压减|缩减|缩短|节约/;

const VERBS =
  '培育|建成|建设|打造|创建|新增|发展|扶持|形成|引进|认定|评选|组织|实施|完成|推出|设立|培养|培训|建立|新建|改建|扩建|改造|支持|争创|创成|遴选|选树|树立|布局|推广|推进|推动|建好|开展|举办|制修订|制定|制订|修订|发布|申报|获得|取得|淘汰|关闭|治理|整治|帮扶|帮助|带动|吸纳|投入|筹集|落实|启动|引育|孵化|开发|研发|编制|创办|设置|配备|壮大|做强|选派|招收|招募|发放|覆盖|评定|认证|登记|注册|培植|实现|增设|推介|推荐|命名|建';
const ADVERBS =
  '推动|加快|力争|努力|重点|新|逐步|初步|基本|全面|累计|集中|争取|支持|每年|年均|再|陆续|共|计划|要';
/** An action at the end of what stands before a number: 培育100个…, 初步建成300个…. */
export const VERB_AT_END = new RegExp(`(?:${ADVERBS})*(?:${VERBS})(?:了|出|好)?$`);
/** An action at the beginning, with what is acted on behind it: 新增就业10万人. */
export const VERB_AT_START = new RegExp(`^(?:(?:全|我|本)[国省市县区州])?(?:${ADVERBS})*(?:${VERBS})`);

/** Actions that are nothing else: in 建成示范园不少于50个 the subject is 示范园, but in 发展水平 it is all. */
export const ACTION_AT_START = new RegExp(
  `^(?:${ADVERBS})*(?:建成|新建|培育|打造|新增|完成|创建|形成|引进|评选|扶持|认定|推出|开展|举办|吸纳|带动)`,
);

/** What may stand before a subject without being of it. */
export const BEFORE_SUBJECT =
  /^(?:其中|力争|争取|确保|努力|预计|计划|同时|并且|并|且|使|让|实现|推动|要|将|而|到时|届时)+/;
/** What may stand between a subject and its comparator. */
export const BEHIND_SUBJECT =
  /(?:原则上|一般|总体上|总体|平均|累计|基本|合计|分别|力争|努力|总共|均|都|共|将|要|应|也)+$/;

/** Words of policy rather than of aims: what follows is a rate, a limit or a condition for somebody. */
export const POLICY =
  /可|给予|补贴|补助|奖励|资助|返还|抵免|减免|最高|按照?|标准|每人|每户|每家|收费|罚|处以|利率|期限|年龄|不得|方可|符合|条件|具有.{0,4}$/;
