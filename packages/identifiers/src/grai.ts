import { parseDataOf } from './data-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 全球可回收资产代码 GRAI, with or without serial (GB/T 23833; GS1 General Specifications). */
export type Grai = string & { readonly [brand]: 'Grai' };

/** Accepts a leading zero, 13 digits with a right check digit, and up to 16 characters of serial. Refuses `empty` and what the data of AI 8003 is refused for. */
export function parseGrai(text: string): Result<Grai, IdentifierProblem> {
  return parseDataOf('8003', text) as Result<Grai, IdentifierProblem>;
}
