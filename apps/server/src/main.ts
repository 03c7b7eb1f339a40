import { run } from './commands/run.ts';
import type { Parts, Wiring } from './commands/serve.ts';
import { callerOfSecret, issueOperatorKey, openInstance, recordToldPlaces } from './slices/parties/api.ts';
import { registerPartyRoutes } from './slices/parties/routes.ts';
import { registerProductRoutes } from './slices/products/routes.ts';
import { type Capture, openCapture } from './slices/trace/capture/capture.ts';
import { WORK_OFF_TASK } from './slices/trace/capture/capture-document.ts';
import { registerCaptureRoutes } from './slices/trace/capture/routes.ts';
import { workOffCapture } from './slices/trace/capture/work-off-capture.ts';

/** The slices that live as long as the process. */
interface Living {
  readonly capture: Capture;
}

const living = new WeakMap<Parts, Living>();

function livingSlices(parts: Parts): Living {
  const known = living.get(parts);
  if (known !== undefined) return known;
  const { ctx, config } = parts;
  const opened = {
    capture: openCapture(ctx, (teller, elements) => recordToldPlaces(ctx, teller, elements), {
      maxEvents: config.captureEventLimit,
      maxBytes: config.captureSizeLimit,
    }),
  };
  living.set(parts, opened);
  return opened;
}

// The only place where slices are plugged in.
const wiring: Wiring = {
  callerOf:
    ({ ctx }) =>
    secret =>
      callerOfSecret(ctx, secret),
  openInstance: ({ ctx }) => openInstance(ctx),
  tasks: parts => ({
    [WORK_OFF_TASK]: payload => workOffCapture(livingSlices(parts).capture, (payload as { id: string }).id),
  }),
  register: (app, parts) => {
    const { capture } = livingSlices(parts);
    registerPartyRoutes(app, parts.ctx);
    registerProductRoutes(app, parts.ctx);
    registerCaptureRoutes(app, capture);
  },
};

process.exitCode = await run(process.argv.slice(2), wiring, issueOperatorKey);
if (process.connected) process.disconnect();
