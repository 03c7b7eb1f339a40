import { createHash } from 'node:crypto';
import type { EventContext } from '@pinxin/epcis/context';
import type { MasterDataElement } from '@pinxin/epcis/event';
import { hashKey } from '@pinxin/epcis/hash-values';
import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { LONGEST_FIELD_TEXT } from '../capture/field-rows.ts';

/** An element of a vocabulary as a document tells it, ready to be stored. */
export interface ToldElement {
  readonly type: string;
  /** Canonical URI. */
  readonly uri: string;
  /** The digits in which a GS1 company prefix would stand; undefined outside GS1. */
  readonly companyDigits: string | undefined;
  readonly attributes: readonly ToldAttribute[];
  /** Canonical URIs of what lies below. */
  readonly children: readonly string[];
  /** Of all of the above: the same again is nothing new. */
  readonly digest: Buffer;
}

/** One attribute of an element. */
export interface ToldAttribute {
  /** `{namespace}local`. */
  readonly name: string;
  /** Its value where it is a text of bearable length. */
  readonly text: string | undefined;
  readonly value: unknown;
}

const LONGEST_URI = 2_000;
const MOST_ATTRIBUTES = 1_000;

/** Elements that can be stored: one whose identifier is too long for an index, or of several lines, is passed over. */
export function toldElements(
  elements: readonly MasterDataElement[],
  context: EventContext,
): readonly ToldElement[] {
  const told = new Map<string, ToldElement>();
  for (const { type, id, attributes, children } of elements) {
    const key = keyOf(id);
    if (!isStorable(type) || !isStorable(key.uri)) continue;
    const read = {
      attributes: attributes.slice(0, MOST_ATTRIBUTES).flatMap(each => {
        const name = hashKey(each.id, context);
        return isStorable(name) && each.value !== undefined
          ? [{ name, text: textOf(each.value), value: each.value }]
          : [];
      }),
      children: [...new Set(children.map(child => keyOf(child).uri))].filter(
        uri => isStorable(uri) && uri !== key.uri,
      ),
    };
    const digest = createHash('sha256').update(JSON.stringify(read)).digest();
    told.set(`${type} ${key.uri}`, { type, ...key, ...read, digest });
  }
  return [...told.values()];
}

function isStorable(text: string): boolean {
  return text !== '' && Buffer.byteLength(text) <= LONGEST_URI && !/[\r\n\0]/.test(text);
}

function textOf(value: unknown): string | undefined {
  const text =
    typeof value === 'string' ? value.trim() : typeof value === 'object' ? undefined : String(value);
  return text !== undefined && text.length <= LONGEST_FIELD_TEXT ? text : undefined;
}

function keyOf(id: string): { readonly uri: string; readonly companyDigits: string | undefined } {
  const read = canonicalEpc(id);
  if (!read.ok) return { uri: id, companyDigits: undefined };
  const { uri, key } = read.value;
  if (key === undefined) return { uri, companyDigits: undefined };
  // An indicator, an extension digit or a filler stands before the prefix.
  return { uri, companyDigits: /\/(?:00|01|8003|8006)\//.test(uri) ? key.slice(1) : key };
}
