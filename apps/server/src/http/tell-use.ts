import type { FastifyInstance } from 'fastify';
import type { Context } from '../kernel/context.ts';
import { inTransaction } from '../kernel/transaction.ts';

/** What the rim sees of use that no command journals: `sheet` names what was taken away. */
export type SeenUse =
  | { readonly kind: 'requests-denied' | 'records-read'; readonly actor: string; readonly count: number }
  | {
      readonly kind: 'records-exported';
      readonly actor: string;
      readonly sheet: string;
      readonly rows: number;
    };

/** Hears of it; never waits and never fails. */
export type TellUse = (use: SeenUse) => void;

/** Answers of routes that ask for one of these hold records of people and enterprises. */
const RECORDS = [
  'party.read',
  'party.write',
  'account.manage',
  'audit.read',
  'application.read',
  'statement.read',
];
/** One entry for so many: the journal is not a log of requests, and who does little leaves none. */
const STEPS = { 'requests-denied': 5, 'records-read': 100 } as const;
const HOUR_MS = 3_600_000;

/**
 * Counts what signed-in people were denied and what they read, in this process and within the hour, and tells it in
 * steps: one entry for five denials, one for a hundred answers. What is left over at the end of an hour is forgotten.
 */
export function watchRequests(app: FastifyInstance, tell: TellUse, now: () => Date): void {
  let hour = 0;
  const counts = new Map<string, number>();
  const count = (kind: keyof typeof STEPS, actor: string): void => {
    const present = Math.floor(now().getTime() / HOUR_MS);
    if (present !== hour) counts.clear();
    hour = present;
    const key = `${kind} ${actor}`;
    const so = (counts.get(key) ?? 0) + 1;
    counts.set(key, so % STEPS[kind]);
    if (so === STEPS[kind]) tell({ kind, actor, count: so });
  };
  app.addHook('onResponse', (request, reply, done) => {
    const { caller } = request;
    if (caller?.kind === 'person') {
      if (reply.statusCode === 403) count('requests-denied', caller.publicId);
      else if (
        request.method === 'GET' &&
        reply.statusCode === 200 &&
        RECORDS.includes(request.routeOptions.config.access)
      )
        count('records-read', caller.publicId);
    }
    done();
  });
}

/** Journals it: what of it is unusual is said by who follows the journal. */
export function journaledUse(ctx: Context): TellUse {
  return ({ actor, kind, ...facts }) => {
    inTransaction(ctx, async tx => tx.journal({ actor, kind, facts })).catch((error: unknown) =>
      ctx.log.warn({ err: error, kind }, 'use could not be journaled'),
    );
  };
}
