import type { RecallForecast } from '@pinxin/contract/recall';
import { sumText } from '../holdings.ts';
import type { RecallQuestion } from '../question.ts';
import { findForSheet, type RecallParts } from '../recall.ts';
import { countHolders } from './count-holders.ts';
import { recallLotsOf } from './recall-lots.ts';

/** What publishing would do now: how many pages say stop, how many holders are told. */
export async function forecastRecall(
  parts: RecallParts,
  question: Pick<RecallQuestion, 'suspects' | 'places'>,
): Promise<RecallForecast> {
  const closure = await findForSheet(parts, question);
  const { goods, carriers } = await recallLotsOf(parts, closure);
  const times = new Float64Array(goods.length).fill(-Infinity);
  const { holders } = await countHolders(parts, { lots: goods, times, asOf: undefined });
  const units = new Set(holders.flatMap(({ amounts }) => [...amounts.keys()]));
  return {
    ...{ lots: goods.length, carriers: carriers.length, holders: holders.length },
    quantities: [...units].sort().map(unit => ({
      value: sumText(holders.flatMap(({ amounts }) => amounts.get(unit) ?? [])),
      ...(unit === '' ? {} : { unit }),
    })),
    watermark: closure.watermark,
    unused: closure.problems.map(({ at, code, given }) => ({ at, code, given })),
  };
}
