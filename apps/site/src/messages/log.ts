/** The page about the transparency log. */
export const logMessages = {
  'nav.log': { 'zh-CN': '透明日志', en: 'Transparency log' },
  'log.title': { 'zh-CN': '透明日志', en: 'Transparency log' },
  'log.lead': {
    'zh-CN':
      '每一份证书、处罚、召回的发布、更正、撤回，每一批追溯事件，都在这里留下一条封存的指纹。写进去就改不了、抽不掉，任何人不用问我们就能核对。',
    en: 'Each certificate, penalty and recall that is published, corrected or withdrawn, and each batch of traced events, leaves a sealed fingerprint here. What went in cannot be changed or taken out unseen, and anyone can check it without asking us.',
  },
  'log.none': {
    'zh-CN': '日志还没有开始：服务启动后几秒钟就会有第一个检查点。',
    en: 'The log has not begun yet: its first checkpoint comes within seconds of the start.',
  },
  'log.now': { 'zh-CN': '现在', en: 'Now' },
  'log.name': { 'zh-CN': '名称', en: 'Name' },
  'log.years': { 'zh-CN': '往年', en: 'Earlier years' },
  'log.yearsHow': {
    'zh-CN':
      '日志一年一本。年末封存：最后一条写明接下去的一本和它的公钥，新的一本第一条写明上一本封存时的样子；旧的私钥当场销毁，再也签不了名。往年的回执一直有效。',
    en: 'There is one log a year. At its end it is closed: its last leaf names the log that follows and its key, the first leaf of that one says how the old one ended; the old private key is destroyed at once and signs nothing any more. Receipts of earlier years stay good.',
  },
  'log.leaves': { 'zh-CN': '{size} 条', en: '{size} leaves' },
  'log.closedAt': { 'zh-CN': '{at} 封存', en: 'closed {at}' },
  'log.lastCheckpoint': { 'zh-CN': '最后的检查点', en: 'Last checkpoint' },
  'log.size': { 'zh-CN': '条目数', en: 'Leaves' },
  'log.root': { 'zh-CN': '根（SHA-256）', en: 'Root (SHA-256)' },
  'log.key': { 'zh-CN': '日志公钥', en: 'Key of the log' },
  'log.keyWhere': {
    'zh-CN': '请也从别处取得这把公钥（公告、见证人、去年的记录），只从本页取得的公钥证明不了本页。',
    en: 'Get this key from elsewhere too (a gazette, a witness, last year’s copy): a key that comes from this page alone proves nothing about this page.',
  },
  'log.witnesses': { 'zh-CN': '见证人', en: 'Witnesses' },
  'log.noWitness': {
    'zh-CN': '没有独立的见证人签名。',
    en: 'No independent witness has signed.',
  },
  'log.needed': {
    'zh-CN': '发布一个检查点需要 {needed} 位见证人签名。',
    en: 'Witnesses who must sign before a checkpoint is published: {needed}.',
  },
  'log.checkpoint': { 'zh-CN': '最新检查点', en: 'Latest checkpoint' },
  'log.keyFile': { 'zh-CN': '公钥文件', en: 'Key file' },
  'log.check': { 'zh-CN': '怎么核对', en: 'How to check' },
  'log.checkReceipt': {
    'zh-CN': '一份凭证：/credentials/编号/receipt 给出回执，不联网也能验。',
    en: 'One credential: /credentials/id/receipt gives its receipt, which can be verified offline.',
  },
  'log.checkWhole': {
    'zh-CN': '整个日志：从外面逐条重算，并与您上次保存的检查点比较。',
    en: 'The whole log: recompute every leaf from outside, and compare with the checkpoint that you kept.',
  },
  'log.checkEvent': {
    'zh-CN': '一个追溯事件：/log/events/事件哈希 给出它随哪一批进入日志。',
    en: 'A traced event: /log/events/hash proves with which batch it entered.',
  },
  'log.checkAbsent': {
    'zh-CN':
      '某一天没有被处罚：/log/snapshots/日期/主体编号 证明当天登记簿上的全部记录，或证明一条也没有；pinxin log register 网址 主体编号 日期 核对它。',
    en: 'Not penalised on a day: /log/snapshots/day/party proves all that the register said of it that day, or that there was nothing; pinxin log register url party day checks it.',
  },
  'log.not': { 'zh-CN': '它证明不了什么', en: 'What it cannot prove' },
  'log.notAll': {
    'zh-CN': '该记的是不是都记了：没有写进来的，日志看不见。',
    en: 'That everything was logged: what was never written in, no log can show.',
  },
  'log.notTrue': {
    'zh-CN': '记录说的是不是真的：它只证明谁在什么时候这样说过，没有改口。',
    en: 'That what a record says is true: only who said it, when, and that it was not changed.',
  },
  'log.notSame': {
    'zh-CN': '别人看到的是不是同一个日志：只有独立的见证人签了名才能排除给不同的人看不同的日志。',
    en: 'That everybody sees the same log: only the signatures of independent witnesses rule out that different people are shown different ones.',
  },
  'log.gone': { 'zh-CN': '公示期满以后', en: 'When publication ends' },
  'log.goneHow': {
    'zh-CN':
      '法律要求到期停止公示。条目里从来没有内容，只有加盐的指纹；到期时盐一并销毁，指纹再也对不上任何内容。留下的只是：某日发布，某日到期。',
    en: 'The law ends publication after its term. A leaf never held content, only a salted fingerprint; at the end of the term the salt is destroyed and the fingerprint fits nothing any more. What stays: published on one day, ended on another.',
  },
} as const;
