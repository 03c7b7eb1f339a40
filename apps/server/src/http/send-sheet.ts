import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { csvLines } from '../kernel/sheets/csv-lines.ts';
import { type RowCells, type SheetColumn, workbook } from '../kernel/sheets/workbook.ts';

/** Forms in which a list can be taken away. */
export const SHEET_FORMATS = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

const TYPES: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Sends rows as a file, streamed: nothing is kept but the block at hand. `name` is without its ending. */
export function sendSheet(
  reply: FastifyReply,
  format: SheetFormat,
  name: string,
  columns: readonly SheetColumn[],
  blocks: AsyncIterable<Iterable<RowCells>>,
): FastifyReply {
  const told = tellingRows(reply, name, blocks);
  const pieces = format === 'csv' ? csvLines(columns, told) : workbook(columns, told, { placed: true });
  return reply
    .type(TYPES[format])
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(Readable.from(pieces, { objectMode: false }));
}

/** Counts rows as they go, and tells how many a person took away: also when they broke it off. */
export async function* tellingRows(
  { request, server }: FastifyReply,
  sheet: string,
  blocks: AsyncIterable<Iterable<RowCells>>,
): AsyncGenerator<readonly RowCells[]> {
  let rows = 0;
  try {
    for await (const block of blocks) {
      const some = [...block];
      rows += some.length;
      yield some;
    }
  } finally {
    const { caller } = request;
    if (rows > 0 && caller.kind === 'person')
      server.tellUse?.({ kind: 'records-exported', actor: caller.publicId, sheet, rows });
  }
}
