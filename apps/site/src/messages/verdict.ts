/** Verdicts and their reasons: plain words, what to do first. */
export const verdictMessages = {
  'verdict.trusted': { 'zh-CN': '可信', en: 'Trusted' },
  'verdict.attention': { 'zh-CN': '请注意', en: 'Take care' },
  'verdict.stop': { 'zh-CN': '停止食用', en: 'Do not eat' },
  'verdict.unknown': { 'zh-CN': '查不到', en: 'Not found' },
  'reason.originTraced': {
    'zh-CN': '从产地到包装的记录连得上，每一步都写明是谁说的。',
    en: 'The records connect from origin to pack, and each step names who stated it.',
  },
  'reason.testedByLaboratory': {
    'zh-CN': '检测机构测过，合格。',
    en: 'A laboratory tested it: it conforms.',
  },
  'reason.noRecall': { 'zh-CN': '没有召回。', en: 'No recall.' },
  'reason.recallPublished': {
    'zh-CN': '这一批正在召回：{reason}',
    en: 'This lot is being recalled: {reason}',
  },
  'reason.carriesRecalled': {
    'zh-CN': '这个箱子或托盘装过正在召回的货：{reason}',
    en: 'This case or pallet carried goods that are being recalled: {reason}',
  },
  'reason.recall': { 'zh-CN': '看召回公告', en: 'See the announcement' },
  'reason.recalledByAuthority': {
    'zh-CN': '这一批已被主管部门召回。',
    en: 'This lot has been recalled by the authority.',
  },
  'reason.recalledByMaker': {
    'zh-CN': '这一批已被生产者召回。',
    en: 'This lot has been recalled by its maker.',
  },
  'reason.recalledByOwner': {
    'zh-CN': '这一批已被品牌所有者召回。',
    en: 'This lot has been recalled by the brand owner.',
  },
  'reason.foundNonConformant': {
    'zh-CN': '这一批检测不合格。',
    en: 'This lot was tested and does not conform.',
  },
  'reason.destroyed': {
    'zh-CN': '记录显示这一批已经销毁，不应再出现在市场上。',
    en: 'The records say this lot was destroyed; it should not be on sale.',
  },
  'reason.ingredientRecalled': {
    'zh-CN': '它用到的一批原料已被召回。先不要吃，等生产者或主管部门的说明。',
    en: 'One of its ingredients has been recalled. Do not eat it until the maker or the authority has spoken.',
  },
  'reason.pastExpiry': { 'zh-CN': '已过保质期。', en: 'It is past its expiry date.' },
  'reason.alreadyUsedUp': {
    'zh-CN': '记录显示这一件已经用掉或宰杀。手里还有带这个码的东西，码可能是复制的。',
    en: 'The records say this item was used up or slaughtered. If you hold something with this code, the code may be a copy.',
  },
  'reason.implausibleScans': {
    'zh-CN': '这个码的扫描情况不合常理，可能被复制。',
    en: 'This code is scanned in a way one pack cannot be; it may have been copied.',
  },
  'reason.originNotTraced': {
    'zh-CN': '查得到这个码，但产地那一头没有记录。',
    en: 'The code is known, but there is no record of where it comes from.',
  },
  'reason.makerUnknown': {
    'zh-CN': '没有写明是谁生产的。',
    en: 'Nobody has stated who made it.',
  },
  'reason.productOnly': {
    'zh-CN': '这是产品的码，不是某一批的码。要看这一包的来历，请输入包装上的批号。',
    en: 'This code names the product, not a lot. Enter the lot number on the pack to see where yours comes from.',
  },
  'reason.lotNotFound': {
    'zh-CN': '产品登记过，但没有这个批号或序号的任何记录。',
    en: 'The product is registered, but nothing is recorded for this lot or serial number.',
  },
  'reason.codeNotFound': {
    'zh-CN': '没有人登记过这个码，也没有关于它的记录。',
    en: 'Nobody has registered this code, and nothing is recorded about it.',
  },
  'stop.do': {
    'zh-CN': '不要吃，也不要转送。留好包装和购物凭证，联系购买的商店退货。',
    en: 'Do not eat it or pass it on. Keep the pack and the receipt, and return it to the shop.',
  },
  'stop.call': { 'zh-CN': '不清楚就打 12315', en: 'If in doubt, call 12315' },
  'stop.contact': { 'zh-CN': '问{name}', en: 'Ask {name}' },
  'stop.callBy': { 'zh-CN': '咨询电话', en: 'Telephone' },
  'reason.saidBy': { 'zh-CN': '{name}，{date}', en: '{name}, {date}' },
  'reason.record': { 'zh-CN': '看记录', en: 'See the record' },
  'statedBy.self': { 'zh-CN': '自我声明', en: 'self-declared' },
  'statedBy.laboratory': { 'zh-CN': '检测机构出具', en: 'issued by a laboratory' },
  'statedBy.authority': { 'zh-CN': '主管部门核定', en: 'confirmed by an authority' },
} as const;
