import type { LogPage } from '@pinxin/contract/log-page';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import { printLogPage } from '@pinxin/site/log-page';
import { toBase64 } from '@pinxin/translog/base64';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { formatKey } from '@pinxin/translog/note';
import type { Policy } from '@pinxin/translog/policy';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../../kernel/context.ts';
import { type PublishedLog, publishedLogs } from '../../../kernel/transparency/receipts.ts';
import type { SiteSettings } from '../page-context.ts';
import { localInstant } from '../row-facts.ts';
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
  const logs = await publishedLogs(ctx);
  const [published, server] = [logs.at(-1), ctx.publicUrl];
  const closed = logs.slice(0, -1).map(closedLog);
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

function closedLog({ key, size, checkpoint, closedAt }: PublishedLog): LogPage['closed'][number] {
  const root = toBase64(openCheckpoint(checkpoint, key)!.checkpoint.root);
  return { origin: key.name, size, root, closedAt: closedAt!.toISOString() };
}
