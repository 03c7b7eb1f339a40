import { type PartyKind, PERSONAL_KINDS } from '@pinxin/contract/parties';

const HIDDEN = '**';

/** Names of natural persons (个人信息保护法 第四条): the first character stays, 张三 → 张**. */
export function maskPerson(name: string): string {
  const [first = ''] = name.trim();
  return `${first}${HIDDEN}`;
}

/** Households and family farms bear the name of a natural person; all others are organisations. */
export function isPersonal(kind: PartyKind): boolean {
  return PERSONAL_KINDS.includes(kind);
}

/** A party's name as the public may read it. */
export function publicPartyName(kind: PartyKind, name: string): string {
  return isPersonal(kind) ? maskPerson(name) : name;
}

/** Only those that serve the public have a telephone number on a public page. */
export function publicPhone(kind: PartyKind, phone: string | null): string | undefined {
  return phone !== null && (kind === 'authority' || kind === 'laboratory') ? phone : undefined;
}

/** Keys (without their prefix) under which a person stands, in extensions and master data. */
const PERSONAL_KEY =
  /operator|person|people|worker|farmer|driver|inspector|signer|signatory|contact|phone|mobile|telephone|wechat|idcard|identitycard|e-?mail|姓名|人员|操作|负责人|电话|手机|联系|身份证|司机/i;
const NAME_KEY = /^(?:name|fullname|username|givenname|familyname)$/i;
const PLACE_KEY = /latitude|longitude|geolocation|coordinates?|^lat$|^lon$|^lng$|经度|纬度|坐标/i;
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const LANDLINE = /(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)/g;
const IDENTITY_NUMBER = /(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])/g;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/g;
const IDENTIFIER = /^(?:urn:|https?:|ni:)/i;
const DEEPEST = 40;

/** A received event with persons, telephone numbers and exact coordinates taken out; its shape stays. */
export function redactDocument(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return HIDDEN;
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(entry => redactDocument(entry, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const name = key.slice(key.lastIndexOf(':') + 1);
      const hide = PERSONAL_KEY.test(name) || NAME_KEY.test(name) || PLACE_KEY.test(name);
      return [key, hide ? hideAll(entry, depth + 1) : redactDocument(entry, depth + 1)];
    }),
  );
}

/** Free text without telephone numbers, identity numbers, addresses of mail, and coordinates. */
export function redactText(text: string): string {
  if (/^geo:/i.test(text)) return `geo:${HIDDEN}`;
  if (/^(?:tel|mailto|sms):/i.test(text)) return HIDDEN;
  if (IDENTIFIER.test(text)) return text;
  return text
    .replace(MOBILE, HIDDEN)
    .replace(LANDLINE, HIDDEN)
    .replace(IDENTITY_NUMBER, HIDDEN)
    .replace(EMAIL, HIDDEN);
}

function hideAll(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.map(entry => hideAll(entry, depth + 1));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, hideAll(entry, depth + 1)]));
  }
  return value === null ? null : HIDDEN;
}
