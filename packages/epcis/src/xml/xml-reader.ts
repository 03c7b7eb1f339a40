import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Steps } from '../steps.ts';
import { isBlank, namespaceOf, type Scope, type XmlAttribute, type XmlElement } from './xml-element.ts';
import { forbiddenAt, isNcName, XML, XMLNS } from './xml-names.ts';
import { resolveText } from './xml-text.ts';

/** Why a text is not read as XML, and the offset where. */
export interface XmlFault {
  readonly code: 'notXml' | 'doctypeRefused' | 'tooDeep' | 'mixedContent' | 'contextTooLarge';
  readonly offset: number;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** How much is read. */
export interface XmlLimits {
  readonly maxDepth: number;
  /** Namespaces that a fragment was cut out of; a whole document has none. */
  readonly scope?: Scope;
}

/** More attributes on one element, or more namespaces in scope, are refused. */
const MAX_ATTRIBUTES = 300;
/** Elements that are read in one step: a few milliseconds' worth. */
const ELEMENTS_A_STEP = 2000;

/** An element whose end tag has not come yet. */
interface Open {
  readonly qualified: string;
  readonly element: { -readonly [Key in keyof XmlElement]: XmlElement[Key] } & { children: XmlElement[] };
}

/** Breaks off reading; never leaves this file. */
class Stop extends Error {
  readonly fault: XmlFault;
  constructor(fault: XmlFault) {
    super(fault.code);
    this.fault = fault;
  }
}

const ROOT_SCOPE: Scope = { outer: undefined, own: new Map([['xml', XML]]) };
const NO_CHILDREN: readonly XmlElement[] = [];

/**
 * Reads XML 1.0 with namespaces, the part of it that data is written in. Refused: document type declarations that
 * declare anything (so no entity can be defined and nothing external is named), entities other than the five,
 * nesting beyond the limit, text beside elements. Comments and processing instructions are passed over.
 *
 * A class, because its place in the text lives as long as the pass.
 */
export class XmlReader {
  private readonly text: string;
  private readonly limits: XmlLimits;
  private at = 0;
  private readonly open: Open[] = [];
  private root: XmlElement | undefined;

  constructor(text: string, limits: XmlLimits) {
    this.text = text;
    this.limits = limits;
  }

  /** The root element, read in short steps. */
  *steps(): Steps<Result<XmlElement, XmlFault>> {
    const forbidden = forbiddenAt(this.text);
    if (forbidden >= 0)
      return refuse({ code: 'notXml', offset: forbidden, params: { detail: 'forbidden character' } });
    try {
      this.declaration();
      for (let count = 0; this.at < this.text.length; count += 1) {
        if (count % ELEMENTS_A_STEP === ELEMENTS_A_STEP - 1) yield;
        this.markup();
      }
      if (this.open.length > 0) this.stop(`<${this.open.at(-1)?.qualified ?? ''}> is not closed`);
      if (this.root === undefined) return this.stop('there is no element');
      return ok(this.root);
    } catch (error) {
      if (error instanceof Stop) return refuse(error.fault);
      throw error;
    }
  }

  private stop(detail: string, offset = this.at): never {
    throw new Stop({ code: 'notXml', offset, params: { detail } });
  }

  /** `<?xml version="1.0" encoding="UTF-8"?>`: the bytes are UTF-8, so nothing else may be declared. */
  private declaration(): void {
    const { text } = this;
    if (!text.startsWith('<?xml') || !/\s/.test(text[5] ?? '')) return;
    const end = text.indexOf('?>');
    if (end < 0) this.stop('the XML declaration does not end');
    const declared = text.slice(5, end);
    if (!/\bversion\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')/.test(declared)) this.stop('this is not XML 1.0');
    const encoding = /\bencoding\s*=\s*["']([^"']*)["']/.exec(declared)?.[1];
    if (encoding !== undefined && !/^(?:utf-8|us-ascii)$/i.test(encoding))
      this.stop(`encoding ${encoding.slice(0, 40)}; only UTF-8 is read`);
    this.at = end + 2;
  }

  /** Everything up to the next markup, and that. */
  private markup(): void {
    const { text } = this;
    const next = text.indexOf('<', this.at);
    this.characters(this.at, next < 0 ? text.length : next);
    if (next < 0) return;
    const second = text.charCodeAt(next + 1);
    if (second === 47) this.endTag();
    else if (second === 33) this.special();
    else if (second === 63) this.skipTo('?>', 2, 'a processing instruction does not end');
    else this.startTag();
  }

  private characters(from: number, to: number): void {
    this.at = to;
    if (from === to) return;
    const raw = this.text.slice(from, to);
    const current = this.open.at(-1);
    if (current === undefined) {
      if (!isBlank(raw)) this.stop('text outside the root element', from);
      return;
    }
    if (raw.includes(']]>')) this.stop('"]]>" in text', from);
    this.append(current, raw, from, false);
  }

  private append(current: Open, raw: string, from: number, literal: boolean): void {
    const resolved = resolveText(raw, literal);
    if (resolved === undefined) this.stop('an entity that is not one of the five', from);
    const { element } = current;
    if (element.text === '') element.text = resolved;
    else if (resolved !== '') element.text += resolved;
  }

  private skipTo(mark: string, ahead: number, complaint: string): void {
    const end = this.text.indexOf(mark, this.at + ahead);
    if (end < 0) this.stop(complaint);
    this.at = end + mark.length;
  }

  /** A comment, a CDATA section, or a document type declaration. */
  private special(): void {
    const { text } = this;
    if (text.startsWith('<!--', this.at)) {
      this.skipTo('--', 4, 'a comment does not end');
      if (text[this.at] !== '>') this.stop('"--" inside a comment');
      this.at += 1;
      return;
    }
    const current = this.open.at(-1);
    if (text.startsWith('<![CDATA[', this.at) && current !== undefined) {
      const from = this.at + 9;
      this.skipTo(']]>', 9, 'a CDATA section does not end');
      this.append(current, text.slice(from, this.at - 3), from, true);
      return;
    }
    if (!text.startsWith('<!DOCTYPE', this.at)) this.stop('unknown markup');
    this.doctype();
  }

  /** A document type without anything in it says nothing, and published documents have it; all others are refused. */
  private doctype(): void {
    const bare = /^<!DOCTYPE\s+[^\s[\]<>"'&%]{1,200}\s*>/.exec(this.text.slice(this.at, this.at + 300));
    if (bare === null || this.root !== undefined || this.open.length > 0)
      throw new Stop({ code: 'doctypeRefused', offset: this.at });
    this.at += bare[0].length;
  }

  private endTag(): void {
    const { text } = this;
    const end = text.indexOf('>', this.at);
    const current = this.open.pop();
    const name = text.slice(this.at + 2, end < 0 ? text.length : end).trimEnd();
    if (end < 0 || current === undefined || name !== current.qualified)
      this.stop(`</${name.slice(0, 80)}> closes nothing that is open`);
    this.at = end + 1;
    this.close(current);
  }

  private close({ element }: Open): void {
    element.end = this.at;
    if (element.children.length > 0) {
      if (!isBlank(element.text))
        throw new Stop({ code: 'mixedContent', offset: element.start, params: { element: element.local } });
      element.text = '';
    }
    const outer = this.open.at(-1);
    if (outer !== undefined) outer.element.children.push(element);
    else this.root = element;
  }

  private startTag(): void {
    const start = this.at;
    if (this.root !== undefined) this.stop('a second root element');
    if (this.open.length >= this.limits.maxDepth)
      throw new Stop({ code: 'tooDeep', offset: start, params: { limit: this.limits.maxDepth } });
    this.at += 1;
    const qualified = this.name();
    const given = this.attributes();
    const outer = this.open.at(-1)?.element.scope ?? this.limits.scope ?? ROOT_SCOPE;
    const scope = this.scopeWith(outer, given, start);
    const [prefix, local] = this.split(qualified, start);
    const namespace = this.resolve(scope, prefix, start);
    const attributes = this.namespaced(scope, given, start);
    const element = { prefix, local, namespace, attributes, children: [], text: '', scope, start, end: 0 };
    if (this.text.charCodeAt(this.at) === 47) {
      this.at += 2;
      this.close({ qualified, element });
    } else {
      this.at += 1;
      this.open.push({ qualified, element });
    }
  }

  private name(): string {
    const { text } = this;
    let at = this.at;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      // white space, quotes, slash, less, equals, greater
      if (code <= 32 || code === 47 || (code >= 60 && code <= 62) || code === 34 || code === 39) break;
    }
    if (at === this.at) this.stop('a name is missing');
    const name = text.slice(this.at, at);
    this.at = at;
    return name;
  }

  /** Passes over white space; true when there was some. */
  private space(): boolean {
    const from = this.at;
    while (this.at < this.text.length && this.text.charCodeAt(this.at) <= 32) this.at += 1;
    return this.at > from;
  }

  /** Names and raw values up to the end of the tag. */
  private attributes(): readonly (readonly [string, string])[] {
    const { text } = this;
    const given: (readonly [string, string])[] = [];
    for (;;) {
      const spaced = this.space();
      const code = text.charCodeAt(this.at);
      if (code === 62 || (code === 47 && text.charCodeAt(this.at + 1) === 62)) return given;
      if (this.at >= text.length) this.stop('a tag does not end');
      if (!spaced) this.stop('attributes need space between them');
      if (given.length >= MAX_ATTRIBUTES) this.stop(`more than ${MAX_ATTRIBUTES} attributes`);
      const name = this.name();
      this.space();
      if (text[this.at] !== '=') this.stop(`attribute ${name.slice(0, 80)} has no value`);
      this.at += 1;
      this.space();
      given.push([name, this.value()]);
    }
  }

  private value(): string {
    const { text } = this;
    const quote = text[this.at];
    if (quote !== '"' && quote !== "'") return this.stop('an attribute value needs quotes');
    const end = text.indexOf(quote, this.at + 1);
    if (end < 0) return this.stop('an attribute value does not end');
    const raw = text.slice(this.at + 1, end);
    if (raw.includes('<')) this.stop('"<" in an attribute value');
    // white space written as itself counts as spaces (XML 1.0, 3.3.3)
    const value = resolveText(raw.replace(/\r\n|[\t\n\r]/g, ' '), false);
    if (value === undefined) return this.stop('an entity that is not one of the five');
    this.at = end + 1;
    return value;
  }

  private scopeWith(outer: Scope, given: readonly (readonly [string, string])[], start: number): Scope {
    let own: Map<string, string> | undefined;
    for (const [name, value] of given) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      const prefix = name === 'xmlns' ? '' : name.slice(6);
      if (prefix === 'xmlns' || prefix === 'xml' || value === XML || value === XMLNS)
        this.stop(`${name} cannot be declared`, start);
      if (prefix !== '' && (value === '' || !isNcName(prefix))) this.stop(`${name} declares nothing`, start);
      own ??= new Map();
      own.set(prefix, value);
    }
    if (own === undefined) return outer;
    let count = own.size;
    for (let each: Scope | undefined = outer; each !== undefined; each = each.outer) count += each.own.size;
    if (count > MAX_ATTRIBUTES)
      throw new Stop({ code: 'contextTooLarge', offset: start, params: { count, limit: MAX_ATTRIBUTES } });
    return { outer, own };
  }

  private split(qualified: string, start: number): readonly [string, string] {
    const colon = qualified.indexOf(':');
    const prefix = colon < 0 ? '' : qualified.slice(0, colon);
    const local = qualified.slice(colon + 1);
    if (!isNcName(local) || (colon >= 0 && !isNcName(prefix)))
      this.stop(`"${qualified.slice(0, 80)}" is not a name`, start);
    return [prefix, local];
  }

  private resolve(scope: Scope, prefix: string, start: number): string {
    const namespace = namespaceOf(scope, prefix);
    if (namespace !== undefined) return namespace;
    return prefix === '' ? '' : this.stop(`prefix ${prefix.slice(0, 80)} is not declared`, start);
  }

  private namespaced(
    scope: Scope,
    given: readonly (readonly [string, string])[],
    start: number,
  ): readonly XmlAttribute[] {
    if (given.length === 0) return NO_CHILDREN as readonly never[];
    const attributes: XmlAttribute[] = [];
    const seen = new Set<string>();
    for (const [name, value] of given) {
      const declares = name === 'xmlns' || name.startsWith('xmlns:');
      const [prefix, local] = declares ? ['', ''] : this.split(name, start);
      const namespace = prefix === '' ? '' : this.resolve(scope, prefix, start);
      const key = declares ? name : `{${namespace}}${local}`;
      if (seen.has(key)) this.stop(`attribute ${name} twice`, start);
      seen.add(key);
      if (!declares) attributes.push({ prefix, local, namespace, value });
    }
    return attributes;
  }
}
