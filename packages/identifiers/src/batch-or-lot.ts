import { parseDataOf } from './data-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 批号 batch or lot number: AI (10) (GS1 General Specifications). */
export type BatchOrLot = string & { readonly [brand]: 'BatchOrLot' };

/** Accepts 1 to 20 characters of GS1 set 82. Refuses `empty` and what the data of AI 10 is refused for. */
export function parseBatchOrLot(text: string): Result<BatchOrLot, IdentifierProblem> {
  return parseDataOf('10', text) as Result<BatchOrLot, IdentifierProblem>;
}
