import { isPlainLink } from '@pinxin/identifiers/canonical-form';

/** 1: may start a scheme; 2: may continue one; 4: may stand in a URI as it is (RFC 3986, section 2). */
const CLASSES = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
  CLASSES[character.charCodeAt(0)] = 7;
for (const character of '0123456789+-.') CLASSES[character.charCodeAt(0)] = 6;
for (const character of "_~:/?@!$&'()*,;=") CLASSES[character.charCodeAt(0)] = 4;

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102);
}

/** Where the authority of a URI ends whose part after the scheme starts at `rest`; `rest` when it has none. */
function authorityEnd(text: string, rest: number): number {
  if (!text.startsWith('//', rest)) return rest;
  for (let at = rest + 2; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 47 || code === 63 || code === 35) return at;
  }
  return text.length;
}

/**
 * Is the text an absolute URI (RFC 3986): a scheme, a colon, and something after it? A compact URI such as
 * `ext:field` has that shape too. With `lenient`, characters beyond ASCII are let through (an IRI, RFC 3987).
 */
export function isUri(text: string, lenient: boolean): boolean {
  if (isPlainLink(text)) return true;
  const length = text.length;
  const first = text.charCodeAt(0);
  if (!(first < 128) || ((CLASSES[first] as number) & 1) === 0) return false;
  let at = 1;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 58) break;
    if (code >= 128 || ((CLASSES[code] as number) & 2) === 0) return false;
  }
  at += 1;
  if (at >= length) return false;
  const rest = at;
  let fragment = false;
  let authority = -1;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 128 && CLASSES[code] !== 0) continue;
    if (code === 37) {
      if (!isHex(text.charCodeAt(at + 1)) || !isHex(text.charCodeAt(at + 2))) return false;
      at += 2;
    } else if (code >= 128) {
      if (!lenient || code === 0xfeff || code === 0xa0) return false;
    } else if (code === 35 && !fragment) {
      // a fragment starts once
      fragment = true;
    } else {
      // brackets stand around an IP address only
      if (authority < 0) authority = authorityEnd(text, rest);
      if ((code !== 91 && code !== 93) || at >= authority) return false;
    }
  }
  return true;
}
