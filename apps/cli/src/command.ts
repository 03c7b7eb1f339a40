import type { ParseArgsOptionsConfig } from 'node:util';
import type { Language, Sentence } from './language.ts';
import type { Output } from './output.ts';

/** Options as parsed: text, switch, or a list of texts. */
export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What a command is given. */
export interface Invocation {
  readonly args: readonly string[];
  readonly options: OptionValues;
  readonly output: Output;
  readonly language: Language;
  readonly env: NodeJS.ProcessEnv;
}

/** One verb of the command line. */
export interface Command {
  readonly name: string;
  /** After the name: `<file …> [--proceed]`. */
  readonly usage: string;
  readonly summary: Sentence;
  readonly options: ParseArgsOptionsConfig;
  /** A sentence for each option. */
  readonly optionHelp: Readonly<Record<string, Sentence>>;
  /** Returns the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** A text option, or undefined. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
