import type { Clause } from './clauses.ts';
import type { Range } from './flow.ts';

const ADVERB =
  '(?:积极|大力|深入|加快|全面|充分|认真|切实|严格|及时|广泛|努力|进一步|逐步|持续|主动|不断|着力|重点|统筹|稳步|有序|探索|强化|抓紧|研究|率先|依法|坚决|继续|定期|组织|联合)*';
/** Actions that leave something behind that can be shown. */
const MAKES =
  '(?:制定|制订|修订|制修订|编制|出台|印发|发布|公布|建立|建设|建成|筹建|组建|搭建|构建|打造|设立|成立|创建|开设|开通|建好|举办|承办|开展|组织|实施|启动|推行|推广|试点|开发|整合|改革|清理|废除|评选|认定|认证|遴选|命名|表彰|培育|引进|培养|实行|实现|落实|推进|推动|完善|健全|规范|参与|执行|发行|新建|改建|扩建|改造|共建|形成|纳入|加大|加强|提高|提升|支持|鼓励|引导|发挥|利用|依托|曝光|严格|注册|登记|创新|推介|扩大|拓展)';
/** What such an action makes, holds or changes: at the end of the phrase. */
const THINGS =
  '(?:法律法规|法规|规章|办法|政策|政策体系|制度|机制|体制|体系|标准|规程|规范|规划|方案|计划|意见|目录|清单|指南|名录|平台|系统|网站|数据库|档案|中心|基地|园区|示范区|实验室|研究院|研究中心|机构|联盟|协会|队伍|学院|学校|商城|专区|展馆|展厅|特产馆|工程|项目|行动|活动|专项|试点|示范|改革|认证|评定|评选|培训|奖|品牌日|监管|公示|惩戒|禁入|报告|信息|产品|商标|贷款支持|贷款|扶持|业务|课程|企业标准|示范应用|建设|管理方式|方式|配套|常态化)';
const PHRASE = new RegExp(`^${ADVERB}${MAKES}.*${THINGS}(?:力度)?(?:（[^（）]*）)?$`);
const PLACED = new RegExp(`^(?:在|将|把|对|面向|依托|与).{2,40}?${MAKES}.*${THINGS}$`);

/** Phrases of a task that name something to be shown at its end: a rule, a platform, a campaign. */
export function deliverablesOf(norm: string, clauses: readonly Clause[]): readonly Range[] {
  const found: Range[] = [];
  for (const clause of clauses) {
    const text = norm.slice(clause.start, clause.end);
    if (text.length < 5 || text.length > 90) continue;
    const plain = text.replace(/[“”《》]/g, '');
    if (PHRASE.test(plain) || PLACED.test(plain)) found.push({ start: clause.start, end: clause.end });
  }
  return found;
}
