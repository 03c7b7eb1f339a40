const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The character of a reference such as `#x41`; undefined when XML has no such character (production 2). */
function referred(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (digits === null) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const control = code < 32 && code !== 9 && code !== 10 && code !== 13;
  if (control || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff)
    return undefined;
  return String.fromCodePoint(code);
}

/**
 * Text as it is meant: line ends as U+000A (XML 1.0, 2.11), entities and character references resolved unless the
 * text is literal (CDATA). Undefined when there is a reference to anything else.
 */
export function resolveText(raw: string, literal: boolean): string | undefined {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (literal || !text.includes('&')) return text;
  let resolved = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at);
    if (end < 0 || end - at > 10) return undefined;
    const name = text.slice(at + 1, end);
    const character = ENTITIES.get(name) ?? referred(name);
    if (character === undefined) return undefined;
    resolved += text.slice(from, at) + character;
    from = end + 1;
  }
  return resolved + text.slice(from);
}

/** Text for an element's content. Carriage returns are escaped, as a reader would turn them into line feeds. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, character =>
    character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&#13;',
  );
}

/** Text for an attribute value between double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, character => {
    if (character === '&') return '&amp;';
    if (character === '<') return '&lt;';
    if (character === '>') return '&gt;';
    return character === '"' ? '&quot;' : `&#${character.charCodeAt(0)};`;
  });
}
