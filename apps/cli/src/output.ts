import type { Language, Sentence } from './language.ts';

/** Where a command speaks: people read sentences, programs read JSON; never both on standard output. */
export interface Output {
  readonly json: boolean;
  /** A sentence for people; silent with `--json`. */
  readonly say: (sentence: Sentence | string) => void;
  /** The result: printed as JSON with `--json`, otherwise left to `say`. */
  readonly result: (value: unknown) => void;
  /** Raw text or bytes, e.g. CSV, in either mode. */
  readonly raw: (chunk: string | Uint8Array) => Promise<void>;
  /** To standard error, in either mode. */
  readonly warn: (sentence: Sentence | string) => void;
}

/** The two streams of the process, in the user's language. */
export function processOutput(language: Language, json: boolean): Output {
  const text = (sentence: Sentence | string) => (typeof sentence === 'string' ? sentence : sentence[language]);
  return {
    json,
    say: sentence => {
      if (!json) process.stdout.write(`${text(sentence)}\n`);
    },
    result: value => {
      if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    raw: chunk =>
      new Promise((resolve, reject) => {
        process.stdout.write(chunk, error => (error ? reject(error) : resolve()));
      }),
    warn: sentence => void process.stderr.write(`${text(sentence)}\n`),
  };
}
