import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../client.ts';
import { connectAsOperator } from '../connection.ts';
import type { Run } from '../invocation.ts';
import type { Terminal } from '../terminal.ts';
import { readInput } from './capture.ts';

interface ImportAnswer {
  readonly state: string;
  readonly problem?: { readonly message: string };
  readonly unknownColumns: readonly string[];
  readonly progress: { readonly done: number; readonly total: number };
  readonly counts: Readonly<Record<'new' | 'change' | 'same' | 'error' | 'noted' | 'written', number>>;
  readonly problems: readonly {
    readonly line: number;
    readonly problems: readonly { readonly column?: string; readonly message: string }[];
  }[];
}

/** `pinxin import`: shows what a sheet of parties would do; with --confirm the good rows are written. */
export const runImport: Run = async ({ parsed, terminal, environment }) => {
  const [file = ''] = parsed.positionals;
  const client = connectAsOperator(parsed, terminal, environment);
  const sent = await client.json<{ id: string }>(
    'POST',
    `/imports/parties?name=${encodeURIComponent(basename(file).slice(0, 200))}`,
    { body: readInput(file), headers: { 'content-type': 'application/octet-stream' } },
  );
  let answer = await until(client, terminal, sent.id, ['ready', 'writing', 'done', 'refused', 'cancelled']);
  if (answer.state === 'ready' && parsed.flags.has('confirm')) {
    await client.json('POST', `/imports/${sent.id}/confirm`);
    answer = await until(client, terminal, sent.id, ['done', 'cancelled']);
  }
  terminal.settle();
  for (const line of linesOf(answer, terminal.language)) terminal.print(line);
  const report = parsed.options.output;
  if (report !== undefined && answer.problem === undefined) {
    const sheet = await client.send('GET', `/imports/${sent.id}/report.csv`);
    writeFileSync(report, Buffer.from(await sheet.arrayBuffer()));
  }
  const ok = answer.problem === undefined && answer.state !== 'cancelled';
  terminal.result({ ok, id: sent.id, state: answer.state, counts: answer.counts, problems: answer.problems });
  return ok ? 0 : 1;
};

async function until(
  client: Client,
  terminal: Terminal,
  id: string,
  states: readonly string[],
): Promise<ImportAnswer> {
  for (let pause = 50; ; pause = Math.min(pause * 2, 1_000)) {
    const answer = await client.json<ImportAnswer>('GET', `/imports/${id}`);
    if (states.includes(answer.state)) return answer;
    const { done, total } = answer.progress;
    terminal.progress(done, Math.max(done, total, 1), { zh: '导入', en: 'importing' });
    await sleep(pause);
  }
}

function linesOf(answer: ImportAnswer, language: 'zh' | 'en'): readonly string[] {
  if (answer.problem !== undefined) return [`✗ ${answer.problem.message}`];
  const { counts } = answer;
  const ended = answer.state === 'done';
  const head =
    language === 'zh'
      ? `${ended ? '✓ 已写入' : '预览'}：新登记 ${counts.new}，更新 ${counts.change}，无变化 ${counts.same}，有误 ${counts.error}`
      : `${ended ? '✓ written' : 'preview'}: ${counts.new} new, ${counts.change} changed, ${counts.same} the same, ${counts.error} wrong`;
  const unknown = answer.unknownColumns.join('、');
  const columns = language === 'zh' ? `不认识的列：${unknown}` : `columns not known: ${unknown}`;
  const hint =
    language === 'zh' ? '加 --confirm 写入没有错误的行' : 'add --confirm to write the rows without errors';
  return [
    head,
    ...(unknown === '' ? [] : [columns]),
    ...answer.problems.flatMap(row =>
      row.problems.map(problem => `  ${row.line}${problem.column ?? ''}  ${problem.message}`),
    ),
    ...(ended ? [] : [hint]),
  ];
}
