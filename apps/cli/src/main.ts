import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { captureCommand } from './commands/capture.ts';
import { conformanceCommand } from './commands/conformance.ts';
import { demoCommand } from './commands/demo.ts';
import { hashCommand } from './commands/hash.ts';
import { queryCommand } from './commands/query.ts';
import { recallCommand } from './commands/recall.ts';
import { backupCommand, doctorCommand, restoreCommand } from './commands/server-commands.ts';
import { traceCommand } from './commands/trace.ts';
import { upCommand } from './commands/up.ts';
import { commandHelp, overview } from './help.ts';
import { chooseLanguage } from './language.ts';
import { processOutput } from './output.ts';
import { Refusal } from './refusal.ts';

const COMMANDS: readonly Command[] = [
  upCommand, demoCommand, captureCommand, queryCommand, traceCommand, recallCommand,
  hashCommand, conformanceCommand, backupCommand, restoreCommand, doctorCommand,
];

const COMMON = {
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function main(argv: readonly string[]): Promise<number> {
  const langFlag = argv[argv.indexOf('--lang') + 1];
  const language = chooseLanguage(argv.includes('--lang') ? langFlag : undefined, process.env);
  const output = processOutput(language, argv.includes('--json'));
  try {
    const name = argv.find(word => !word.startsWith('-') && word !== langFlag);
    if (name === undefined || name === 'help') {
      await output.raw(overview(COMMANDS, language));
      return name === 'help' || argv.includes('--help') || argv.includes('-h') || argv.length === 0 ? 0 : 2;
    }
    const command = COMMANDS.find(each => each.name === name) ?? unknownCommand(name);
    const { values, positionals } = parse(command, argv);
    if (values.help === true) {
      await output.raw(commandHelp(command, language));
      return 0;
    }
    return await command.run({ args: positionals.slice(1), options: values, output, language, env: process.env });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    output.warn(error.sentence);
    output.result({ error: error.sentence, problem: error.problem });
    return error.exitCode;
  }
}

function parse(command: Command, argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: { ...command.options, ...COMMON }, allowPositionals: true });
  } catch (error) {
    const said = (error as Error).message;
    throw new Refusal(
      {
        zh: `看不懂这个写法：${said}\n用法：pinxin ${command.name} ${command.usage}\n全部选项：pinxin ${command.name} --help`,
        en: `That was not understood: ${said}\nUsage: pinxin ${command.name} ${command.usage}\nAll options: pinxin ${command.name} --help`,
      },
      2,
    );
  }
}

function unknownCommand(name: string): never {
  const near = COMMANDS.map(command => command.name).find(each => each.startsWith(name.slice(0, 2)));
  throw new Refusal(
    {
      zh: `没有“${name}”这个命令。${near ? `是不是 pinxin ${near}？` : ''}全部命令：pinxin --help`,
      en: `There is no command "${name}". ${near ? `Did you mean pinxin ${near}? ` : ''}All commands: pinxin --help`,
    },
    2,
  );
}

process.exitCode = await main(process.argv.slice(2));
