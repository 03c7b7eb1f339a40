import { type LinkKey, linkKeyNamed, padGtin, qualifierNamed } from './link-key.ts';
import { uriUnescape } from './percent-encoding.ts';

/** A qualifier as it stands in a path: still percent-encoded, and read. */
export interface PathQualifier {
  readonly ai: string;
  readonly raw: string;
  readonly value: string;
}

/** The key and its qualifiers found in the path of a web URI; nothing is checked but codes and order. */
export interface LinkPath {
  readonly key: LinkKey;
  readonly raw: string;
  readonly value: string;
  readonly qualifiers: readonly PathQualifier[];
}

/** Offset just behind `http://` or `https://` (all lower or all upper case), or -1. */
function behindScheme(uri: string): number {
  if (uri.startsWith('https://') || uri.startsWith('HTTPS://')) return 8;
  if (uri.startsWith('http://') || uri.startsWith('HTTP://')) return 7;
  return -1;
}

function pathSegments(uri: string): readonly string[] | undefined {
  const start = behindScheme(uri);
  if (start < 0) return undefined;
  let end = uri.length;
  for (let index = start; index < uri.length; index += 1) {
    const code = uri.charCodeAt(index);
    if (code === 63 || code === 35) {
      end = index;
      break;
    }
  }
  const slash = uri.indexOf('/', start);
  if (slash <= start || slash >= end) return undefined;
  return uri.slice(slash + 1, end).split('/');
}

function qualifiersFrom(
  segments: readonly string[],
  from: number,
  rule: LinkKey,
): PathQualifier[] | undefined {
  const found: PathQualifier[] = [];
  let next = 0;
  for (let index = from; index < segments.length; index += 2) {
    const ai = qualifierNamed(segments[index] as string);
    if (ai === undefined) return undefined;
    const place = rule.qualifiers.indexOf(ai, next);
    // 235 (third-party serial) and 7040 stand alone: they are alternatives to the other qualifiers
    if (place < 0 || ((ai === '235' || ai === '7040') && found.length > 0)) return undefined;
    next = place + 1;
    const raw = segments[index + 1] as string;
    found.push({ ai, raw, value: uriUnescape(raw, 'path') });
  }
  return found;
}

/**
 * Finds the primary key of a Digital Link, on any domain and behind any stem, searching from the right.
 * Undefined when the URI is not http(s) or no key with qualifiers in order fills the end of its path.
 */
export function readLinkPath(uri: string): LinkPath | undefined {
  const segments = pathSegments(uri);
  if (segments === undefined) return undefined;
  for (let index = segments.length - 2; index >= 0; index -= 2) {
    const key = linkKeyNamed(segments[index] as string);
    if (key === undefined) continue;
    const qualifiers = qualifiersFrom(segments, index + 2, key);
    if (qualifiers === undefined) continue;
    const raw = segments[index + 1] as string;
    const padded = key.ai === '01' ? padGtin(raw) : raw;
    return { key, raw: padded, value: uriUnescape(padded, 'path'), qualifiers };
  }
  return undefined;
}
