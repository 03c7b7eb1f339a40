import type { SweepReaction } from '../../../../kernel/journal/reaction.ts';
import type { RecallParts } from '../recall.ts';
import { addLateLots } from './add-late-lots.ts';

/**
 * What is told late, and belongs to a published recall, is taken back too. Each recall keeps for itself up to which
 * entry it stands; a publication is looked at again because something may have been told while it was worked out.
 */
export function lateLots(parts: RecallParts): SweepReaction {
  return {
    name: 'trace-late-lots',
    kinds: ['events-captured', 'recall-published'],
    sweep: () => addLateLots(parts),
  };
}
