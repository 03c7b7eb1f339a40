import { parseDataOf } from './data-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 全球单个资产代码 GIAI (GB/T 23833; GS1 General Specifications). */
export type Giai = string & { readonly [brand]: 'Giai' };

/** Accepts a company prefix and an asset reference, 30 characters at most. Refuses `empty` and what the data of AI 8004 is refused for. */
export function parseGiai(text: string): Result<Giai, IdentifierProblem> {
  return parseDataOf('8004', text) as Result<Giai, IdentifierProblem>;
}
