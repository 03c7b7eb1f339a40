import { hashFromBase64, toBase64, wholeNumber } from './base64.ts';
import { parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { EMPTY_ROOT, type Hash, sameHash } from './merkle.ts';
import { type VerifierKey, verifyNote } from './note.ts';
import { provesConsistency } from './proof.ts';

/** What a log asks of a witness (C2SP tlog-witness, add-checkpoint). */
export interface AddCheckpoint {
  /** Size of the checkpoint that the log believes the witness saw last. */
  readonly old: number;
  readonly proof: readonly Hash[];
  readonly checkpoint: string;
}

/** The body of the request. */
export function formatAddCheckpoint({ old, proof, checkpoint }: AddCheckpoint): string {
  return `old ${old}\n${proof.map(hash => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`;
}

/** Reads the body of the request; undefined when it has another form. */
export function parseAddCheckpoint(text: string): AddCheckpoint | undefined {
  const split = text.indexOf('\n\n');
  if (split < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, split).split('\n');
  const old = first.startsWith('old ') ? wholeNumber(first.slice('old '.length)) : undefined;
  const proof = lines.map(hashFromBase64);
  if (old === undefined || proof.length > 63 || !proof.every(hash => hash !== undefined)) return undefined;
  return { old, proof, checkpoint: text.slice(split + 2) };
}

/** What a witness remembers of a log. */
export interface Seen {
  readonly size: number;
  readonly root: Hash;
}

/** Nothing seen yet. */
export const NOTHING_SEEN: Seen = { size: 0, root: EMPTY_ROOT };

/** Whether a witness may sign: with the checkpoint then, else with the status that the protocol has for it. */
export type WitnessVerdict =
  | { readonly status: 200; readonly checkpoint: SignedCheckpoint }
  | { readonly status: 400 | 403 | 404 | 422 }
  /** Another size was seen last, or another tree of this size: `size` is what the witness has. */
  | { readonly status: 409; readonly size: number };

/**
 * Judges a request by what was seen before. The caller keeps what it signs *before* it signs, and compares again
 * while it does: of two requests at once one must lose.
 */
export function judgeCheckpoint(
  body: string,
  logs: readonly VerifierKey[],
  seenOf: (origin: string) => Seen,
): WitnessVerdict {
  const request = parseAddCheckpoint(body);
  const checkpoint = request === undefined ? undefined : parseCheckpoint(request.checkpoint);
  if (request === undefined || checkpoint === undefined) return { status: 400 };
  const keys = logs.filter(({ name }) => name === checkpoint.origin);
  if (keys.length === 0) return { status: 404 };
  const verified = verifyNote(checkpoint.note, keys);
  if (!verified.ok || verified.by.length === 0) return { status: 403 };
  if (request.old > checkpoint.size) return { status: 400 };
  const seen = seenOf(checkpoint.origin);
  if (request.old !== seen.size) return { status: 409, size: seen.size };
  if (seen.size === checkpoint.size && !sameHash(seen.root, checkpoint.root)) {
    return { status: 409, size: seen.size };
  }
  const claim = { size1: seen.size, root1: seen.root, size2: checkpoint.size, root2: checkpoint.root };
  return provesConsistency({ ...claim, proof: request.proof })
    ? { status: 200, checkpoint }
    : { status: 422 };
}
