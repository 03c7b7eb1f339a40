import { EPCIS_CONTEXT_URL, isEpcisContextUrl } from '@pinxin/epcis/context';

/**
 * The `@context` to keep beside events: undefined when it says nothing but the published one. `source` is as
 * received, from the document; what an event itself carries stands in its own bytes.
 */
export function contextToKeep(source: unknown): Buffer | undefined {
  const entries = Array.isArray(source) ? source : [source];
  const standard = entries.every(
    entry =>
      entry === undefined ||
      (typeof entry === 'string' && (entry === EPCIS_CONTEXT_URL || isEpcisContextUrl(entry))),
  );
  return standard ? undefined : Buffer.from(JSON.stringify(source));
}
