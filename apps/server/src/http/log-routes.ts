import { isLocalDate } from '@pinxin/rules/local-date';
import { formatKeys } from '@pinxin/translog/chain';
import { formatKey } from '@pinxin/translog/note';
import { parseTilePath, TILE_WIDTH } from '@pinxin/translog/tile';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../kernel/context.ts';
import { nextLogKey, publishedLogOf, publishedLogs, receiptFor } from '../kernel/transparency/receipts.ts';
import { snapshotProof } from '../kernel/transparency/snapshot.ts';
import { sendProblem } from './problem.ts';
import { rimProblem } from './rim-problems.ts';

const LONGEST_SUBJECT = 64;
const TEXT = 'text/plain; charset=utf-8';

/**
 * The transparency log for programs: checkpoint, tiles and receipts (C2SP tlog-tiles, tlog-proof). What is not
 * covered by a published checkpoint is not shown, so that no cache keeps what was never signed.
 */
export function registerLogRoutes(app: FastifyInstance, ctx: Context): void {
  const about = (zh: string, en: string) =>
    ({ config: { access: 'public', summary: { 'zh-CN': zh, en } } }) as const;
  app.get(
    '/log/keys',
    about('全部年度日志的公钥，一行一个', 'The keys of all logs, one a line, from the first on'),
    async (_, reply) => {
      const logs = await publishedLogs(ctx);
      if (logs.length === 0) return sendProblem(reply, rimProblem('notFound'));
      return sendText(reply, formatKeys(logs.map(({ key }) => key)));
    },
  );
  app.get(
    '/log/next-key',
    about('下一年度日志的公钥，提前公布', 'The key of the log of next year, told beforehand'),
    async (_, reply) => {
      const key = await nextLogKey(ctx);
      if (key === undefined) return sendProblem(reply, rimProblem('notFound'));
      return sendText(reply, `${formatKey(key)}\n`);
    },
  );
  // An address never changes its log: the first one keeps `/log/`, where its tiles may be kept for ever.
  const ofYear = (request: FastifyRequest) => (request.params as { readonly year: string }).year;
  for (const [root, logOf] of [
    ['/log', () => 'first'],
    ['/log/:year', ofYear],
  ] as const) {
    app.get(
      `${root}/checkpoint`,
      about('透明日志的最新检查点', 'The latest checkpoint of the log'),
      async (request, reply) => {
        const log = await publishedLogOf(ctx, logOf(request));
        return log === undefined
          ? sendProblem(reply, rimProblem('notFound'))
          : sendText(reply, log.checkpoint);
      },
    );
    app.get(`${root}/key`, about('日志的公钥', "The log's public key"), async (request, reply) => {
      const log = await publishedLogOf(ctx, logOf(request));
      if (log === undefined) return sendProblem(reply, rimProblem('notFound'));
      return sendText(reply, `${formatKey(log.key)}\n`);
    });
    app.get(
      `${root}/tile/*`,
      about('日志的一块（哈希或条目）', 'A tile of the log: hashes or entries'),
      (request, reply) => sendTile(ctx, logOf(request), (request.params as { '*': string })['*'], reply),
    );
  }
  app.get(
    '/log/snapshots/:day/:subject',
    about(
      '某日的登记快照里一个主体的全部记录，或证明没有',
      "All of a party's records in a day's snapshot, or the proof that there were none",
    ),
    async (request, reply) => {
      const { day, subject } = request.params as { day: string; subject: string };
      const known = isLocalDate(day) && subject.length <= LONGEST_SUBJECT;
      const proof = known ? await snapshotProof(ctx, day, subject) : undefined;
      if (proof === undefined) return sendProblem(reply, rimProblem('notFound'));
      return open(reply).header('cache-control', 'no-cache').send(proof);
    },
  );
  app.get(
    '/log/receipts/:record/:revision',
    about('一条记录的入日志回执', 'The receipt of a record: that it is in the log'),
    async (request, reply) => {
      const { record, revision } = request.params as { record: string; revision: string };
      const known = /^[A-Za-z0-9_.:-]{1,64}$/.test(record) && /^(0|[1-9]\d{0,8})$/.test(revision);
      const receipt = known ? await receiptFor(ctx, record, Number(revision)) : undefined;
      if (receipt === undefined) return sendProblem(reply, rimProblem('notFound'));
      return sendText(reply, receipt);
    },
  );
}

function open(reply: FastifyReply): FastifyReply {
  return reply.header('access-control-allow-origin', '*');
}

function sendText(reply: FastifyReply, text: string): FastifyReply {
  return open(reply).type(TEXT).header('cache-control', 'no-cache').send(text);
}

async function sendTile(
  ctx: Context,
  year: string,
  path: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const place = parseTilePath(`tile/${path}`);
  const log = place === undefined ? undefined : await publishedLogOf(ctx, year);
  if (place === undefined || log === undefined) return sendProblem(reply, rimProblem('notFound'));
  const unit = place.level === 'entries' ? 1 : TILE_WIDTH ** place.level;
  const isCovered = place.index * TILE_WIDTH + place.width <= Math.floor(log.size / unit);
  const bytes = isCovered ? await log.files.tile(place) : undefined;
  if (bytes === undefined) return sendProblem(reply, rimProblem('notFound'));
  return open(reply)
    .type('application/octet-stream')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .send(Buffer.from(bytes));
}
