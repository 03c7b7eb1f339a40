import { existsSync } from 'node:fs';
import { describeSuite, runConformance } from '@pinxin/conformance/run';
import { type SendToServer, serverSuite } from '@pinxin/conformance/server-suite';
import type { Run } from '../invocation.ts';
import { CliError } from '../words.ts';

/**
 * `pinxin conformance`: runs whatever suites of vectors a folder holds; one line a suite, counts at the end. With
 * `--server` only what can be tried over HTTP, against that server.
 */
export const runConformanceCommand: Run = async ({ parsed, terminal, environment }) => {
  const folder = parsed.positionals[0]!;
  if (!existsSync(folder)) {
    throw new CliError('fileUnreadable', {
      zh: `没有这个文件夹：${folder}`,
      en: `There is no such folder: ${folder}`,
    });
  }
  const { server } = parsed.options;
  const key = parsed.options.key ?? environment.PINXIN_KEY;
  const suites = server === undefined ? undefined : [serverSuite(sending(server, key))];
  const report = await runConformance(folder, suite => terminal.print(describeSuite(suite)), suites);
  terminal.print(`${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`);
  terminal.result({ ok: report.failed === 0, ...report });
  return report.failed === 0 ? 0 : 1;
};

/** Sends requests to a server as who holds this key. */
function sending(server: string, key: string | undefined): SendToServer {
  const base = server.replace(/\/+$/, '');
  return async ({ method, path, headers, body }) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { ...headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      ...(body === undefined ? {} : { body: body as BodyInit }),
    }).catch(() => {
      throw new CliError('unreachable', {
        zh: `连不上 ${base}。服务是否在运行？`,
        en: `${base} cannot be reached. Is the server running?`,
      });
    });
    return {
      status: answer.status,
      header: name => answer.headers.get(name) ?? undefined,
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  };
}
