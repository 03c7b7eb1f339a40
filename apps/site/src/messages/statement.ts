/** Words of the page of a statement. */
export const statementMessages = {
  'statement.says': { 'zh-CN': '声明的内容', en: 'What it says' },
  'statement.recorded': { 'zh-CN': '记入登记簿', en: 'Put on record' },
  'statement.proof': { 'zh-CN': '查验签名和日志', en: 'Check signature and log' },
  'statement.proofHint': {
    'zh-CN': '看签名是否有效、谁签的、是否被撤销，以及在透明日志里的位置。',
    en: 'Whether the signature holds, who signed, whether it was revoked, and where it stands in the public log.',
  },
  'statement.noProof': {
    'zh-CN': '这份声明没有签名凭证：登记时签发单位还没有密钥，或公示期已过。',
    en: 'This statement has no signed credential: its issuer had no key when it was recorded, or its publication has ended.',
  },
  'statement.successor': { 'zh-CN': '取代它的声明', en: 'the statement that took its place' },
} as const;
