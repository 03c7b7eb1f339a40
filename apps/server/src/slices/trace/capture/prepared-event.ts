import { createHash } from 'node:crypto';
import type { ErrorDeclaration, ParsedEvent } from '@pinxin/epcis/event';
import { fieldRows } from './field-rows.ts';
import { type Interner, LONGEST_URI_BYTES, type Numbers } from './interner.ts';
import { linkRows } from './link-rows.ts';
import { lotRows } from './lot-rows.ts';
import { fitsNumeric } from './numeric.ts';
import type { CaptureProblem } from './problem.ts';
import { EVENTS_A_TURN, nextTurn } from './turns.ts';

/** An event that is fit to be stored: its identity is known and all it names is numbered. */
export interface PreparedEvent {
  readonly event: ParsedEvent;
  /** The `@context` it was read with, as JSON; undefined when it is the standard one. */
  readonly context: Buffer | undefined;
  /** Stored identity: the event hash; of an error declaration a hash over that and the declaration. */
  readonly hash: Uint8Array;
  /** `hash` as a text, for maps. */
  readonly key: string;
  readonly numbers: Numbers;
}

/** What keeps an event that is well formed from being stored, for sizes that the database cannot hold. */
export function storageProblems(event: ParsedEvent, pointer: string): readonly CaptureProblem[] {
  const problems: CaptureProblem[] = [];
  const check = (uri: string | undefined): void => {
    // 3 bytes for a UTF-16 unit at most: the exact length is asked of long texts only.
    if (uri === undefined || 3 * uri.length <= LONGEST_URI_BYTES) return;
    const bytes = Buffer.byteLength(uri);
    if (bytes <= LONGEST_URI_BYTES) return;
    problems.push({
      code: 'identifierTooLong',
      at: pointer,
      params: { value: `${uri.slice(0, 80)}…`, bytes },
    });
  };
  lotRows(event, (uri, _kind, _role, quantity, uom) => {
    check(uri);
    check(uom);
    if (quantity !== undefined && !fitsNumeric(quantity)) {
      problems.push({ code: 'quantityTooLong', at: pointer, params: { value: `${quantity.slice(0, 80)}…` } });
    }
  });
  linkRows(event, (_kind, type, value) => {
    check(type);
    check(value);
  });
  for (const uri of [event.bizStep, event.disposition, event.readPoint, event.bizLocation, event.eventId])
    check(uri);
  return problems;
}

/** Numbers all that these events name, in the order in which they name it. */
export async function numberEvents(
  interner: Interner,
  events: readonly ParsedEvent[],
  context: Buffer | undefined,
): Promise<readonly PreparedEvent[]> {
  const lots = new Map<string, number>();
  const terms = new Set<string>();
  const term = (uri: string | undefined): void => {
    if (uri !== undefined) terms.add(uri);
  };
  for (const [index, event] of events.entries()) {
    if (index % EVENTS_A_TURN === EVENTS_A_TURN - 1) await nextTurn();
    lotRows(event, (uri, kind, _role, _quantity, uom) => {
      lots.set(uri, kind);
      term(uom);
    });
    linkRows(event, (_kind, type, value) => {
      term(type);
      terms.add(value);
    });
    if (event.fields.length > 0) {
      fieldRows(event, ({ name, uom }) => {
        terms.add(name);
        term(uom);
      });
    }
    term(event.bizStep);
    term(event.disposition);
    term(event.readPoint);
    term(event.bizLocation);
  }
  const numbers = await interner.numbersOf(lots, terms);
  return events.map(event => {
    const hash = storedHash(event);
    return { event, context, hash, key: keyOf(hash), numbers };
  });
}

/** A hash as a text that costs little to make and compare. */
export function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('latin1');
}

function storedHash(event: ParsedEvent): Uint8Array {
  const { errorDeclaration } = event;
  return errorDeclaration === undefined ? event.hash : declarationHash(event.hash, errorDeclaration);
}

/**
 * The stored identity of an error declaration: the event hash covers no declaration (CBV 2.0, event hash), yet
 * both the event and its declaration must be kept.
 */
export function declarationHash(eventHash: Uint8Array, declaration: ErrorDeclaration): Uint8Array {
  const { declarationTime, reason, correctiveEventIds } = declaration;
  const text = JSON.stringify([declarationTime, reason ?? null, [...correctiveEventIds].sort()]);
  return createHash('sha256').update('pinxin:error-declaration:').update(eventHash).update(text).digest();
}
