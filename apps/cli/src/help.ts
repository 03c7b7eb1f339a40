import type { Command } from './command.ts';
import type { Language, Sentence } from './language.ts';

const COMMON_HELP: Readonly<Record<string, Sentence>> = {
  json: { zh: '结果写成 JSON', en: 'print the result as JSON' },
  lang: { zh: 'zh 或 en', en: 'zh or en' },
  help: { zh: '说明', en: 'this help' },
};

/** All commands, a line each. */
export function overview(commands: readonly Command[], language: Language): string {
  const head =
    language === 'zh'
      ? '品信：让一个地区的品牌可以被证明\n\n用法：pinxin <命令> [选项]\n'
      : "Pinxin makes a region's brands provable\n\nUsage: pinxin <command> [options]\n";
  const width = Math.max(...commands.map(command => command.name.length));
  const lines = commands.map(command => `  ${command.name.padEnd(width)}  ${command.summary[language]}`);
  const foot =
    language === 'zh' ? '\n每个命令的说明：pinxin <命令> --help　English: --lang en\n' : '\nMore: pinxin <command> --help　中文: --lang zh\n';
  return `${head}\n${lines.join('\n')}\n${foot}`;
}

/** One command with its options. */
export function commandHelp(command: Command, language: Language): string {
  const help = { ...command.optionHelp, ...COMMON_HELP };
  const width = Math.max(...Object.keys(help).map(name => name.length)) + 2;
  const lines = Object.entries(help).map(([name, sentence]) => `  ${`--${name}`.padEnd(width)}  ${sentence[language]}`);
  const usage = language === 'zh' ? '用法' : 'Usage';
  return `${command.summary[language]}\n\n${usage}: pinxin ${command.name} ${command.usage}\n\n${lines.join('\n')}\n`;
}
