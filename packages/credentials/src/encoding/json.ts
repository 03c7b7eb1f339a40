/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Whether a value is a JSON object: no list, no null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A single value or a list of them, as a list; nothing is an empty list. */
export function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** Deepest nesting that is read: no credential needs more, and what walks it later is not to run out of stack. */
const DEEPEST = 100;

/**
 * Reads JSON as I-JSON asks (RFC 7493 §2.3): a name that stands twice in one object is refused, because two readers
 * may each see another value. So is nesting beyond any credential's. Throws SyntaxError.
 */
export function readJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  refuseRepeatedNames(text);
  return value;
}

/** Whether a value nests beyond what is read here; without recursion, so that it answers for any. */
export function isNestedTooDeeply(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(each => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

/** Walks the tokens of JSON that has been read before, so every token is well formed. */
function refuseRepeatedNames(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const [found] = token;
    if (open.length > DEEPEST) throw new SyntaxError(`nested more than ${DEEPEST} deep`);
    if (found === '{') open.push(new Set());
    else if (found === '[') open.push(undefined);
    else if (found === '}' || found === ']') open.pop();
    else if (isName(text, tokens.lastIndex)) {
      const name = JSON.parse(found) as string;
      const names = open.at(-1);
      if (names?.has(name)) throw new SyntaxError(`name stands twice in one object: ${name}`);
      names?.add(name);
    }
  }
}

function isName(text: string, after: number): boolean {
  let at = after;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at] === ':';
}
