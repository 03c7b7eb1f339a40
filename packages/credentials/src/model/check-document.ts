import { CREDENTIALS_V2, PROTECTED_TERMS, readContexts } from '../contexts.ts';
import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { Finding, FindingCode } from '../finding.ts';

/** Collects what is wrong with the form of a document, each with its place. */
export class Complaints {
  readonly found: Finding[] = [];

  add(code: FindingCode, at: string): void {
    this.found.push({ check: 'form', outcome: 'failed', code, at });
  }
}

/** Whether a value is a URL with a scheme (RFC 3986, RFC 3987), and nothing that a URL may not hold. */
export function isUrl(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(value);
}

/** Contexts (VCDM 2.0 §4.3) and types (§4.5), which credentials and presentations have in common. */
export function checkFrame(document: JsonObject, required: string, complaints: Complaints): void {
  const value = document['@context'];
  const contexts = asList(value);
  if (value === undefined) complaints.add('contextMissing', '/@context');
  else if (contexts[0] !== CREDENTIALS_V2) complaints.add('contextOrder', '/@context');
  for (const [index, context] of contexts.entries()) checkContext(context, `/@context/${index}`, complaints);
  checkTypes(document, readContexts(contexts).types, required, complaints);
  checkId(document.id, '/id', complaints);
}

function checkContext(context: Json, at: string, complaints: Complaints): void {
  if (!isObject(context)) {
    if (!isUrl(context)) complaints.add('contextForm', at);
    return;
  }
  for (const [term, definition] of Object.entries(context)) {
    const target = isObject(definition) ? definition['@id'] : definition;
    if (PROTECTED_TERMS.has(term)) complaints.add('termRedefined', `${at}/${term}`);
    else if (typeof target === 'string' && !isTarget(target)) complaints.add('contextForm', `${at}/${term}`);
    else if (
      target !== undefined &&
      target !== null &&
      !['string', 'boolean', 'number'].includes(typeof target)
    ) {
      complaints.add('contextForm', `${at}/${term}`);
    }
  }
}

/** A URL, a name with a prefix, or a keyword. */
function isTarget(text: string): boolean {
  return text.startsWith('@') || isUrl(text) || /^[A-Za-z][\w-]*$/.test(text);
}

function checkTypes(
  document: JsonObject,
  defined: ReadonlySet<string> | 'any',
  required: string,
  complaints: Complaints,
): void {
  const types = asList(document.type);
  if (document.type === undefined) complaints.add('typeMissing', '/type');
  else if (!types.includes(required)) complaints.add('typeRequired', '/type');
  for (const [index, type] of types.entries()) {
    const isDefined = defined === 'any' || (typeof type === 'string' && defined.has(type));
    if (typeof type !== 'string' || type === '' || !(isDefined || isUrl(type))) {
      complaints.add('typeUndefined', `/type/${index}`);
    }
  }
}

/** An `id` may be left out, but what is there is one URL. */
export function checkId(id: Json | undefined, at: string, complaints: Complaints): void {
  if (id !== undefined && !isUrl(id)) complaints.add('idForm', at);
}

/** A text, or texts with their language and direction and nothing else (VCDM 2.0 §11.1). */
export function checkLanguage(value: Json | undefined, at: string, complaints: Complaints): void {
  if (value === undefined || typeof value === 'string') return;
  const isRight = (each: Json) =>
    isObject(each) &&
    typeof each['@value'] === 'string' &&
    Object.keys(each).every(name => ['@value', '@language', '@direction'].includes(name)) &&
    Object.values(each).every(member => typeof member === 'string');
  if (asList(value).length === 0 || !asList(value).every(isRight)) complaints.add('languageForm', at);
}

/** One object or several that each say of which type they are. */
export function checkTyped(
  value: Json | undefined,
  at: string,
  demands: { readonly code: FindingCode; readonly isIdNeeded?: boolean },
  complaints: Complaints,
): void {
  if (value === undefined) return;
  const items = asList(value);
  if (items.length === 0) complaints.add(demands.code, at);
  for (const [index, item] of items.entries()) {
    const place = Array.isArray(value) ? `${at}/${index}` : at;
    const types = isObject(item) ? asList(item.type ?? item['@type']) : [];
    const isRight =
      isObject(item) &&
      types.length > 0 &&
      types.every(type => typeof type === 'string' && !/\s/.test(type)) &&
      (item.id === undefined ? demands.isIdNeeded !== true : isUrl(item.id));
    if (!isRight) complaints.add(demands.code, place);
  }
}
