import { spawn } from 'node:child_process';
import type { Command, Invocation } from '../command.ts';
import type { Sentence } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { serverMain } from '../server-process.ts';

/** These need the database itself, so the server's own one-shot commands do them. */
function serverCommand(name: string, usage: string, summary: Sentence, needsFile: boolean): Command {
  return {
    name,
    usage,
    summary,
    options: {},
    optionHelp: {},
    run: async ({ args, output, language, env }: Invocation) => {
      if (needsFile && args[0] === undefined) {
        throw new Refusal({ zh: `用法：pinxin ${name} ${usage}`, en: `Usage: pinxin ${name} ${usage}` }, 2);
      }
      const flags = output.json ? ['--json'] : [];
      const child = spawn(process.execPath, [serverMain, name, ...args, ...flags], {
        stdio: 'inherit',
        env: { ...env, PINXIN_LANG: language },
      });
      return await new Promise<number>((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 1));
      });
    },
  };
}

export const backupCommand = serverCommand(
  'backup', '<file>', { zh: '把全部数据存成一个文件（一致的快照）', en: 'Write one consistent snapshot of all data to a file' }, true,
);
export const restoreCommand = serverCommand(
  'restore', '<file>', { zh: '把备份读回一个空的数据库，并逐表核对', en: 'Bring a backup back into an empty database and verify every table' }, true,
);
export const doctorCommand = serverCommand(
  'doctor', '', { zh: '检查这台机器和数据库是否正常', en: 'Check this machine and the database' }, false,
);
