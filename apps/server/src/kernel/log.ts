/** Structured log lines; the shape of pino, so that the server's own logger fits. */
export interface Log {
  readonly debug: (facts: object, sentence: string) => void;
  readonly info: (facts: object, sentence: string) => void;
  readonly warn: (facts: object, sentence: string) => void;
  readonly error: (facts: object, sentence: string) => void;
}

/** Says nothing, for tests and one-shot commands. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

/** One JSON object a line, in the form of the HTTP app's lines; `least` is the lowest level written. */
export function jsonLog(least: string, now: () => Date, write: (line: string) => void): Log {
  const at = (level: string) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return () => {};
    return (facts: object, sentence: string) => {
      const line = { level, time: now().toISOString(), ...facts, msg: sentence };
      write(`${JSON.stringify(line, (_key, value) => (value instanceof Error ? describe(value) : value))}\n`);
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function describe(error: Error): object {
  const { name, message, stack, cause } = error;
  return { type: name, message, stack, ...(cause === undefined ? {} : { cause }) };
}
