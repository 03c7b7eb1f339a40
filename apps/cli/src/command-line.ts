import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CliError, type Words } from './words.ts';

/** One `--option` of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly words: Words;
}

/** One command: its words for the help, and what it takes. */
export interface CommandShape {
  readonly name: string;
  /** How the positionals are written in the help, e.g. `<file>…`. */
  readonly takes: string;
  /** Fewest and most positionals. */
  readonly count: readonly [least: number, most: number];
  readonly words: Words;
  readonly options: Readonly<Record<string, Option>>;
}

/** What a command line said. */
export interface Parsed {
  readonly command: CommandShape | undefined;
  readonly help: boolean;
  readonly version: boolean;
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
}

/** Options of every command. */
export const COMMON: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', words: { zh: '输出 JSON，供程序读取', en: 'print JSON for programs' } },
  lang: { type: 'string', value: 'zh|en', words: { zh: '输出的语言', en: 'language of the output' } },
  help: { type: 'boolean', short: 'h', words: { zh: '显示说明', en: 'show this help' } },
};

/** Reads a command line. Throws CliError (exit code 2) that names what is not known and what comes close. */
export function parseCommandLine(args: readonly string[], commands: readonly CommandShape[]): Parsed {
  const at = args.findIndex((argument, index) => !argument.startsWith('-') && args[index - 1] !== '--lang');
  const name = at === -1 ? undefined : args[at];
  const command = commands.find(each => each.name === name);
  if (name !== undefined && name !== 'help' && command === undefined) throw unknownCommand(name, commands);
  const known: Readonly<Record<string, Option>> = {
    ...COMMON,
    ...(command?.options ?? { version: { type: 'boolean', words: { zh: '', en: '' } } }),
  };
  const { values, tokens } = parseArgs({
    args: [...args],
    options: known as ParseArgsConfig['options'] & object,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = known[token.name];
    if (option === undefined) throw unknownOption(token.rawName, command, known);
    if (option.type === 'string' && (token.value === undefined || token.value === ''))
      throw valueMissing(token.rawName);
    if (option.type === 'boolean' && token.value !== undefined) throw valueUnwanted(token.rawName);
  }
  const positionals = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : [])).slice(1);
  const help = values.help === true || name === 'help';
  if (command !== undefined && !help) checkCount(command, positionals.length);
  const flags = Object.entries(values).flatMap(([key, value]) => (value === true ? [key] : []));
  const texts = Object.entries(values).filter(([, value]) => typeof value === 'string') as [string, string][];
  return {
    command,
    help,
    version: values.version === true,
    positionals,
    options: Object.fromEntries(texts),
    flags: new Set(flags),
  };
}

function checkCount(command: CommandShape, count: number): void {
  const [least, most] = command.count;
  if (count >= least && count <= most) return;
  const call = `pinxin ${command.name} ${command.takes}`.trim();
  throw new CliError('usage', { zh: `用法：${call}`, en: `Usage: ${call}` }, 2);
}

function unknownCommand(name: string, commands: readonly CommandShape[]): CliError {
  const close = closest(
    name,
    commands.map(command => command.name),
  );
  const all = commands.map(command => command.name).join(', ');
  return new CliError(
    'unknownCommand',
    {
      zh: `没有“${name}”这个命令。${close === undefined ? `可用的命令：${all}` : `是不是 pinxin ${close}？`}`,
      en: `There is no command "${name}". ${close === undefined ? `Commands: ${all}` : `Did you mean pinxin ${close}?`}`,
    },
    2,
  );
}

function unknownOption(
  name: string,
  command: CommandShape | undefined,
  known: Readonly<Record<string, Option>>,
): CliError {
  const close = closest(name.replace(/^-+/, ''), Object.keys(known));
  const where = command === undefined ? 'pinxin' : `pinxin ${command.name}`;
  return new CliError(
    'unknownOption',
    {
      zh: `${where} 没有 ${name} 这个选项。${close === undefined ? `请看 ${where} --help。` : `是不是 --${close}？`}`,
      en: `${where} has no option ${name}. ${close === undefined ? `See ${where} --help.` : `Did you mean --${close}?`}`,
    },
    2,
  );
}

function valueMissing(name: string): CliError {
  return new CliError('usage', { zh: `${name} 后面要写值。`, en: `${name} needs a value.` }, 2);
}

function valueUnwanted(name: string): CliError {
  return new CliError('usage', { zh: `${name} 不带值。`, en: `${name} takes no value.` }, 2);
}

/** The known word at most two slips of the keyboard away. */
function closest(word: string, known: readonly string[]): string | undefined {
  const near = known
    .map(each => ({ each, slips: slipsBetween(word, each) }))
    .sort((a, b) => a.slips - b.slips)[0];
  return near !== undefined && near.slips <= 2 ? near.each : undefined;
}

function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same));
    }
    row = next;
  }
  return row[other.length]!;
}
