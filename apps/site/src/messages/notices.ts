/** Public notices and the form by which anybody objects. */
export const noticeMessages = {
  'nav.notices': { 'zh-CN': '公示', en: 'Public notices' },
  'notices.title': { 'zh-CN': '正在公示', en: 'On public notice' },
  'notices.lead': {
    'zh-CN': '这些申请将要决定。公示期内任何人都可以提出异议；每一条异议都有人答复，之后才作决定。',
    en: 'These applications are about to be decided. Anybody may object while the notice runs; each objection is answered before the decision.',
  },
  'notices.none': { 'zh-CN': '现在没有正在公示的申请。', en: 'No application is on public notice now.' },
  'notices.applicant': { 'zh-CN': '申请主体', en: 'Applicant' },
  'notices.subject': { 'zh-CN': '申请的对象', en: 'For' },
  'notices.division': { 'zh-CN': '所在地', en: 'Place' },
  'notices.basis': { 'zh-CN': '依据', en: 'Legal basis' },
  'notices.days': { 'zh-CN': '公示期', en: 'On notice' },
  'notices.until': {
    'zh-CN': '{from} 至 {to}，当天 24 时止',
    en: '{from} to {to}, until the end of that day',
  },
  'notices.object': { 'zh-CN': '提出异议', en: 'Object' },
  'notices.text': { 'zh-CN': '异议内容（写明事实和理由）', en: 'Your objection, with facts and reasons' },
  'notices.name': { 'zh-CN': '姓名（可不填）', en: 'Name (may be left out)' },
  'notices.contact': { 'zh-CN': '联系方式（可不填）', en: 'How to reach you (may be left out)' },
  'notices.private': {
    'zh-CN': '姓名和联系方式只有办理的人看得到，不会公开。',
    en: 'Only those who handle it see name and contact; neither is ever made public.',
  },
  'notices.send': { 'zh-CN': '提交异议', en: 'Send the objection' },
  'notices.thanks': {
    'zh-CN': '异议已收到。答复之前不会作出决定。',
    en: 'Your objection has been received. Nothing is decided before it is answered.',
  },
} as const;
