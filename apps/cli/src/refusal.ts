import type { Sentence } from './language.ts';

/** Something the user can mend: printed as a sentence, never as a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly sentence: Sentence;
  /** 1: it did not work; 2: the command was not understood. */
  readonly exitCode: 1 | 2;
  /** What the server answered, for `--json`. */
  readonly problem: unknown;

  constructor(sentence: Sentence, exitCode: 1 | 2 = 1, problem?: unknown) {
    super(sentence.en);
    this.sentence = sentence;
    this.exitCode = exitCode;
    this.problem = problem;
  }
}
