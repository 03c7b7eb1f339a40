import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AuditReport, auditLog } from '@pinxin/translog/audit';
import { toBase64 } from '@pinxin/translog/base64';
import { formatKey } from '@pinxin/translog/note';
import { PolicyUnreadable, parsePolicy } from '@pinxin/translog/policy';
import { dataFolder } from '../files.ts';
import type { Invocation, Run } from '../invocation.ts';
import { FINDINGS, sayWhatWasProved } from '../log/audit-words.ts';
import { type KnownKey, keyOf } from '../log/known-key.ts';
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

/** Walks a whole log from outside and says what it proved. */
async function audit({ parsed, terminal }: Invocation, address: string): Promise<number> {
  const source = openLogSource(address);
  const policy = readPolicy(parsed.options.policy);
  const key = policy?.log ?? (await keyOf(source, parsed.options['log-key']));
  const keep = parsed.options.keep;
  const earlier = keep !== undefined && existsSync(keep) ? readFileSync(keep, 'utf8') : undefined;
  const report = await auditLog({
    ...{ read: source.read, log: key.key, earlier },
    witnesses: policy?.witnesses.map(witness => witness.key) ?? [],
    onProgress: (done, of) =>
      terminal.progress(done, of, { zh: `已核对 ${done} 条`, en: `${done} leaves checked` }),
  });
  terminal.settle();
  const quorum = policy?.quorum ?? 0;
  const enough = report.witnessed.length >= quorum;
  if (keep !== undefined && report.ok && enough) writeFileSync(keep, report.checkpoint);
  for (const { code, at } of report.findings) terminal.print(`✗ ${terminal.pick(FINDINGS[code])}  ${at}`);
  sayWhatWasProved(terminal, { report, key: key.key, keyIsGiven: key.isGiven, quorum });
  terminal.result(factsOf(report, key, quorum, enough));
  return report.ok && enough ? 0 : 1;
}

function factsOf(report: AuditReport, key: KnownKey, quorum: number, enough: boolean) {
  const { findings, size, root, kinds, earliest, latest, grownFrom, checkpoint } = report;
  return {
    ok: report.ok && enough,
    ...{ findings, size, root: root === undefined ? null : toBase64(root), kinds },
    ...{ earliest: earliest ?? null, latest: latest ?? null, grownFrom: grownFrom ?? null },
    key: formatKey(key.key),
    keyIsGiven: key.isGiven,
    witnessed: report.witnessed.map(({ key: witness, at }) => ({ name: witness.name, at: at ?? null })),
    ...{ quorum, checkpoint },
  };
}

function readPolicy(file: string | undefined) {
  if (file === undefined) return undefined;
  try {
    const policy = parsePolicy(readFileSync(file, 'utf8'));
    return { log: { key: policy.log, isGiven: true }, witnesses: policy.witnesses, quorum: policy.quorum };
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
