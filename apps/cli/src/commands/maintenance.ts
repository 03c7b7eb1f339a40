import { resolve } from 'node:path';
import { dataFolder, readServerUrl } from '../files.ts';
import type { Run } from '../invocation.ts';
import { runServerCommand } from '../server-process.ts';

/** `backup`, `restore`, `doctor`, `key`: done by the server's own one-shot commands, shown in one language. */
export const runMaintenance: Run = async ({ parsed, terminal, environment }) => {
  const { name } = parsed.command!;
  const files = parsed.positionals.map(file => resolve(file));
  let last: Readonly<Record<string, unknown>> = {
    ok: false,
    zh: '服务程序没有应答。',
    en: 'The server program did not answer.',
  };
  const folder = dataFolder(parsed.options.data, environment);
  const settings = { ...environment, PINXIN_DATA: folder, ...addressOf(readServerUrl(folder)) };
  const code = await runServerCommand([name, ...files], settings, line => {
    const step = line.step as { table: string; tables: number; of: number } | undefined;
    if (step === undefined) last = line;
    else terminal.progress(step.tables, step.of, { zh: step.table, en: step.table });
  });
  terminal.settle();
  const words = { zh: String(last.zh), en: String(last.en) };
  if (last.ok === true || name === 'doctor') terminal.say(words);
  else process.stderr.write(`${terminal.pick(words)}\n`);
  const { zh: _zh, en: _en, ...facts } = last;
  terminal.result({ ...facts, message: terminal.pick(words) });
  return code;
};

/** Where the server of this folder listens, if it runs: a link that is given out leads there. */
function addressOf(url: string | undefined): Readonly<Record<string, string>> {
  if (url === undefined) return {};
  const { hostname, port } = new URL(url);
  return { PINXIN_HOST: hostname.replace(/^\[|\]$/g, ''), PINXIN_PORT: port };
}
