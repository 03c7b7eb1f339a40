import { stringEnd } from './json.ts';

/** One member of a JSON object, as byte offsets into its text. */
export interface MemberSpan {
  readonly key: string;
  /** The whole member, key and value. */
  readonly from: number;
  readonly to: number;
}

const decoder = new TextDecoder();

/** Position after the value that starts at `start`, trailing white space not included. */
function valueEnd(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let end = start;
  for (let at = start; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (depth === 0 && (byte === 44 || byte === 125)) return end;
    if (byte === 34) at = stringEnd(bytes, at);
    else {
      if (byte === 123 || byte === 91) depth += 1;
      else if (byte === 125 || byte === 93) depth -= 1;
      at += 1;
    }
    if (byte > 32) end = at;
  }
  return end;
}

/**
 * The members of the JSON object that `bytes` holds, in order, repeated keys included. The text must be valid JSON;
 * anything before the object is passed over.
 */
export function objectMembers(bytes: Uint8Array): readonly MemberSpan[] {
  const members: MemberSpan[] = [];
  let at = bytes.indexOf(123) + 1;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === 125) break;
    if (byte !== 34) {
      at += 1;
      continue;
    }
    const keyEnd = stringEnd(bytes, at);
    const key = JSON.parse(decoder.decode(bytes.subarray(at, keyEnd))) as string;
    const to = valueEnd(bytes, bytes.indexOf(58, keyEnd) + 1);
    members.push({ key, from: at, to });
    at = to;
  }
  return members;
}
