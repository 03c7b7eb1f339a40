import { type HashScope, hashExtensionText, hashKey, hashScalar } from './hash-values.ts';
import { ATTRIBUTES, TEXT } from './xml/xml-names.ts';

/** An event as parsed JSON. */
export type EventObject = Readonly<Record<string, unknown>>;

const COMMENT = '{http://www.w3.org/2000/01/rdf-schema#}comment';

/** By code point, which is the order of the UTF-8 bytes; plain `sort` compares UTF-16 units. */
function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    const surrogates = Number(a >= 0xd800 && a <= 0xdfff) - Number(b >= 0xd800 && b <= 0xdfff);
    return surrogates !== 0 ? surrogates : a - b;
  }
  return left.length - right.length;
}

/** Sorts by code value and joins without separator (rules 2, 10, 11). */
export function sortedJoin(parts: string[], scope: HashScope): string {
  const count = parts.length;
  if (count === 1) return parts[0] as string;
  if (count === 0) return '';
  return (scope.astral === true ? parts.sort(byCodePoint) : parts.sort()).join('');
}

/**
 * Parts of a list, each with its lead: what it starts with, once what all parts start with is left out. Leads are
 * texts in one piece and mostly tell the order; comparing the parts would copy each together from its pieces first.
 */
export class LedParts {
  readonly parts: string[] = [];
  private readonly leads: string[] = [];

  push(lead: string, part: string): void {
    this.leads.push(lead);
    this.parts.push(part);
  }

  /** As {@link sortedJoin}. */
  sortedJoin(scope: HashScope): string {
    const { leads, parts } = this;
    const count = parts.length;
    if (count > 12 || scope.astral === true) return sortedJoin(parts, scope);
    for (let index = 1; index < count; index += 1) {
      const lead = leads[index] as string;
      const part = parts[index] as string;
      let at = index;
      for (; at > 0 && isBefore(lead, part, leads[at - 1] as string, parts[at - 1] as string); at -= 1) {
        leads[at] = leads[at - 1] as string;
        parts[at] = parts[at - 1] as string;
      }
      leads[at] = lead;
      parts[at] = part;
    }
    let text = '';
    for (let index = 0; index < count; index += 1) text += parts[index];
    return text;
  }
}

function isBefore(lead: string, part: string, otherLead: string, other: string): boolean {
  if (lead < otherLead) return otherLead.startsWith(lead) ? part < other : true;
  return lead.startsWith(otherLead) && part < other;
}

/** Adds an extension member as `{namespace}local=value`, or with its members nested and sorted (rules 19, 20). */
function pushExtension(
  parts: LedParts,
  key: string,
  value: unknown,
  holder: object,
  own: string,
  scope: HashScope,
): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      pushExtension(parts, key, value[index], value, String(index), scope);
    }
  } else if (typeof value === 'object' && value !== null) {
    // an element's attributes are not hashed (CBV 2.0 event hash), so that its text stands for the whole of it
    const { [ATTRIBUTES]: attributes, [TEXT]: text } = value as EventObject;
    if (attributes !== undefined && text !== undefined) {
      pushExtension(parts, key, text, value, TEXT, scope);
      return;
    }
    parts.push(key, key + extensionParts(value as EventObject, scope).sortedJoin(scope));
  } else {
    const text =
      typeof value === 'string'
        ? hashExtensionText(value, scope)
        : (hashScalar(value, holder, own, scope) ?? '');
    parts.push(key, text === '' ? key : `${key}=${text}`);
  }
}

/** The members of an object as pre-hash parts, without those in `placed`. */
export function extensionParts(from: EventObject, scope: HashScope, placed?: ReadonlySet<string>): LedParts {
  const parts = new LedParts();
  for (const key of Object.keys(from)) {
    if (placed?.has(key) === true || key === '@context' || key === ATTRIBUTES) continue;
    const name = hashKey(key, scope.context);
    if (name !== COMMENT) pushExtension(parts, name, from[key], from, key, scope);
  }
  return parts;
}
