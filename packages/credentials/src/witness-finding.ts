import type { Finding } from './finding.ts';

/**
 * What the words of witnesses on a log's checkpoint are worth. Fewer than somebody asks for leave open whether everybody
 * is shown the same log; where none is asked for, that none signed is only said.
 */
export function witnessFinding(names: readonly string[], quorum: number): Finding {
  if (names.length > 0 && names.length >= quorum) {
    const params = { count: names.length, names: names.join(', ') };
    return { check: 'log', outcome: 'passed', code: 'witnessed', params };
  }
  return { check: 'log', outcome: quorum > 0 ? 'unknown' : 'remark', code: 'notWitnessed' };
}
