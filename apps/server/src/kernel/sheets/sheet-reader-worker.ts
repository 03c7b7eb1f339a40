import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';
import type { Cell, SheetRow } from './cell.ts';
import { csvRows } from './csv-reader.ts';
import type { SheetLimits, SheetMessage, SheetRefusal } from './read-sheet.ts';
import { sheetFormOf, sheetText } from './sheet-text.ts';
import { unpackedSize } from './zip-size.ts';

// A thread of its own: a large workbook takes seconds to unpack and must not hold up the server.

const port = parentPort;
if (port === null) throw new Error('this runs as a worker thread only');
const { bytes, limits } = workerData as { readonly bytes: Uint8Array; readonly limits: SheetLimits };

const tell = (message: SheetMessage): void => port.postMessage(message);

class Refused extends Error {
  readonly code: SheetRefusal;
  constructor(code: SheetRefusal) {
    super(code);
    this.code = code;
  }
}

async function rowsOf(): Promise<Iterator<SheetRow>> {
  switch (sheetFormOf(bytes)) {
    case 'xlsx':
      return await workbookRows(Buffer.from(bytes));
    case 'oldExcel':
      throw new Refused('oldExcel');
    case 'other':
      throw new Refused('notASheet');
    case 'text': {
      const text = sheetText(bytes);
      if (text === undefined) throw new Refused('encodingUnknown');
      return csvRows(text);
    }
  }
}

async function workbookRows(file: Buffer): Promise<Iterator<SheetRow>> {
  const size = unpackedSize(file);
  if (size === undefined) throw new Refused('damaged');
  if (size > limits.unpackedBytes) throw new Refused('unpackedTooLarge');
  try {
    // Numbers stay as they are written in the file: what a code lost must be seen, not guessed.
    const rows = await readSheet<{ readonly number: string }>(file, 1, {
      parseNumber: text => ({ number: text }),
    });
    return rowByRow(rows);
  } catch {
    throw new Refused('damaged');
  }
}

/** Rows are made as they are asked for, and what they were made of is let go. */
function* rowByRow(rows: unknown[][]): Generator<SheetRow> {
  for (const [index, cells] of rows.entries()) {
    yield { line: index + 1, cells: cells.map(cellOf) };
    rows[index] = [];
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object' && 'number' in value) return value as { readonly number: string };
  return String(value);
}

let rows: Iterator<SheetRow> | undefined;
let read = 0;

async function next(): Promise<void> {
  try {
    rows ??= await rowsOf();
    const batch: SheetRow[] = [];
    for (let step = rows.next(); ; step = rows.next()) {
      if (step.done === true) return tell({ kind: 'end', rows: batch });
      // The header, and blank rows, are not counted against the limit.
      if (step.value.cells.some(cell => cell !== null) && ++read > limits.rows + 1)
        throw new Refused('tooManyRows');
      batch.push(step.value);
      if (batch.length === limits.batch) return tell({ kind: 'rows', rows: batch });
    }
  } catch (error) {
    tell({ kind: 'refused', code: error instanceof Refused ? error.code : 'damaged' });
  }
}

port.on('message', () => void next());
