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

/**
 * Reads JSON as I-JSON asks (RFC 7493 §2.3): a name that stands twice in one object is refused, because two readers
 * may each see another value. Throws SyntaxError.
 */
export function readJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  refuseRepeatedNames(text);
  return value;
}

/** Walks the tokens of JSON that has been read before, so every token is well formed. */
function refuseRepeatedNames(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const [found] = token;
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
