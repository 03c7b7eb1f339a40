import { existsSync } from 'node:fs';
import { describeSuite, runConformance } from '@pinxin/conformance/run';
import type { Run } from '../invocation.ts';
import { CliError } from '../words.ts';

/** `pinxin conformance`: runs whatever suites of vectors a folder holds; one line a suite, counts at the end. */
export const runConformanceCommand: Run = async ({ parsed, terminal }) => {
  const folder = parsed.positionals[0]!;
  if (!existsSync(folder)) {
    throw new CliError('fileUnreadable', {
      zh: `没有这个文件夹：${folder}`,
      en: `There is no such folder: ${folder}`,
    });
  }
  const report = await runConformance(folder, suite => terminal.print(describeSuite(suite)));
  terminal.print(`${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`);
  terminal.result({ ok: report.failed === 0, ...report });
  return report.failed === 0 ? 0 : 1;
};
