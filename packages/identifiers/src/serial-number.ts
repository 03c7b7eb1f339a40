import { parseDataOf } from './data-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 序列号 serial number of a trade item: AI 21 (GS1 General Specifications). */
export type SerialNumber = string & { readonly [brand]: 'SerialNumber' };

/** Accepts 1 to 20 characters of GS1 set 82. Refuses `empty` and what the data of AI 21 is refused for. */
export function parseSerialNumber(text: string): Result<SerialNumber, IdentifierProblem> {
  return parseDataOf('21', text) as Result<SerialNumber, IdentifierProblem>;
}
