import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { looksLikeXml } from '@pinxin/epcis/decode';
import type { Client } from '../client.ts';
import { connect, DEMO_PRODUCER } from '../connection.ts';
import type { Run } from '../invocation.ts';
import { CliError } from '../words.ts';

/** What became of one capture, as the server tells it (EPCIS 2.0 capture job, and our counts). */
export interface CaptureJob {
  readonly captureID: string;
  readonly running: boolean;
  readonly success: boolean;
  readonly total?: number;
  readonly stored?: number;
  readonly repeated?: number;
  readonly errors: readonly { readonly title?: string; readonly detail?: string; readonly at?: string }[];
}

/** `pinxin capture`: sends EPCIS files and waits until they are stored. Safe to repeat. */
export const runCapture: Run = async ({ parsed, terminal, environment }) => {
  const client = connect(parsed, terminal, environment, DEMO_PRODUCER);
  const results: Record<string, unknown>[] = [];
  for (const [index, file] of parsed.positionals.entries()) {
    if (parsed.positionals.length > 1)
      terminal.progress(index, parsed.positionals.length, { zh: file, en: file });
    try {
      const job = await captureBytes(client, readInput(file), parsed.flags.has('proceed'));
      results.push({ file, ok: job.success, ...job });
    } catch (error) {
      if (!(error instanceof CliError) || error.code === 'unreachable') throw error;
      results.push({
        file,
        ok: false,
        code: error.code,
        message: error.words[terminal.language],
        ...error.facts,
      });
    }
  }
  terminal.settle();
  for (const result of results) terminal.print(lineOf(result, terminal.language));
  const ok = results.every(result => result.ok === true);
  terminal.result({ ok, files: results });
  return ok ? 0 : 1;
};

/** Sends one document and follows its job to the end. */
export async function captureBytes(
  client: Client,
  body: Uint8Array | string,
  proceed = false,
): Promise<CaptureJob> {
  const answer = await client.send('POST', '/capture', {
    body,
    headers: {
      'content-type': looksLikeXml(Buffer.from(body)) ? 'application/xml' : 'application/json',
      'gs1-capture-error-behaviour': proceed ? 'proceed' : 'rollback',
    },
  });
  await answer.arrayBuffer();
  const location = answer.headers.get('location');
  if (location === null) throw new Error('the answer to a capture names no job');
  const { pathname, search } = new URL(location, client.url);
  for (let pause = 20; ; pause = Math.min(pause * 2, 1_000)) {
    const job = await client.json<CaptureJob>('GET', `${pathname}${search}`);
    if (!job.running) return job;
    await sleep(pause);
  }
}

/** A file's bytes; CliError with the reason when it cannot be read. */
export function readInput(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    throw new CliError('fileUnreadable', {
      zh: `读不了文件 ${file}（${reason}）。`,
      en: `${file} cannot be read (${reason}).`,
    });
  }
}

function lineOf(result: Record<string, unknown>, language: 'zh' | 'en'): string {
  if (result.message !== undefined) return `✗ ${result.file}\n${result.message}`;
  const job = result as unknown as CaptureJob & { file: string };
  const errors = job.errors
    .slice(0, 20)
    .map(error => `\n  ${error.at ?? ''} ${error.detail ?? error.title ?? JSON.stringify(error)}`);
  const counts =
    language === 'zh'
      ? `新收 ${job.stored ?? '?'} 个事件，已有 ${job.repeated ?? 0} 个，有误 ${job.errors.length} 个`
      : `${job.stored ?? '?'} events stored, ${job.repeated ?? 0} known already, ${job.errors.length} wrong`;
  return `${job.success ? '✓' : '✗'} ${job.file}: ${counts}${errors.join('')}`;
}
