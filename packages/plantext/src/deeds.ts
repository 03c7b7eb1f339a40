const any = (words: string) => `(?:${words.trim().split(/\s+/).join('|')})`;

const ADVERB = `${any(`积极 大力 深入 加快 尽快 抓紧 全面 充分 认真 切实 严格 严厉 及时 广泛 努力 进一步 逐步 持续 主动 不断
  着力 重点 统筹 稳步 有序 探索 强化 研究 率先 依法 坚决 继续 定期 联合`)}*`;

/** 文件: what is written, decided or kept as a record. */
const WRITINGS =
  any(`法律法规 法规 规章 办法 政策 政策体系 标准 规程 规范 规划 方案 计划 意见 目录 清单 指南 名录 数据库 档案
  细则 条例 预案 图谱`);
/** 设施: what stands somewhere, or runs. */
const WORKS =
  any(`平台 系统 网站 信息网 数据库 中心 基地 园区 示范园 实验室 研究院 研究中心 学院 学校 商城 专区 展馆 展厅 特产馆
  馆 示范区 试验区 （省）区 中转港 目的地 示范点 服务站 检测站 工作站 冷库 市场网络 工程`);
/** 制度: what is set up by rules. A 营销体系 or 产业体系 is a state of the economy, not an institution. */
const INSTITUTIONS = `(?:制度|机制|体制|${any('管理 政策 标准 信用 追溯 监管 认证 评价 检测 监测 法规 保障 预警')}体系)`;
const ACTIVITIES = any(
  `工程 项目 行动 活动 专项 专项整治 试点 示范 计划 培训 评选 认定 惩戒 禁入 演练 普查 大赛 推介 宣传周`,
);
/** What others are helped to: something that then is there. What they become or earn by it is not. */
const GRANTED = any(
  `标准 技术中心 中心 实验室 基地 平台 系统 商标 专利 课程 专业 贷款支持 贷款 扶持 补贴 特产馆 专区 馆 业务`,
);
/** 名目: what has its own name in quotation marks. */
const NAMED = '“[^“”]{2,}”(?:品牌日|工程|行动|活动|改革|试点)?';

const MAKE =
  any(`制定 制订 修订 制修订 编制 起草 出台 印发 建立 建设 建成 筹建 组建 搭建 构建 打造 设立 成立 创建 创办 开设 开通
  新建 改建 扩建 改造 共建 开发建设 建好 办好 建立健全`);
const SPEED = '推动|推进|加快|探索|结合实际';
const RUN = any('开展 组织 组织开展 实施 组织实施 启动 举办 承办 举行 参与 参加');
const HELP = any('支持 鼓励 引导 扶持 帮助 推动 促进');
const COUNTED = '(?:\\d+|[一二三四五六七八九十百千万两]+)(?:大|个|家|项|类|种|条|批次|款)';

const REPEAL = any('清理 废除 取消 废止 修改');
const REMEDY = any('消除 解决 避免 防止');
const PRACTISE = any('推进 推动 推行 推广 实行 实现 严格');
const PRACTICES = any(
  '改革 惩戒 试点 认证 评定 定制 生产 销售 应用 方法 监管 公示 公开 常态化 禁入 承诺制 备案制',
);

const whole = (pattern: string) => new RegExp(`^${ADVERB}${pattern}$`);

const DEEDS: readonly RegExp[] = [
  // 支持企业建设技术中心, 鼓励银行提供贷款支持, 支持…“走出去”: not 支持企业开展培训, which is what others do anyway.
  whole(`${HELP}.*?(?:${MAKE}|注册|申请|提供|发行|开办).*${GRANTED}(?:、.*)?`),
  whole(`${HELP}.*(?:开展.*业务|投资.*服务|(?:举办|承办).*活动)`),
  whole(`${HELP}(?!.*${REMEDY}).*${NAMED}`),
  whole(`(?:${HELP})?(?:发展|培育|扶持|引进)一批.*(?:企业|机构|合作社|家庭农场|园区)`),
  // 制定办法, 落实条例, 清理、废除规定: what is written.
  whole(`(?:${SPEED})?(?:${MAKE}|完善|健全|修改).*(?:${WRITINGS}|制度)`),
  whole('(?:落实|执行)(?!(?:有关|相关|各项|上述)).*(?:办法|制度|条例|规定|政策|法)'),
  whole(`${REPEAL}(?:、${REPEAL})*.*(?:规定|做法|文件|事项|限制)`),
  // 建成研究院, 加快检测中心建设, 开发三大新产品: what stands.
  whole(`(?:${SPEED})?${MAKE}.*(?:${WORKS}|品牌|队伍|协会|联盟)`),
  whole(`(?:推进|加强|加快|推动|启动)?.*${WORKS}(?:、[^、]+)?建设`),
  whole(`设立.*${NAMED}`),
  whole(`开发.*${COUNTED}.*产品`),
  whole('利用(?!.*(?:等|各类)).*(?:系统|平台)'),
  // 建立备案制度: what is set up by rules.
  whole(`(?:建立|建立健全|实行|推行|构建).*${INSTITUTIONS}`),
  // 开展专项整治, 组织百家企业对标: what took place.
  whole(`${RUN}.*(?:${ACTIVITIES}|认证)`),
  whole('组织.+(?:进行|开展|参加|参与).{4,}'),
  whole('加大.*(?:推广|培训|试点)(?:力度)?'),
  whole('(?:发布|公布|曝光|通报|公示|公开).{3,}'),
  // 推进商标认证, 实现全程监管: what is done otherwise than before.
  whole('(?:改革|创新).*(?:方式|制度|机制|体制|模式)'),
  whole(`${PRACTISE}.*${PRACTICES}`),
  whole(`${PRACTISE}(?!.*${REMEDY}).*${NAMED}`),
  whole('推广.*(?:规程|平台|系统)'),
  whole('规范.*(?:采集|归集|登记|备案|标识)'),
  whole('(?:提高|提升|增强|加强).*(?:监控|追溯|监测|预警)能力'),
  whole('加强对.*行政指导'),
  whole('纳入.*(?:系统|平台|目录|名录|清单|行动|计划|考核|范围)'),
  // An award is what the authority itself gives; 发挥协会作用 is what others do.
  whole('发挥.*奖.{0,3}作用'),
];
/** 在…举办…, 将…纳入…: where, with what or for whom stands first. */
const PLACED = /^(?:在|将|把|对|向|面向|依托|结合)./;
const STARTS = new RegExp(
  any('纳入 提供 推广 实行 实施 设立 举办 开展 建立 建设 发布 公布 组织 制定 创建 打造 开设'),
  'g',
);
const GIVEN = /(?:政策扶持|资金扶持|贷款支持|财政补贴)$/;
/** So many that nobody could say when it is done. */
const INDEFINITE = new RegExp(`^${ADVERB}(?:${MAKE}|造就)一批`);
/** 完善…体系, 加强…能力建设: better, but nothing that wasn't there. */
const BETTERMENT =
  /(?:体系|能力|机制|环境|氛围|文化|作风|组织)建设$|^(?:.{0,4})(?:完善|(?<!建立)健全|优化).*(?<!政策)体系$/;

/** Whether a phrase (between commas) tells of something that can be shown when it is done. */
export function isDeed(text: string): boolean {
  if (INDEFINITE.test(text) || BETTERMENT.test(text)) return false;
  // What a title (《》) holds is a name, whatever words it is made of.
  const plain = text.replace(/[《》]/g, '').replace(/(.)（[^（）]*）$/, '$1');
  return isAct(plain) || (PLACED.test(plain) && actsBehind(plain));
}

function actsBehind(text: string): boolean {
  for (const { 0: verb, index } of text.matchAll(STARTS)) {
    if (index < 2) continue;
    if (verb === '提供') return GIVEN.test(text);
    if (isAct(text.slice(index))) return true;
  }
  return false;
}

function isAct(text: string): boolean {
  return DEEDS.some(pattern => pattern.test(text));
}
