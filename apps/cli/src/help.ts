import { COMMON, type CommandShape, type Option } from './command-line.ts';
import type { Terminal } from './terminal.ts';

/** Prints what `pinxin` can do, or one of its commands. */
export function printHelp(
  terminal: Terminal,
  commands: readonly CommandShape[],
  command: CommandShape | undefined,
): void {
  if (command === undefined) printOverview(terminal, commands);
  else printCommand(terminal, command);
}

function printOverview(terminal: Terminal, commands: readonly CommandShape[]): void {
  terminal.say({
    zh: '品信：从一包货的码查到地块，从一批问题货查到每家店。',
    en: 'Pinxin: from a pack’s code to the field, from a bad lot to every shop.',
  });
  terminal.say({ zh: '\n用法：pinxin <命令> [选项]\n', en: '\nUsage: pinxin <command> [options]\n' });
  table(
    terminal,
    commands.map(command => [`${command.name} ${command.takes}`.trim(), terminal.pick(command.words)]),
  );
  terminal.say({ zh: '\n每个命令都有的选项：', en: '\nOptions of every command:' });
  printOptions(terminal, COMMON);
  terminal.say({
    zh: '\n第一次用：pinxin up（建库、装入演示数据、打印网址）。某个命令的说明：pinxin <命令> --help',
    en: '\nFirst time: pinxin up (makes the database, loads the demo, prints the address). One command: pinxin <command> --help',
  });
}

function printCommand(terminal: Terminal, command: CommandShape): void {
  terminal.print(`pinxin ${command.name} ${command.takes}`.trim());
  terminal.print(`  ${terminal.pick(command.words)}\n`);
  printOptions(terminal, { ...command.options, ...COMMON });
}

function printOptions(terminal: Terminal, options: Readonly<Record<string, Option>>): void {
  table(
    terminal,
    Object.entries(options).map(([name, option]) => [
      `${option.short === undefined ? '' : `-${option.short}, `}--${name}${option.type === 'string' ? ` <${option.value ?? name}>` : ''}`,
      terminal.pick(option.words),
    ]),
  );
}

function table(terminal: Terminal, rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  for (const [left, right] of rows) terminal.print(`  ${left.padEnd(width)}${right}`);
}
