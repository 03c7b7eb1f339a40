import { type Cell, columnName, type SheetRow } from '../../../kernel/sheets/cell.ts';
import {
  cellText,
  readTitles,
  type SheetField,
  STEP_WORDS,
  STEPS,
  type Step,
  UNITS,
} from './sheet-columns.ts';

/** Why a cell is not taken. */
export type SheetProblemCode =
  | 'noTitles'
  | 'stepUnknown'
  | 'timeWrong'
  | 'missing'
  | 'codeWrong'
  | 'numberWrong'
  | 'unitUnknown'
  | 'otherThanFirst'
  | 'eventWrong';

/** What is wrong, and where, as spreadsheets count. */
export interface SheetProblem {
  readonly line: number;
  readonly column?: string;
  readonly field?: SheetField;
  readonly code: SheetProblemCode;
  readonly detail?: string;
}

/** An event and the lines that it was made of. */
export interface SheetEvent {
  readonly lines: readonly number[];
  readonly event: Readonly<Record<string, unknown>>;
}

/** Events of a sheet and all that is wrong with it; an event with a wrong line is not among them. */
export interface ReadEvents {
  readonly rows: number;
  readonly events: readonly SheetEvent[];
  readonly problems: readonly SheetProblem[];
  /** In which column each field stands, as spreadsheets name columns. */
  readonly columns: ReadonlyMap<SheetField, string>;
}

interface Line {
  readonly line: number;
  readonly text: (field: SheetField) => string;
  readonly refuse: (field: SheetField, code: SheetProblemCode) => undefined;
}

const LINK = 'https://id.gs1.org';
/** Titles may have notes above them. */
const TITLE_LINES = 10;

/** Reads rows into events: one row is one event, rows of one number in the column of events are parts of one. */
export function readSheetEvents(rows: readonly SheetRow[]): ReadEvents {
  const problems: SheetProblem[] = [];
  const titleAt = rows.slice(0, TITLE_LINES).findIndex(({ cells }) => readTitles(cells) !== undefined);
  const titles = readTitles(rows[titleAt]?.cells ?? []);
  if (titles === undefined)
    return { rows: 0, events: [], problems: [{ line: 1, code: 'noTitles' }], columns: new Map() };
  const lines = rows
    .slice(titleAt + 1)
    .filter(({ cells }) => cells.some(cell => cellText(cell) !== ''))
    .map(row => lineOf(row, titles, problems));
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const name = line.text('event');
    const key = name === '' ? `line ${line.line}` : `event ${name}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const events: SheetEvent[] = [];
  for (const group of groups.values()) {
    const before = problems.length;
    const event = eventOf(group);
    if (event !== undefined && problems.length === before)
      events.push({ lines: group.map(({ line }) => line), event });
  }
  const columns = new Map([...titles].map(([field, index]) => [field, columnName(index)] as const));
  return { rows: lines.length, events, problems, columns };
}

function lineOf(
  { line, cells }: { readonly line: number; readonly cells: readonly Cell[] },
  titles: ReadonlyMap<SheetField, number>,
  problems: SheetProblem[],
): Line {
  return {
    line,
    text: field => cellText(cells[titles.get(field) ?? -1]),
    refuse: (field, code) => {
      const index = titles.get(field);
      problems.push({ line, field, code, ...(index === undefined ? {} : { column: columnName(index) }) });
      return undefined;
    },
  };
}

function eventOf(lines: readonly Line[]): Readonly<Record<string, unknown>> | undefined {
  const [first, ...others] = lines as readonly [Line, ...Line[]];
  for (const other of others)
    for (const field of ['step', 'time', 'place', 'container', 'partner'] as const)
      if (other.text(field) !== '' && other.text(field) !== first.text(field))
        other.refuse(field, 'otherThanFirst');
  const step = stepOf(first);
  const eventTime = timeOf(first);
  const place = codeOf(first, 'place', '414');
  const common = {
    ...{ eventTime, eventTimeZoneOffset: '+08:00' },
    ...(place === undefined ? {} : { readPoint: { id: place }, bizLocation: { id: place } }),
  };
  if (step === undefined || eventTime === undefined) {
    for (const line of lines) amountOf(line, '', true);
    return undefined;
  }
  return { ...common, ...contentOf(step, lines, first) };
}

/** What each step is in EPCIS, as the API guide tells it of software. */
function contentOf(step: Step, lines: readonly Line[], first: Line): Readonly<Record<string, unknown>> {
  const container = codeOf(first, 'container', '00');
  const partner = codeOf(first, 'partner', '417');
  const isContainer = container !== undefined && lines.every(line => line.text('product') === '');
  const amounts = isContainer ? [] : lines.map(line => amountOf(line, '', true));
  const what = isContainer ? { epcList: [container] } : { quantityList: amounts };
  const party = (list: string, member: string) =>
    partner === undefined ? {} : { [list]: [{ type: 'possessing_party', [member]: partner }] };
  switch (step) {
    case 'harvest':
      return { type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', disposition: 'active', ...what };
    case 'transform': {
      const from = lines.map(line => amountOf(line, 'from', true));
      return {
        ...{ type: 'TransformationEvent', bizStep: 'creating_class_instance' },
        ...{ inputQuantityList: from, outputQuantityList: merged(amounts) },
      };
    }
    case 'pack':
      if (container === undefined && first.text('container') === '') first.refuse('container', 'missing');
      return {
        ...{ type: 'AggregationEvent', action: 'ADD', bizStep: 'packing', parentID: container },
        childQuantityList: amounts,
      };
    case 'ship':
      return {
        ...{
          type: 'ObjectEvent',
          action: 'OBSERVE',
          bizStep: 'shipping',
          disposition: 'in_transit',
          ...what,
        },
        ...party('destinationList', 'destination'),
      };
    case 'receive':
      return {
        ...{
          type: 'ObjectEvent',
          action: 'OBSERVE',
          bizStep: 'receiving',
          disposition: 'in_progress',
          ...what,
        },
        ...party('sourceList', 'source'),
      };
    case 'sell':
      return {
        ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'retail_selling', disposition: 'retail_sold' },
        ...what,
      };
  }
}

/** What several inputs became is written on each line, and is one thing. */
function merged<T>(amounts: readonly T[]): readonly T[] {
  return [...new Map(amounts.map(amount => [JSON.stringify(amount), amount])).values()];
}

function stepOf(line: Line): Step | undefined {
  const text = line.text('step').toLowerCase();
  const step = STEPS.find(name => text === name || text === STEP_WORDS[name]['zh-CN']);
  return step ?? line.refuse('step', text === '' ? 'missing' : 'stepUnknown');
}

/** A time of Shanghai, as people and spreadsheets write it; with a zone, that zone's. */
function timeOf(line: Line): string | undefined {
  const text = line.text('time');
  if (text === '') return line.refuse('time', 'missing');
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(
      text,
    );
  if (parts === null) return line.refuse('time', 'timeWrong');
  const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');
  const [, year = '', month, day, hour, minute, second, zone = '+08:00'] = parts;
  const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  const read = new Date(`${local}Z`);
  // 31 June would become 1 July.
  const isReal = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(local);
  return isReal ? `${local}.000${zone}` : line.refuse('time', 'timeWrong');
}

/** A code of digits as a Digital Link; one that is written as an address stays. */
function codeOf(
  line: Line,
  field: 'place' | 'container' | 'partner',
  ai: '414' | '00' | '417',
): string | undefined {
  const text = line.text(field).replace(/\s+/g, '');
  if (text === '') return undefined;
  if (/^(?:https?:|urn:)/i.test(text)) return text;
  const length = ai === '00' ? 18 : 13;
  if (!/^\d+$/.test(text) || text.length !== length) return line.refuse(field, 'codeWrong');
  return `${LINK}/${ai}/${text}`;
}

function amountOf(
  line: Line,
  start: '' | 'from',
  isNeeded: boolean,
): Readonly<Record<string, unknown>> | undefined {
  const [product, lot, quantity, unit] =
    start === 'from'
      ? (['fromProduct', 'fromLot', 'fromQuantity', 'fromUnit'] as const)
      : (['product', 'lot', 'quantity', 'unit'] as const);
  const gtin = line.text(product).replace(/\s+/g, '');
  if (gtin === '') return isNeeded ? line.refuse(product, 'missing') : undefined;
  if (!/^\d{8}$|^\d{12,14}$/.test(gtin)) return line.refuse(product, 'codeWrong');
  const number = line.text(lot);
  if (number === '') return line.refuse(lot, 'missing');
  const epcClass = `${LINK}/01/${gtin.padStart(14, '0')}/10/${encodeURIComponent(number)}`;
  const amount = line.text(quantity).replaceAll(',', '');
  if (amount === '') return { epcClass };
  if (!/^\d+(?:\.\d+)?$/.test(amount)) return line.refuse(quantity, 'numberWrong');
  const written = line.text(unit);
  const uom = UNITS[written.toLowerCase()] ?? (/^[A-Z0-9]{2,3}$/.test(written) ? written : undefined);
  if (uom === undefined) return line.refuse(unit, written === '' ? 'missing' : 'unitUnknown');
  return { epcClass, quantity: Number(amount), uom };
}
