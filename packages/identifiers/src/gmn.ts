import { parseDataOf } from './data-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 全球型号代码 GMN, with its check character pair (GS1 General Specifications). */
export type Gmn = string & { readonly [brand]: 'Gmn' };

/** Accepts a company prefix, a model reference and a right check pair, 25 characters at most. Refuses `empty` and what the data of AI 8013 is refused for. */
export function parseGmn(text: string): Result<Gmn, IdentifierProblem> {
  return parseDataOf('8013', text) as Result<Gmn, IdentifierProblem>;
}
