/** The frame of every page, the home page, errors. */
export const homeMessages = {
  'site.name': { 'zh-CN': '品信', en: 'Pinxin' },
  'site.claim': { 'zh-CN': '扫一扫，知来历', en: 'Scan it, know where it comes from' },
  'site.skip': { 'zh-CN': '跳到正文', en: 'Skip to content' },
  'site.other': { 'zh-CN': 'English', en: '中文' },
  'site.languages': { 'zh-CN': '语言', en: 'Language' },
  'site.home': { 'zh-CN': '首页', en: 'Home' },
  'site.desk': { 'zh-CN': '追溯台', en: 'Trace desk' },
  'site.demo': {
    'zh-CN': '演示数据：企业、产品和结果都是虚构的',
    en: 'Demonstration data: enterprises, products and results are fictional',
  },
  'site.foot': {
    'zh-CN': '每一条事实都写明是谁说的。本站不记录谁看了什么。',
    en: 'Every fact says who stated it. This site does not record who reads what.',
  },
  'site.complain': { 'zh-CN': '消费投诉 12315', en: 'Consumer complaints: 12315' },
  'home.lead': {
    'zh-CN': '输入包装上的码，看它从哪块地来，经过谁的手，测过没有，有没有被召回。',
    en: 'Enter the code on a pack: which field it comes from, whose hands it went through, whether it was tested or recalled.',
  },
  'home.field': { 'zh-CN': '包装上的码', en: 'The code on the pack' },
  'home.hint': {
    'zh-CN': '商品条码、带括号的整串号码、追溯码或网址都可以，例如 {sample}',
    en: 'A barcode number, the bracketed string, a serial code or a web address, for example {sample}',
  },
  'home.go': { 'zh-CN': '查一查', en: 'Look it up' },
  'home.recalls': { 'zh-CN': '正在召回', en: 'Recalls in force' },
  'home.noRecalls': { 'zh-CN': '现在没有召回。', en: 'There are no recalls now.' },
  'home.recallBy': { 'zh-CN': '{name} 于 {date} 发布', en: 'Published by {name} on {date}' },
  'home.figures': { 'zh-CN': '这里有多少记录', en: 'What is on record' },
  'home.figure.lots': { 'zh-CN': '个批次和单品', en: 'lots and items' },
  'home.figure.events': { 'zh-CN': '条追溯记录', en: 'trace records' },
  'home.figure.parties': { 'zh-CN': '家主体', en: 'parties' },
  'home.figure.products': { 'zh-CN': '个产品', en: 'products' },
  'home.recent': { 'zh-CN': '最近上报', en: 'Reported lately' },
  'home.samples': { 'zh-CN': '看几个例子', en: 'Look at some examples' },
  'home.how': { 'zh-CN': '怎么看结果', en: 'How to read the answer' },
  'home.how.trusted': {
    'zh-CN': '来历连得上，没有召回。',
    en: 'Its origin is on record, and there is no recall.',
  },
  'home.how.attention': {
    'zh-CN': '缺了什么，或者哪里不对，页面会说清楚。',
    en: 'Something is missing or odd; the page says what.',
  },
  'home.how.stop': {
    'zh-CN': '已召回或不合格，页面告诉您怎么办。',
    en: 'Recalled or not conforming; the page tells you what to do.',
  },
  'home.how.unknown': {
    'zh-CN': '没有人登记过，可能是假冒，页面教您报告。',
    en: 'Nobody registered it; it may be a fake, and the page helps you report it.',
  },
  'error.400.title': { 'zh-CN': '这个码不对', en: 'This code is not right' },
  'error.400.text': { 'zh-CN': '号码看起来抄错了。', en: 'The number seems to be mistyped.' },
  'error.401.title': { 'zh-CN': '请先登录', en: 'Please sign in first' },
  'error.401.text': { 'zh-CN': '这一页只给监管人员用。', en: 'This page is for inspectors only.' },
  'error.403.title': { 'zh-CN': '没有权限', en: 'Not allowed' },
  'error.403.text': {
    'zh-CN': '您的钥匙没有追溯的权限，请向管理员申请。',
    en: 'Your key does not carry the right to trace; ask the administrator for it.',
  },
  'error.404.title': { 'zh-CN': '没有这一页', en: 'There is no such page' },
  'error.404.text': {
    'zh-CN': '网址可能打错了。可以从首页输入包装上的码。',
    en: 'The address may be mistyped. You can enter the code on the pack from the home page.',
  },
  'error.429.title': { 'zh-CN': '请稍等一下', en: 'One moment, please' },
  'error.429.text': {
    'zh-CN': '短时间内请求太多，过一分钟再试。',
    en: 'Too many requests in a short time; try again in a minute.',
  },
  'error.500.title': { 'zh-CN': '我们这边出错了', en: 'Something broke on our side' },
  'error.500.text': {
    'zh-CN': '不是您的问题，已经记下。请过一会儿再试。',
    en: 'It is not your fault, and we have noted it. Please try again later.',
  },
  'error.503.title': { 'zh-CN': '暂时忙不过来', en: 'Too busy just now' },
  'error.503.text': { 'zh-CN': '请过一会儿再试。', en: 'Please try again in a little while.' },
  'code.checkDigit': {
    'zh-CN': '最后一位是校验位，算出来应当是 {expected}。请对照包装再看一遍。',
    en: 'The last figure is a check digit and should be {expected}. Compare with the pack again.',
  },
  'code.length': {
    'zh-CN': '位数不对。商品条码是 8、12、13 或 14 位数字。',
    en: 'The length is wrong: a barcode number has 8, 12, 13 or 14 figures.',
  },
  'code.notRead': {
    'zh-CN': '读不懂这串号码。可以只输入商品条码的数字。',
    en: 'We cannot read this code. You can enter just the figures of the barcode.',
  },
  'code.suggest': {
    'zh-CN': '如果是抄错了最后一位，应当是',
    en: 'If only the last figure was mistyped, it should be',
  },
  'code.empty': { 'zh-CN': '还没有输入号码。', en: 'No code was entered.' },
  'code.several': {
    'zh-CN': '有几个产品用这个批号，请选一个',
    en: 'Several products use this lot number; choose one',
  },
} as const;
