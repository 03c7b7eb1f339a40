import { describeSuite, runConformance } from '@pinxin/conformance/run';
import type { Command } from '../command.ts';
import { Refusal } from '../refusal.ts';

/** `pinxin conformance`: runs the vectors that others wrote. */
export const conformanceCommand: Command = {
  name: 'conformance',
  usage: '<folder>',
  summary: { zh: '用别人写的测试向量检验本软件', en: 'Hold this software to test vectors that others wrote' },
  options: {},
  optionHelp: {},
  run: async ({ args, output }) => {
    const folder = args[0];
    if (folder === undefined) throw new Refusal({ zh: '请给出放测试向量的文件夹。', en: 'Name the folder of vectors.' }, 2);
    const report = await runConformance(folder, suite => output.say(describeSuite(suite))).catch((error: Error) => {
      throw new Refusal({ zh: `没有这个文件夹：${folder}`, en: error.message });
    });
    output.result(report);
    output.say(`${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`);
    return report.failed === 0 && report.passed > 0 ? 0 : 1;
  },
};
