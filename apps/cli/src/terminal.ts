import type { CliLanguage, Words } from './words.ts';

/** Where a command speaks: sentences for people or, with `--json`, one object for programs. */
export interface Terminal {
  readonly language: CliLanguage;
  readonly json: boolean;
  readonly pick: (words: Words) => string;
  /** A line for people; nothing with `--json`. */
  readonly say: (words: Words) => void;
  /** A line as it is (tables, addresses); nothing with `--json`. */
  readonly print: (line: string) => void;
  /** What the command found: printed with `--json` only. */
  readonly result: (facts: unknown) => void;
  /** A line of progress, on the error stream; overwritten by the next one where that is a screen. */
  readonly progress: (done: number, of: number, words: Words) => void;
  /** Ends the progress line. */
  readonly settle: () => void;
}

const BAR_WIDTH = 28;

/** A terminal over the process's own streams. */
export function openTerminal(
  language: CliLanguage,
  json: boolean,
  out: NodeJS.WritableStream = process.stdout,
  side: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr,
): Terminal {
  const pick = (words: Words) => words[language];
  const print = (line: string) => {
    if (!json) out.write(`${line}\n`);
  };
  let open = false;
  let told = -1;
  return {
    language,
    json,
    pick,
    print,
    say: words => print(pick(words)),
    result: facts => {
      if (json) out.write(`${JSON.stringify(facts)}\n`);
    },
    progress: (done, of, words) => {
      const share = of > 0 ? Math.min(done / of, 1) : 0;
      if (side.isTTY === true && !json) {
        const full = Math.round(share * BAR_WIDTH);
        side.write(
          `\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${Math.floor(share * 100)}% ${pick(words)}`,
        );
        open = true;
        return;
      }
      // No screen: a line every quarter is enough for a log.
      const quarter = Math.floor(share * 4);
      if (quarter === told) return;
      told = quarter;
      side.write(`${Math.floor(share * 100)}% ${pick(words)}\n`);
    },
    settle: () => {
      if (open) side.write('\r\u001b[2K');
      open = false;
      told = -1;
    },
  };
}
