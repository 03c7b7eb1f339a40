import { run } from './commands/run.ts';
import type { Wiring } from './commands/serve.ts';
import { callerOfSecret, issueOperatorKey, openInstance } from './slices/parties/api.ts';
import { registerPartyRoutes } from './slices/parties/routes.ts';
import { registerProductRoutes } from './slices/products/routes.ts';

// The only place where slices are plugged in.
const wiring: Wiring = {
  callerOf:
    ({ ctx }) =>
    secret =>
      callerOfSecret(ctx, secret),
  openInstance: ({ ctx }) => openInstance(ctx),
  tasks: () => ({}),
  register: (app, { ctx }) => {
    registerPartyRoutes(app, ctx);
    registerProductRoutes(app, ctx);
  },
};

process.exitCode = await run(process.argv.slice(2), wiring, issueOperatorKey);
if (process.connected) process.disconnect();
