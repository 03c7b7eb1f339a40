/** A certificate and how it stands. */
export const certificateMessages = {
  'certificate.one': { 'zh-CN': '证书', en: 'Certificate' },
  'certificate.head.valid': { 'zh-CN': '这份证书有效', en: 'This certificate is valid' },
  'certificate.head.suspended': { 'zh-CN': '这份证书已暂停', en: 'This certificate is suspended' },
  'certificate.head.withdrawn': { 'zh-CN': '这份证书已被撤销', en: 'This certificate was withdrawn' },
  'certificate.head.cancelled': {
    'zh-CN': '持有人已注销这份证书',
    en: 'Its holder gave this certificate up',
  },
  'certificate.head.superseded': {
    'zh-CN': '这份证书已换发，请看新的',
    en: 'Another certificate took its place',
  },
  'certificate.head.expired': { 'zh-CN': '这份证书已到期', en: 'This certificate has expired' },
  'certificate.head.notYet': { 'zh-CN': '这份证书还没有生效', en: 'This certificate is not in force yet' },
  'certificate.today': { 'zh-CN': '今天（{date}）的状态', en: 'As it stands today, {date}' },
  'certificate.asOf': { 'zh-CN': '{date}当天的状态', en: 'As it stood on {date}' },
  'certificate.says': { 'zh-CN': '证书上写的', en: 'What it says' },
  'certificate.who': { 'zh-CN': '谁作的证', en: 'Who stands behind it' },
  'certificate.mandate': { 'zh-CN': '凭什么职权', en: 'In which power' },
  'certificate.legalBasis': { 'zh-CN': '依据', en: 'Legal basis' },
  'certificate.history': { 'zh-CN': '经过', en: 'What happened to it' },
  'certificate.successor': { 'zh-CN': '新的证书', en: 'the new certificate' },
  'certificate.files': { 'zh-CN': '文件和二维码', en: 'File and QR code' },
  'certificate.pdf': { 'zh-CN': '证书 PDF', en: 'Certificate (PDF)' },
  'certificate.qr': {
    'zh-CN': '证书上印的二维码打开的就是本页。手里的证书与本页不同，以本页为准。',
    en: 'The QR code on the certificate opens this page. Where a paper says otherwise, this page counts.',
  },
  'certificate.on': { 'zh-CN': '看另一天的状态', en: 'How it stood on another day' },
  'certificate.register': { 'zh-CN': '标志登记簿', en: 'Register of marks' },
} as const;
