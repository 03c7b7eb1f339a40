import type { Language, Sentence } from './language.ts';

const WIDTH = 28;

/** A bar on standard error; on a stream that is no terminal it speaks once every tenth. */
export interface ProgressBar {
  readonly at: (done: number) => void;
  readonly end: () => void;
}

/** Starts a bar. `total` may be an estimate: the bar never passes it. */
export function progressBar(title: Sentence, total: number, language: Language): ProgressBar {
  const terminal = process.stderr.isTTY === true;
  const started = performance.now();
  let shown = -1;
  const draw = (done: number) => {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const step = Math.floor(share * (terminal ? 200 : 10));
    if (step === shown) return;
    shown = step;
    const full = Math.round(share * WIDTH);
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
    const percent = `${Math.floor(share * 100)}`.padStart(3);
    process.stderr.write(
      terminal ? `\r${title[language]} ${bar} ${percent} % ` : `${title[language]} ${percent} %\n`,
    );
  };
  return {
    at: draw,
    end: () => {
      draw(total);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (terminal) process.stderr.write(`${seconds} s\n`);
    },
  };
}
