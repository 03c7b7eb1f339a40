import type { LogPage } from '@pinxin/contract/log-page';
import { printLogPage } from '@pinxin/site/log-page';
import { toBase64 } from '@pinxin/translog/base64';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { formatKey } from '@pinxin/translog/note';
import type { Policy } from '@pinxin/translog/policy';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../../kernel/context.ts';
import { latestCheckpoint, publishedLogs } from '../../../kernel/transparency/receipts.ts';
import type { SiteSettings } from '../page-context.ts';
import { LEGAL_OFFSET_MINUTES, localInstant } from '../row-facts.ts';
import { answer } from './routes.ts';

/** 透明日志的公众页: where the log stands, how to check it, and what it cannot prove. */
export function registerLogPage(
  app: FastifyInstance,
  ctx: Context,
  settings: SiteSettings,
  policy: Policy | undefined,
): void {
  const summary = {
    'zh-CN': '透明日志的说明和现状',
    en: 'The transparency log: what it is, where it stands',
  };
  app.get('/log', { config: { access: 'public', summary } }, async (request, reply) => {
    const view = await logPage(ctx, policy);
    return answer(request, reply, view, context => printLogPage(onLocalClocks(view), context), settings);
  });
}

/** As on the clocks of the place, like every time on these pages; in JSON it stays UTC. */
function onLocalClocks(view: LogPage): LogPage {
  const closed = view.closed.map(log => ({
    ...log,
    closedAt: localInstant(log.closedAt, LEGAL_OFFSET_MINUTES),
  }));
  if (view.log === undefined) return { ...view, closed };
  const witnesses = view.log.witnesses.map(({ name, at }) =>
    at === undefined ? { name } : { name, at: localInstant(at, LEGAL_OFFSET_MINUTES) },
  );
  return { ...view, closed, log: { ...view.log, witnesses } };
}

async function logPage(ctx: Context, policy: Policy | undefined): Promise<LogPage> {
  const needed = policy?.quorum ?? 0;
  const [published, closed, server] = [await latestCheckpoint(ctx), await closedLogs(ctx), ctx.publicUrl];
  if (published === undefined) return { server, needed, closed };
  const { key, checkpoint } = published;
  const witnesses = policy?.witnesses.map(witness => witness.key) ?? [];
  // A witness whose key is wrong must not hide the log itself.
  const opened = openCheckpoint(checkpoint, key, witnesses) ?? openCheckpoint(checkpoint, key)!;
  return {
    ...{ server, needed, closed },
    log: {
      ...{ origin: key.name, size: published.size, root: toBase64(opened.checkpoint.root) },
      ...{ key: formatKey(key), checkpoint },
      witnesses: opened.witnessed.map(({ key: witness, at }) =>
        at === undefined ? { name: witness.name } : { name: witness.name, at: at.toISOString() },
      ),
    },
  };
}

async function closedLogs(ctx: Context): Promise<LogPage['closed']> {
  const logs = await publishedLogs(ctx);
  return logs.flatMap(({ key, size, checkpoint, closedAt }) => {
    if (closedAt === undefined) return [];
    const root = toBase64(openCheckpoint(checkpoint, key)!.checkpoint.root);
    return [{ origin: key.name, size, root, closedAt: closedAt.toISOString() }];
  });
}
