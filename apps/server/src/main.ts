import { run } from './commands/run.ts';
import type { Wiring } from './commands/serve.ts';

// The only place where slices are plugged in.
const wiring: Wiring = {
  callerOf: () => async () => undefined,
  prepare: async () => {},
  tasks: () => ({}),
  register: () => {},
};

process.exitCode = await run(process.argv.slice(2), wiring, async () => ({ ok: true, zh: '', en: '', facts: {} }));
if (process.connected) process.disconnect();
