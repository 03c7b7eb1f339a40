import { type ParsedEvent, parseDocument } from '@pinxin/epcis/document';
import { openDatabase } from '@pinxin/server/kernel/db/database';
import { contextToKeep } from '@pinxin/server/slices/trace/capture/capture-context';
import Fastify from 'fastify';
import type pg from 'pg';
import type { ServeTask } from '../load/serve-apart.ts';
import type { ParsedBatch } from '../subject/group-writer.ts';
import { InsertingStore } from './insert-events.ts';

const POOL = 8;
const BODY_LIMIT = 32 * 1024 * 1024;

/**
 * The server that a reader would write first: the same parser, checks and hash as ours, then every event in a
 * transaction of its own by awaited INSERTs; answers when all of a request are committed. No keys, no journal,
 * no jobs, no graph: it does less than ours, never more.
 */
export function plainServer(pool: pg.Pool, party: number) {
  const store = new InsertingStore(party);
  const server = Fastify({ bodyLimit: BODY_LIMIT, logger: false });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const capture = async (body: Buffer): Promise<boolean> => {
    const read = batchOf(body);
    if (read === undefined) return false;
    for (const event of read.events) {
      const client = await pool.connect();
      try {
        await store.store(client, event, read.context, new Date());
      } finally {
        client.release();
      }
    }
    return true;
  };
  server.post('/capture', async (request, reply) => {
    reply.code((await capture(request.body as Buffer)) ? 202 : 400);
    return '';
  });
  server.post('/events', async (request, reply) => {
    reply.code((await capture(request.body as Buffer)) ? 201 : 400);
    return '';
  });
  return server;
}

function batchOf(body: Buffer): ParsedBatch | undefined {
  const parsed = parseDocument(body, { strictness: 'strict' });
  if (!parsed.ok) return undefined;
  const events: ParsedEvent[] = [];
  for (const event of parsed.value.events) {
    if (!event.ok) return undefined;
    events.push(event.value);
  }
  return { events, context: contextToKeep(parsed.value.context.source) };
}

if (import.meta.main) {
  const task = JSON.parse(process.argv[2]!) as ServeTask;
  const database = openDatabase(task.databaseUrl, POOL, () => {});
  const { rows } = await database.pool.query<{ id: number }>('select min(id) as id from party');
  const server = plainServer(database.pool, rows[0]!.id);
  await server.listen({ host: '127.0.0.1', port: 0 });
  console.log(JSON.stringify({ port: (server.server.address() as { port: number }).port }));
  process.once('SIGTERM', async () => {
    await server.close();
    await database.close();
  });
}
