import { canonicalEpc } from '@pinxin/identifiers/canonical';
import type { CaptureProblem } from '../capture/problem.ts';
import type { SheetField } from './sheet-columns.ts';
import type { SheetEvent } from './sheet-events.ts';

/** The cell that a problem of an event comes from; without a field where the event as a whole is wrong. */
export interface ProblemCell {
  readonly line: number;
  readonly field?: SheetField;
}

/** Where each member of an event was read from. */
const FIELDS: Readonly<Record<string, SheetField>> = {
  ...{ eventTime: 'time', readPoint: 'place', bizLocation: 'place', parentID: 'container' },
  ...{ epcList: 'container', sourceList: 'partner', destinationList: 'partner', bizStep: 'step' },
};

/** The cell of a problem that capture finds in an event of a sheet: the pointer into the document says which. */
export function problemCell({ lines, event }: SheetEvent, { at }: CaptureProblem): ProblemCell {
  const [first = 0] = lines;
  const [member = '', place = '0', part] = at.split('/').slice(4);
  const field = FIELDS[member];
  if (field !== undefined) return { line: first, field };
  const list = (event as Readonly<Record<string, unknown>>)[member];
  if (!/quantityList$/i.test(member) || !Array.isArray(list)) return { line: first };
  const line = lineOf(lines, list.length, Number(place));
  const isInput = member === 'inputQuantityList';
  if (part === 'quantity') return { line, field: isInput ? 'fromQuantity' : 'quantity' };
  if (part === 'uom') return { line, field: isInput ? 'fromUnit' : 'unit' };
  const { epcClass } = list[Number(place)] as { readonly epcClass: string };
  const product = canonicalEpc(epcClass.replace(/\/10\/.*$/, ''));
  if (product.ok) return { line, field: isInput ? 'fromLot' : 'lot' };
  return { line, field: isInput ? 'fromProduct' : 'product' };
}

/** Each amount has a line of its own; where equal ones were put together, the first line stands for them. */
function lineOf(lines: readonly number[], amounts: number, place: number): number {
  return (amounts === lines.length ? lines[place] : lines[0]) ?? 0;
}
