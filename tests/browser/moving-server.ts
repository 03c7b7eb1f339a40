import { serve } from '../../apps/server/src/commands/serve.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import type { Clock } from '../../apps/server/src/kernel/clock.ts';
import { wiring } from '../../apps/server/src/main.ts';

// The whole server as main.ts wires it, but for its clock: that runs like the machine's and can be moved on by whoever
// started this program, so that a notice of five working days passes within a test.

let ahead = 0;
const clock: Clock = { now: () => new Date(Date.now() + ahead) };
const instance = await serve(readConfig(process.env), wiring, undefined, clock);

process.on('message', ({ advance }: { readonly advance: number }) => {
  ahead += advance;
  process.send?.({ event: 'moved' });
});
process.once('SIGTERM', () => void instance.stop().then(() => process.exit()));
// Whoever started this program is gone: nobody would stop it any more.
process.once('disconnect', () => void instance.stop().then(() => process.exit()));
process.send?.({ event: 'ready', url: instance.url });
