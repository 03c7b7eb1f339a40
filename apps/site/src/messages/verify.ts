/** Verification of credentials. */
export const verifyMessages = {
  'verify.title': { 'zh-CN': '查验凭证', en: 'Verify a credential' },
  'verify.lead': {
    'zh-CN':
      '证书、检测报告、处罚决定都有签名的电子凭证。把凭证原文或它在本站的网址粘贴到这里，就知道是谁签的、改没改过、还有没有效。别处签发的也可以查。',
    en: 'Certificates, test reports and penalties exist as signed credentials. Paste one, or its address here, and see who signed it, whether it was changed, and whether it still holds. Those of others can be verified too.',
  },
  'verify.field': {
    'zh-CN': '凭证原文（eyJ… 或 { … }），或本站凭证、证书的网址',
    en: 'The credential (eyJ… or { … }), or the address of a credential or certificate here',
  },
  'verify.file': { 'zh-CN': '或者选择文件', en: 'Or choose files' },
  'verify.fileHint': {
    'zh-CN': '凭证文件；有日志回执（.tlog-proof）可以一起选。',
    en: 'The credential; its receipt of the log (.tlog-proof) may be chosen with it.',
  },
  'verify.photo': { 'zh-CN': '或者拍下二维码、条码', en: 'Or photograph a code' },
  'verify.photoReader': {
    'zh-CN': '照片不离开您的设备。这个浏览器自己不会读码，第一次要从本站取一个读二维码的程序（约 50 kB）。',
    en: 'The photograph stays on your device. This browser cannot read codes by itself: it first takes a reader of QR codes from this site (50 kB at most).',
  },
  'verify.photoNothing': {
    'zh-CN': '照片里没有读出码：请靠近、对正、光线亮一些再拍。',
    en: 'No code was found in the photograph: go closer, hold it straight, with more light.',
  },
  'verify.other': { 'zh-CN': '别的办法', en: 'Other ways' },
  'verify.phone': {
    'zh-CN': '包装或证书上的二维码：用手机相机对准，打开的页面就有结论，标志旁边的“查验”打开凭证。',
    en: 'A code on a pack or certificate: point the phone’s camera at it. The page that opens has the verdict, and “verify” beside each mark opens its credential.',
  },
  'verify.offlineHow': {
    'zh-CN': '不联网查验：先取离线资料，再在自己的电脑上运行：',
    en: 'Without any network: take the trust bundle along, then on your own computer:',
  },
  'verify.go': { 'zh-CN': '查验', en: 'Verify' },
  'verify.unreadable': {
    'zh-CN': '没有看懂：请粘贴或选择完整的凭证。',
    en: 'This could not be read: paste or choose the whole credential.',
  },
  'verify.findings': { 'zh-CN': '逐项结果', en: 'What was found' },
  'verify.passed': { 'zh-CN': '通过', en: 'passed' },
  'verify.failed': { 'zh-CN': '没有通过', en: 'failed' },
  'verify.unknown': { 'zh-CN': '没查清', en: 'not known' },
  'verify.remark': { 'zh-CN': '说明', en: 'remark' },
  'verify.says': { 'zh-CN': '它说的是', en: 'What it says' },
  'verify.issuer': { 'zh-CN': '签发方', en: 'Issuer' },
  'verify.subject': { 'zh-CN': '对象', en: 'About' },
  'verify.from': { 'zh-CN': '生效', en: 'From' },
  'verify.until': { 'zh-CN': '到期', en: 'Until' },
  'verify.securing': { 'zh-CN': '签名方式', en: 'Secured as' },
  'verify.unproved': {
    'zh-CN': '没有通过查验，以下内容不要采信。',
    en: 'It did not pass: do not rely on what follows.',
  },
  'verify.original': { 'zh-CN': '凭证原文', en: 'The credential itself' },
  'verify.receipt': { 'zh-CN': '日志回执', en: 'Receipt of the log' },
  'verify.offline': { 'zh-CN': '离线查验资料', en: 'Trust bundle for verifying offline' },
  'verify.checked': { 'zh-CN': '查验时间 {time}', en: 'Checked {time}' },
  'verify.mark': { 'zh-CN': '查验', en: 'verify' },
} as const;
