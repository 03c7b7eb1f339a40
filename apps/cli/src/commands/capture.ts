import { setTimeout as pause } from 'node:timers/promises';
import { type ApiClient, apiClient } from '../api-client.ts';
import type { Command } from '../command.ts';
import { progressBar } from '../progress-bar.ts';
import { apiKey, serverUrl } from '../server-address.ts';
import { Refusal } from '../refusal.ts';
import { readBytes } from './hash.ts';

/** What the server tells about a capture. */
export interface CaptureJob {
  readonly captureID: string;
  readonly running: boolean;
  readonly success: boolean;
  readonly total: number;
  readonly done: number;
  readonly stored: number;
  readonly repeated: number;
  readonly errors: readonly unknown[];
}

/** `pinxin capture`: sends EPCIS documents and waits until they are stored. Safe to send twice. */
export const captureCommand: Command = {
  name: 'capture',
  usage: '<file …> [--proceed] [--key KEY] [--url URL]',
  summary: { zh: '把 EPCIS 文件里的事件交给服务器（可重复发送）', en: 'Capture the events of EPCIS files (safe to send twice)' },
  options: { proceed: { type: 'boolean' }, key: { type: 'string' }, url: { type: 'string' } },
  optionHelp: {
    proceed: { zh: '有错的事件跳过，其余照收；默认全部或全无', en: 'keep the good events when some are bad; default is all or nothing' },
    key: { zh: 'API 密钥', en: 'API key' },
    url: { zh: '服务器地址', en: "the server's address" },
  },
  run: async ({ args, options, output, language, env }) => {
    if (args.length === 0) throw new Refusal({ zh: '请给出一个或多个文件。', en: 'Name one or more files.' }, 2);
    const client = apiClient(serverUrl(options, env), apiKey(options, env, 'producer'), language);
    const bar = progressBar({ zh: '采集', en: 'Capture' }, args.length, language);
    const jobs: (CaptureJob & { file: string })[] = [];
    for (const [index, file] of args.entries()) {
      jobs.push({ file, ...(await captureBytes(client, readBytes(file), options.proceed === true)) });
      bar.at(index + 1);
    }
    bar.end();
    for (const job of jobs) {
      output.say({
        zh: `${job.file}：收到 ${job.total}，存入 ${job.stored}，重复 ${job.repeated}，错误 ${job.errors.length}`,
        en: `${job.file}: ${job.total} events, ${job.stored} stored, ${job.repeated} repeated, ${job.errors.length} errors`,
      });
      for (const error of job.errors.slice(0, 20)) output.say(`  ${JSON.stringify(error)}`);
    }
    output.result(jobs);
    return jobs.every(job => job.success) ? 0 : 1;
  },
};

/** Sends one document and follows its job to the end. */
export async function captureBytes(client: ApiClient, body: Uint8Array | string, proceed: boolean): Promise<CaptureJob> {
  const response = await client.request('POST', '/capture', {
    body,
    headers: { 'gs1-capture-error-behaviour': proceed ? 'proceed' : 'rollback' },
  });
  await response.body?.cancel();
  const location = response.headers.get('location');
  if (location === null) throw new Error('the server gave no Location for the capture');
  for (let wait = 20; ; wait = Math.min(1000, wait * 2)) {
    const job = (await (await client.request('GET', location)).json()) as CaptureJob;
    if (!job.running) return job;
    await pause(wait);
  }
}
