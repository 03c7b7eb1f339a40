import type { Parsed } from './command-line.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given. It returns the exit code: 0 done, 1 not (all) done. */
export interface Invocation {
  readonly parsed: Parsed;
  readonly terminal: Terminal;
  readonly environment: NodeJS.ProcessEnv;
}

/** Does one command. */
export type Run = (invocation: Invocation) => Promise<number>;
