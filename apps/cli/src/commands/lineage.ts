import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect, DEMO_INSPECTOR } from '../connection.ts';
import type { Invocation, Run } from '../invocation.ts';
import { CliError } from '../words.ts';
import { runContainers, runHolders } from './whereabouts.ts';

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** `pinxin trace`: where a lot came from, or where it went; what it is in; who holds it. */
export const runTrace: Run = async invocation => {
  const { options, positionals, flags } = invocation.parsed;
  if (flags.has('containers')) return runContainers(invocation);
  if (flags.has('holders')) return runHolders(invocation);
  const direction = options.direction ?? 'back';
  if (direction !== 'back' && direction !== 'forward') {
    throw new CliError(
      'usage',
      { zh: '--direction 应为 back 或 forward。', en: '--direction is back or forward.' },
      2,
    );
  }
  const [epc = ''] = positionals;
  const asOf = options['as-of'];
  const query = new URLSearchParams({ epc, direction, ...(asOf === undefined ? {} : { asOf }) });
  return ask(invocation, { method: 'GET', path: `/trace?${query}` }, { direction, suspects: [epc] });
};

/** `pinxin recall`: every lot that suspects reach, and who holds it. */
export const runRecall: Run = async invocation => {
  const { options, positionals } = invocation.parsed;
  const { place, from, to } = options;
  if (positionals.length === 0 && place === undefined) {
    throw new CliError(
      'usage',
      { zh: '请给出疑点：批次的码，或 --place。', en: 'Name suspects: codes of lots, or --place.' },
      2,
    );
  }
  if (place !== undefined && (from === undefined || to === undefined)) {
    throw new CliError(
      'usage',
      { zh: '--place 需要 --from 和 --to。', en: '--place needs --from and --to.' },
      2,
    );
  }
  const places = place === undefined ? [] : [{ place, from, to }];
  const question = { direction: 'forward', suspects: positionals, places };
  return ask(invocation, { method: 'POST', path: '/recall/closure' }, question);
};

/** What the server answers about a closure; only what a table on a terminal shows. */
interface Answer {
  readonly counts: { readonly lots: number; readonly carriers: number; readonly events: number };
  readonly watermark: number;
  /** Parts of the question that could not be used. */
  readonly unused?: readonly { readonly at: string; readonly given: string; readonly code: string }[];
  readonly rows: readonly Readonly<Record<string, string | undefined>>[];
}

interface Answering {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

/** Asks for the answer itself, or for the same question's sheet where a file form is wished. */
async function ask(
  invocation: Invocation,
  { method, path }: Answering,
  question: Record<string, unknown>,
): Promise<number> {
  const { parsed, terminal, environment } = invocation;
  const { format, output } = parsed.options;
  const client = connect(parsed, terminal, environment, DEMO_INSPECTOR);
  const asOf = parsed.options['as-of'];
  const body = { ...question, ...(asOf === undefined ? {} : { asOf }) };
  const wished = format ?? (terminal.json || output !== undefined ? 'json' : undefined);
  if (wished !== undefined) {
    const accept = TYPES[wished];
    if (accept === undefined) {
      throw new CliError(
        'usage',
        { zh: '--format 应为 json、csv 或 xlsx。', en: '--format is json, csv or xlsx.' },
        2,
      );
    }
    const answer =
      wished === 'json'
        ? await client.send(method, path, method === 'GET' ? {} : { body })
        : await client.send('POST', '/recall/sheet', { body, headers: { accept } });
    await passOn(answer, output);
    return 0;
  }
  printTable(invocation, await client.json<Answer>(method, path, method === 'GET' ? {} : { body }));
  return 0;
}

async function passOn(answer: Response, file: string | undefined): Promise<void> {
  if (answer.body === null) return;
  const source = Readable.fromWeb(answer.body as never);
  if (file !== undefined) await pipeline(source, createWriteStream(file));
  else for await (const piece of source) process.stdout.write(piece as Uint8Array);
}

function printTable({ terminal }: Invocation, { counts, watermark, unused, rows }: Answer): void {
  terminal.say({
    zh: `批次 ${counts.lots} 个，承载物 ${counts.carriers} 个，事件 ${counts.events} 个；截至日志第 ${watermark} 条`,
    en: `${counts.lots} lots, ${counts.carriers} carriers, ${counts.events} events; up to journal entry ${watermark}`,
  });
  for (const { given, code } of unused ?? []) {
    terminal.say({ zh: `没有用上：${given}（${code}）`, en: `not used: ${given} (${code})` });
  }
  for (const row of rows) {
    const quantity = `${row.quantity ?? ''} ${row.unit ?? ''}`.trim();
    terminal.print(
      [row.uri, row.product, quantity, row.state, row.holder, row.since].map(cell => cell ?? '').join('\t'),
    );
  }
  if (rows.length < counts.lots) {
    terminal.say({
      zh: `这里是前 ${rows.length} 行；全部：--format csv 或 xlsx`,
      en: `These are the first ${rows.length}; for all of them: --format csv or xlsx`,
    });
  }
}
