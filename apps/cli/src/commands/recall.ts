import type { Command } from '../command.ts';
import { Refusal } from '../refusal.ts';
import { asOf, askLineage, LINEAGE_HELP, LINEAGE_OPTIONS } from './trace.ts';

/** `pinxin recall`: every lot that suspects reach, and who holds it. */
export const recallCommand: Command = {
  name: 'recall',
  usage: '<code …> [--place GLN --from TIME --to TIME] [--as-of TIME] [--format csv|xlsx|json]',
  summary: { zh: '从一个或多个疑点出发，找出全部受影响批次和持有人', en: 'From one or many suspects to every affected lot and its holder' },
  options: { place: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, ...LINEAGE_OPTIONS },
  optionHelp: {
    place: { zh: '疑点是一个地点：在 --from 到 --to 之间在那里的一切', en: 'the suspect is a place: all that was there between --from and --to' },
    from: { zh: '起（带时区）', en: 'from (with zone)' },
    to: { zh: '止（带时区）', en: 'to (with zone)' },
    ...LINEAGE_HELP,
  },
  run: async invocation => {
    const { args, options } = invocation;
    const { place, from, to } = options;
    if (args.length === 0 && place === undefined) {
      throw new Refusal({ zh: '请给出疑点：批次码，或 --place。', en: 'Give suspects: codes of lots, or --place.' }, 2);
    }
    if (place !== undefined && (from === undefined || to === undefined)) {
      throw new Refusal({ zh: '--place 需要 --from 和 --to。', en: '--place needs --from and --to.' }, 2);
    }
    const places = place === undefined ? [] : [{ place, from, to }];
    return await askLineage(invocation, { direction: 'forward', suspects: args, places, ...asOf(invocation) });
  },
};
