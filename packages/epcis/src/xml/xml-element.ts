/** Namespaces in scope: by prefix, the empty prefix is the default namespace. Inner scopes inherit from outer ones. */
export interface Scope {
  readonly outer: Scope | undefined;
  readonly own: ReadonlyMap<string, string>;
}

/** An attribute that declares no namespace. */
export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  /** Empty when it has none: attributes without prefix are in no namespace. */
  readonly namespace: string;
  readonly value: string;
}

/** An element of an XML document, and where it stood. */
export interface XmlElement {
  readonly prefix: string;
  readonly local: string;
  /** Empty when it has none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own text, in one piece, with entities resolved and line ends as U+000A. */
  readonly text: string;
  readonly scope: Scope;
  /** Offset of its `<` in the text, in UTF-16 units. */
  readonly start: number;
  /** Offset behind its end tag. */
  readonly end: number;
}

/** The namespace that a prefix stands for, undefined when it stands for none. */
export function namespaceOf(scope: Scope, prefix: string): string | undefined {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.outer) {
    const namespace = each.own.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}

/** All prefixes in scope with their namespaces. */
export function prefixesOf(scope: Scope): Map<string, string> {
  const all = scope.outer === undefined ? new Map<string, string>() : prefixesOf(scope.outer);
  for (const [prefix, namespace] of scope.own) all.set(prefix, namespace);
  return all;
}

/** The value of an attribute without namespace, or undefined. */
export function attributeOf(element: XmlElement, local: string, namespace = ''): string | undefined {
  for (const each of element.attributes) {
    if (each.local === local && each.namespace === namespace) return each.value;
  }
  return undefined;
}

/** Is there nothing but white space between an element's children? */
export function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 32) return false;
  return true;
}
