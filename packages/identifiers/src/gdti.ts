import { parseDataOf } from './data-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 全球文件类型代码 GDTI, with or without serial (GS1 General Specifications). */
export type Gdti = string & { readonly [brand]: 'Gdti' };

/** Accepts 13 digits with a right check digit and up to 17 characters of serial. Refuses `empty` and what the data of AI 253 is refused for. */
export function parseGdti(text: string): Result<Gdti, IdentifierProblem> {
  return parseDataOf('253', text) as Result<Gdti, IdentifierProblem>;
}
