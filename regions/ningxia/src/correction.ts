import { type LocalSecond, timeText } from './calendar.ts';
import type { Chain } from './chain.ts';
import type { Member } from './directory.ts';
import type { EpcisEvent } from './event.ts';
import { type Random, randomStream } from './random.ts';

/** What was meant, what was written down instead, and when somebody noticed. */
interface Correction {
  readonly right: EpcisEvent;
  /** The fields that were written down wrong. */
  readonly wrong: EpcisEvent;
  readonly noticed: LocalSecond;
}

/**
 * Records an event wrongly, declares that wrong, and records it right (EPCIS 2.0 §7.4.1.2): the declaration repeats
 * the wrong event and its eventID, and names the one that takes its place. Nothing is deleted.
 */
export function recordCorrected(chain: Chain, by: Member, { right, wrong, noticed }: Correction): void {
  const random = randomStream(chain.seed, `correction/${by.party.key}`);
  const mistaken = { ...right, ...wrong, eventID: eventIdOf(random) };
  const corrective = { ...right, eventID: eventIdOf(random) };
  chain.recorder.record(by, mistaken);
  chain.recorder.record(by, {
    ...mistaken,
    errorDeclaration: {
      declarationTime: timeText(noticed),
      reason: 'incorrect_data',
      correctiveEventIDs: [corrective.eventID],
    },
  });
  chain.recorder.record(by, corrective, 1);
}

/** A random UUID (RFC 9562, version 4) out of the demo's own numbers. */
function eventIdOf(random: Random): string {
  const hex = Array.from({ length: 32 }, (_, at) =>
    (at === 12 ? 4 : at === 16 ? 8 + random.below(4) : random.below(16)).toString(16),
  ).join('');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `urn:uuid:${parts.join('-')}`;
}
