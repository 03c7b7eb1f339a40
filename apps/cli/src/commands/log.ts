import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditLogs, type LogsReport } from '@pinxin/translog/audit-logs';
import { toBase64 } from '@pinxin/translog/base64';
import { formatKey } from '@pinxin/translog/note';
import { PolicyUnreadable, parsePolicy } from '@pinxin/translog/policy';
import { dataFolder } from '../files.ts';
import type { Invocation, Run } from '../invocation.ts';
import { FINDINGS, sayWhatWasProved } from '../log/audit-words.ts';
import { givenKeys, type KnownKeys, keysForAudit } from '../log/known-key.ts';
import { openLogSource } from '../log/log-source.ts';
import { proveRegister } from '../log/prove-register.ts';
import { runServerCommand } from '../server-process.ts';
import { CliError } from '../words.ts';

/** `pinxin log audit <url>`, `pinxin log register <url> <party> <day>` and `pinxin log reconcile <url>`. */
export const runLog: Run = invocation => {
  const [action, source = ''] = invocation.parsed.positionals;
  if (action === 'register') return proveRegister(invocation);
  if (action === 'audit') return audit(invocation, source);
  if (action === 'reconcile') return reconcile(invocation, source);
  throw new CliError(
    'usage',
    {
      zh: '用法：pinxin log audit <网址或文件夹>，pinxin log register <网址> <主体编号> <日期>，或 pinxin log reconcile <网址或文件夹>',
      en: 'Usage: pinxin log audit <url or folder>, pinxin log register <url> <party> <day>, or pinxin log reconcile <url or folder>',
    },
    2,
  );
};

/** Walks all logs from outside and says what it proved. */
async function audit({ parsed, terminal }: Invocation, address: string): Promise<number> {
  const source = openLogSource(address);
  const policy = readPolicy(parsed.options.policy);
  const keep = parsed.options.keep;
  const earlier = keep !== undefined && existsSync(keep) ? readFileSync(keep, 'utf8') : undefined;
  const walk = async () => {
    const known = await keysForAudit(source, policy?.logs ?? keysGiven(parsed.options['log-key']));
    const report = await auditLogs({
      ...{ read: source.read, logs: known.keys, earlier },
      witnesses: policy?.witnesses.map(witness => witness.key) ?? [],
      onProgress: (done, of) =>
        terminal.progress(done, of, { zh: `已核对 ${done} 条`, en: `${done} leaves checked` }),
    });
    terminal.settle();
    return { known, report };
  };
  let { known, report } = await walk();
  if (isTurning(report)) {
    await sleep(TURN_TAKES);
    ({ known, report } = await walk());
  }
  const quorum = policy?.quorum ?? 0;
  const enough = report.witnessed.length >= quorum;
  if (keep !== undefined && report.ok && enough) writeFileSync(keep, report.checkpoint);
  for (const { code, at } of report.findings) terminal.print(`✗ ${terminal.pick(FINDINGS[code])}  ${at}`);
  sayWhatWasProved(terminal, { report, keyIsGiven: known.isGiven, quorum });
  terminal.result(factsOf(report, known, quorum, enough));
  return report.ok && enough ? 0 : 1;
}

const TURN_TAKES = 3_000;

/** Between the last checkpoint of a year and the first of the next lies a moment: seen once, it proves nothing. */
function isTurning({ findings }: LogsReport): boolean {
  return findings.length === 1 && findings[0]?.code === 'successorMissing';
}

function keysGiven(given: string | undefined) {
  const keys = givenKeys(given);
  if (given === undefined || keys !== undefined) return keys;
  throw new CliError('noLogKey', {
    zh: '--log-key 不是日志公钥（文件或文本，每行一个）。',
    en: '--log-key is no key of a log (a file or the text, one a line).',
  });
}

function factsOf(report: LogsReport, known: KnownKeys, quorum: number, enough: boolean) {
  const { findings, size, root, kinds, earliest, latest, grownFrom, checkpoint } = report;
  return {
    ok: report.ok && enough,
    ...{ findings, size, root: root === undefined ? null : toBase64(root), kinds },
    ...{ earliest: earliest ?? null, latest: latest ?? null, grownFrom: grownFrom ?? null },
    leaves: report.leaves,
    logs: report.logs.map(log => ({
      ...{ name: log.key.name, size: log.size, root: log.root === undefined ? null : toBase64(log.root) },
      ...{ isClosed: log.isClosed, key: formatKey(log.key) },
    })),
    key: formatKey(known.keys.at(-1)!),
    keyIsGiven: known.isGiven,
    witnessed: report.witnessed.map(({ key: witness, at }) => ({ name: witness.name, at: at ?? null })),
    ...{ quorum, checkpoint },
  };
}

function readPolicy(file: string | undefined) {
  if (file === undefined) return undefined;
  try {
    return parsePolicy(readFileSync(file, 'utf8'));
  } catch (error) {
    const line = error instanceof PolicyUnreadable ? error.line : 0;
    throw new CliError('policyUnreadable', {
      zh: `读不懂见证政策 ${file}（第 ${line} 行）。`,
      en: `The policy ${file} cannot be read (line ${line}).`,
    });
  }
}

/** Done by the server's own one-shot command, on the machine with the data. */
async function reconcile({ parsed, terminal, environment }: Invocation, source: string): Promise<number> {
  let last: Readonly<Record<string, unknown>> = {
    zh: '服务程序没有应答。',
    en: 'The server program did not answer.',
  };
  const settings = { ...environment, PINXIN_DATA: dataFolder(parsed.options.data, environment) };
  const code = await runServerCommand(['reconcile', source], settings, line => {
    last = line;
  });
  const words = { zh: String(last.zh), en: String(last.en) };
  if (code === 0) terminal.say(words);
  else process.stderr.write(`${terminal.pick(words)}\n`);
  const { zh: _zh, en: _en, ...facts } = last;
  terminal.result({ ...facts, message: terminal.pick(words) });
  return code;
}
