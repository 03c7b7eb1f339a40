import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';
import { COMMANDS } from './commands.ts';
import { CliError, chooseLanguage } from './words.ts';

function refusal(...args: string[]): CliError {
  try {
    parseCommandLine(args, COMMANDS);
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error(`not refused: ${args.join(' ')}`);
}

describe('the command line', () => {
  it('takes options before and after what they are about', () => {
    const parsed = parseCommandLine(
      ['trace', '--direction=forward', 'https://a', '--json', '-o', 'x.csv'],
      COMMANDS,
    );
    expect(parsed.command?.name).toBe('trace');
    expect(parsed.positionals).toEqual(['https://a']);
    expect(parsed.options).toMatchObject({ direction: 'forward', output: 'x.csv' });
    expect(parsed.flags.has('json')).toBe(true);
  });

  it('finds the command behind --lang', () => {
    expect(parseCommandLine(['--lang', 'en', 'doctor'], COMMANDS).command?.name).toBe('doctor');
  });

  it('names the command that comes close to one it does not know', () => {
    expect(refusal('bakcup')).toMatchObject({ exitCode: 2, code: 'unknownCommand' });
    expect(refusal('bakcup').words.en).toContain('pinxin backup');
    expect(refusal('frobnicate').words.zh).toContain('可用的命令');
  });

  it('names the option that comes close to one it does not know', () => {
    expect(refusal('up', '--prot', '1').words.zh).toContain('--port');
    expect(refusal('up', '--prot', '1').exitCode).toBe(2);
    expect(refusal('--what').code).toBe('unknownOption');
  });

  it('refuses options without their value and files that are missing or too many', () => {
    for (const args of [
      ['up', '--port'],
      ['up', '--json=yes'],
      ['backup'],
      ['backup', 'a', 'b'],
      ['doctor', 'x'],
    ]) {
      expect(refusal(...args)).toMatchObject({ code: 'usage', exitCode: 2 });
    }
  });

  it('shows help without asking for files', () => {
    expect(parseCommandLine(['backup', '--help'], COMMANDS)).toMatchObject({ help: true });
  });

  it('says everything in both languages', () => {
    const options = COMMANDS.flatMap(command => [command, ...Object.values(command.options)]);
    for (const { words } of options) {
      expect(words.zh).toMatch(/\p{Script=Han}/u);
      expect(words.en).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});

describe('the language', () => {
  it('is what was asked for, else what the environment says, else Chinese', () => {
    expect(chooseLanguage('en', { LANG: 'zh_CN.UTF-8' })).toBe('en');
    expect(chooseLanguage(undefined, { LANG: 'en_GB.UTF-8' })).toBe('en');
    expect(chooseLanguage(undefined, { LANG: 'en_GB.UTF-8', LC_ALL: 'zh_CN.UTF-8' })).toBe('zh');
    expect(chooseLanguage(undefined, {})).toBe('zh');
  });
});
