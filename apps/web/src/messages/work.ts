import type { Pair } from './fields.ts';

/** Sentences of lists, batches and the screens of experts, brands and keys: Chinese, which is the source, then English. */
export const WORK = {
  'batch.chosen': ['已选 {n} 条', '{n} chosen'],
  'batch.clear': ['取消选择', 'Clear'],
  'batch.fits': ['{what}（{n}）', '{what} ({n})'],
  'batch.running': ['正在办理 {done} / {n}', 'Doing {done} of {n}'],
  'batch.stop': ['停止', 'Stop'],
  'batch.stopped': ['已停止：{n} 条没有办理', 'Stopped: {n} not done'],
  'batch.done': ['办成 {ok} 条，未办成 {failed} 条', '{ok} done, {failed} not done'],
  'batch.ok': ['已办成', 'done'],
  'batch.waits': ['等待第二人确认', 'waits for a second person'],
  'batch.report': ['下载结果报告', 'Download the report'],
  'batch.close': ['关闭', 'Close'],
  'batch.applications': [
    '对所选 {n} 份申请逐一办理，每一份的理由都记入办理经过；不符合条件的会列在结果报告里，其余照办。',
    'Each of the {n} applications takes this step, the opinion goes into the history of each; what cannot be done is listed in the report, the rest is done.',
  ],
  'batch.statements': [
    '对所选 {n} 份声明逐一办理，扫码页、查询和公开名录随即更新；不能办的列在结果报告里。',
    'Each of the {n} statements changes; scan pages, search and public registers follow at once. What cannot be done is in the report.',
  ],
  'batch.experts': [
    '所选 {n} 份申请都分派给这些专家；与申请人有任职关系的专家会被拒绝。',
    'These experts score each of the {n} applications; who holds an office at the applicant is refused.',
  ],
  'statement.certificate': ['证书 PDF', 'Certificate (PDF)'],
  'nav.proposals': ['待第二人确认', 'For a second person'],
  'nav.experts': ['评审专家', 'Experts'],
  'nav.ownRecalls': ['召回本企业产品', 'Recall own goods'],
  'ownRecall.sub': [
    '发现本企业产品不安全，立即停止经营、召回并通知（食品安全法 第六十三条）；发布后扫码页随即显示停止食用。',
    'Goods of one’s own that are not safe are taken back at once (Food Safety Law, article 63); once published, scan pages say stop.',
  ],
  'ownRecall.withdrawalWill': [
    '草案撤回，什么也不改变；记录保留。',
    'The draft is withdrawn; nothing changes, the record stays.',
  ],
  'nav.keys': ['接口密钥', 'Keys of programs'],
  'nav.subscriptions': ['事件订阅', 'Subscriptions'],
  'nav.eventSheet': ['用表格上报', 'Report by sheet'],
  'proposal.sub': [
    '须两人办理的声明与变更：一人提出，另一人确认后才生效；逾期自动作废。',
    'What needs two persons: one proposes, another confirms, and it is done then; a proposal that waits too long ends by itself.',
  ],
  'proposal.confirm': ['确认办理', 'Confirm'],
  'proposal.decline': ['退回', 'Decline'],
  'proposal.confirmWill': [
    '“{what}”随即生效，记为两人办理；公开页面随之更新。',
    '“{what}” is done at once, in the name of two persons; public pages follow.',
  ],
  'proposal.declineWill': [
    '什么也不办；提出人会看到理由。',
    'Nothing is done; who proposed it sees the reason.',
  ],
  'proposal.own': ['这是你提出的，须由另一人确认。', 'You proposed this: another person confirms it.'],
  'proposal.none': ['没有等待确认的事项', 'Nothing waits for a second person'],
  'proposal.batch': [
    '所选 {n} 项随即生效，记为两人办理；不能办的会列在结果报告里。',
    'The {n} chosen are done at once in the name of two persons; what cannot be done is in the report.',
  ],
  'expert.assign': ['分派专家', 'Assign experts'],
  'expert.assignWill': [
    '这些专家的待办中会出现本申请；评分前须先声明有无利益关系，在申请人处任职的会被拒绝。',
    'It appears in the work list of these experts; each declares an interest before scoring, and who holds an office at the applicant is refused.',
  ],
  'expert.inHand': ['在手 {n} 件', '{n} in hand'],
  'expert.sub': [
    '可以分派的专家，以及各自在手的件数。',
    'Who can be assigned, and how much each has in hand.',
  ],
  'round.open': ['查看轮次 {round}', 'Round {round}'],
  'round.places': ['名额 {n} 个，按得分从高到低', '{n} places, by points'],
  'round.noLimit': ['没有名额限制', 'no limit of places'],
  'round.none': ['本轮次还没有申请', 'No applications in this round yet'],
  'round.chosen': ['入选 {n}，参加排序 {of}', '{n} chosen of {of}'],
  'round.close': ['确定排序', 'Close the ranking'],
  'round.closeWill': [
    '入选的 {n} 份进入下一步骤，其余 {rest} 份转为拟不予通过；名次记入记录，不能更改。',
    '{n} go on to the next step, {rest} are proposed for rejection; ranks are kept and final.',
  ],
  'round.tieReason': ['同分或越位取舍的理由', 'Why this one among equals, or before others'],
  'reach.statement': [
    '涉及 {products} 个产品：{lots} 个批次、{items} 件单品的扫码页，{labels} 枚已申领的标签。',
    'Products: {products} · scan pages of lots: {lots} · of single items: {items} · labels given out: {labels}.',
  ],
  'reach.nothing': ['没有涉及的记录', 'No records are concerned'],
  'reach.mandate': [
    '终止后：已作出的声明继续有效；下列事项受影响',
    'After its end: statements made stay; these are concerned',
  ],
  'brand.page': ['品牌的公开页面', 'Its public page'],
  'brand.users': ['许可使用人', 'Licensed users'],
  'quota.allotments': ['已申领的标签', 'Labels given out'],
  'quota.numbers': ['号段', 'Numbers'],
  'place.new': ['登记场所', 'Register a place'],
  'product.new': ['登记产品', 'Register a product'],
  'key.sub': [
    '本企业的程序凭密钥上报和查询。密钥只显示一次；不用的请作废。',
    'Programs of this enterprise report and query by their keys. A key is shown once; revoke what is not used.',
  ],
  'key.issue': ['发放密钥', 'Issue a key'],
  'key.once': ['密钥只显示这一次，请立即存入程序', 'The key is shown this once: put it into the program now'],
  'key.revoke': ['作废', 'Revoke'],
  'key.revokeWill': [
    '用“{label}”的程序立即不能再上报和查询；不能恢复。',
    'Programs that use “{label}” are refused at once; it cannot be undone.',
  ],
  'eventSheet.sub': [
    '没有软件也能上报：下载模板，一行一个环节，上传后先看预览。有错的行逐行列出，其余照常上报；同一张表再传一次不会重复。',
    'Without software: take the template, one row a step, and look before anything is reported. Bad rows are listed, the others are reported; the same sheet again reports nothing twice.',
  ],
  'eventSheet.csv': ['CSV 模板', 'CSV template'],
  'eventSheet.found': ['{rows} 行，可以上报 {n} 个事件', 'Events that can be reported: {n} (rows: {rows})'],
  'eventSheet.report': ['上报 {n} 个事件', 'Report the events: {n}'],
  'eventSheet.done': ['已上报 {n} 个事件', '{n} events were reported'],
  'eventSheet.line': ['行', 'Line'],
  'eventSheet.column': ['列', 'Column'],
  'eventSheet.problem': ['怎么改', 'What to mend'],
  'subscription.sub': [
    '程序订阅的事件推送：送到哪里，是否送到。订阅由程序建立，见接口指南。',
    'Where programs are told of events, and whether it arrives. Programs make subscriptions: see the API guide.',
  ],
  'subscription.active': ['推送中', 'active'],
  'subscription.paused': ['已暂停', 'paused'],
  'subscription.halted': ['已中止', 'halted'],
  'subscription.doing': ['操作', 'Actions'],
  'subscription.pause': ['暂停', 'Pause'],
  'subscription.pauseWill': [
    '“{name}”暂不推送，恢复后从此处补送。',
    '“{name}” is told nothing for now; resumed, it goes on from here.',
  ],
  'subscription.resume': ['恢复', 'Resume'],
  'subscription.resumeWill': [
    '“{name}”恢复推送，其间的事件会补送。',
    '“{name}” is told again, with all that came in between.',
  ],
  'subscription.replay': ['重发', 'Replay'],
  'subscription.replayWill': [
    '从所选时刻起记录的事件，会再次全部推送给“{name}”。',
    'All events recorded since the moment below are told to “{name}” again.',
  ],
  'subscription.from': ['从何时起', 'From'],
  'subscription.resend': ['重送', 'Resend'],
  'subscription.resendWill': [
    '放弃送达的 {n} 个请求会再次送出。',
    '{n} requests that were given up are sent again.',
  ],
  'subscription.drop': ['丢弃', 'Drop'],
  'subscription.dropWill': [
    '放弃送达的 {n} 个请求不再送出；不能恢复，但可以重发。',
    '{n} requests that were given up are never sent; it cannot be undone, but replayed.',
  ],
} as const satisfies Readonly<Record<string, Pair>>;

/** The name of such a sentence. */
export type WorkKey = keyof typeof WORK;
