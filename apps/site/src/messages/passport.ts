/** Product passports. */
export const passportMessages = {
  'passport.title': { 'zh-CN': '产品护照', en: 'Product passport' },
  'passport.link': { 'zh-CN': '产品护照', en: 'Product passport' },
  'passport.lead': {
    'zh-CN': '联合国 UNTP 产品护照：本平台按登记的记录出具并签名，供海关、采购商和别的系统读取。',
    en: 'A UNTP Digital Product Passport: compiled from the records and signed by this platform, for customs, buyers and other systems to read.',
  },
  'passport.made': { 'zh-CN': '生产日期', en: 'Production date' },
  'passport.facility': { 'zh-CN': '生产地点', en: 'Produced at' },
  'passport.country': { 'zh-CN': '生产国', en: 'Country of production' },
  'passport.china': { 'zh-CN': '中国', en: 'China' },
  'passport.issuer': { 'zh-CN': '出具方', en: 'Issued by' },
  'passport.holds': { 'zh-CN': '有效至', en: 'Holds until' },
  'passport.claims': { 'zh-CN': '依据的凭证', en: 'The credentials behind it' },
  'passport.claimsNote': {
    'zh-CN': '每一项都有签名凭证，点“查验”核对。',
    en: 'Each has a signed credential: press “verify” to check it.',
  },
  'passport.noClaims': {
    'zh-CN': '没有针对这一产品或批次的有效证书、检测报告或承诺。',
    en: 'No certificate, test report or commitment in force is about this product or lot.',
  },
  'passport.claim': { 'zh-CN': '事项', en: 'Claim' },
  'passport.kind': { 'zh-CN': '种类', en: 'Kind' },
  'passport.score': { 'zh-CN': '结果', en: 'Result' },
  'passport.term': { 'zh-CN': '期限', en: 'Term' },
  'passport.proof': { 'zh-CN': '凭证', en: 'Credential' },
  'passport.conforms': { 'zh-CN': '符合', en: 'conforms' },
  'passport.doesNotConform': { 'zh-CN': '不符合', en: 'does not conform' },
  'passport.inconclusive': { 'zh-CN': '不能判定', en: 'inconclusive' },
  'passport.take': { 'zh-CN': '取走护照', en: 'Take the passport along' },
  'passport.signed': { 'zh-CN': '签名原件（vc+jwt）', en: 'As signed (vc+jwt)' },
  'passport.json': { 'zh-CN': 'JSON', en: 'JSON' },
  'passport.unsigned': {
    'zh-CN': '出具方现在没有签名密钥：这份护照没有签名。',
    en: 'The issuer has no signing key now: this passport is not signed.',
  },
  'passport.short': {
    'zh-CN': '护照只管一天：记录随时会变，要用时请重新取。它本身不入日志，所依据的每份凭证都在日志里。',
    en: 'A passport holds for a day: records may change, take a fresh one when you need it. It is not logged itself; each credential behind it is.',
  },
  'passport.back': { 'zh-CN': '回到扫码页', en: 'Back to the page behind the code' },
} as const;
