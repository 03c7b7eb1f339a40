import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type PieceMemory, PieceStream } from './piece-stream.ts';

const PIECE = 64 * 1024;
const PIECES = 200;

/** Writes pieces that differ in content and length, and remembers in what memory they lay. */
function pieces(memories: Set<ArrayBufferLike>) {
  return async function* (memory: PieceMemory): AsyncGenerator<Buffer> {
    yield Buffer.from('head of a sheet\n');
    for (let number = 0; number < PIECES; number++) {
      const piece = memory.piece(PIECE);
      memories.add(piece.buffer);
      yield piece.subarray(0, PIECE - number).fill(number);
    }
  };
}

const expected = Buffer.concat([
  Buffer.from('head of a sheet\n'),
  ...Array.from({ length: PIECES }, (_, number) => Buffer.alloc(PIECE - number, number)),
]);
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function serve(memories: Set<ArrayBufferLike>) {
  const streams: PieceStream[] = [];
  const server = createServer((_, response) => {
    const stream = new PieceStream(PIECE, pieces(memories));
    streams.push(stream);
    stream.pipe(response);
    response.on('close', () => stream.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, port: (server.address() as AddressInfo).port, streams };
}

describe('a stream of pieces', () => {
  it('arrives whole over a socket, quick reader or slow, out of few pieces of memory', async () => {
    const memories = new Set<ArrayBufferLike>();
    const { server, port } = await serve(memories);
    for (const isSlow of [false, true]) {
      memories.clear();
      const [answer] = (await once(get(`http://127.0.0.1:${port}/`), 'response')) as [IncomingMessage];
      const chunks: Buffer[] = [];
      for await (const chunk of answer) {
        chunks.push(chunk as Buffer);
        if (isSlow && chunks.length % 20 === 0) await setTimeout(2);
      }
      expect(digest(Buffer.concat(chunks))).toBe(digest(expected));
      expect(memories.size).toBeLessThan(PIECES / 2);
    }
    server.close();
  });

  it('gives every other reader memory of its own', async () => {
    const memories = new Set<ArrayBufferLike>();
    const read = await buffer(new PieceStream(PIECE, pieces(memories)));
    expect(digest(read)).toBe(digest(expected));
    expect(memories.size).toBe(PIECES);
  });

  it('ends its writer when the reader goes away', async () => {
    const { server, port, streams } = await serve(new Set());
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    const closed = once(streams[0]!, 'close');
    socket.destroy();
    await closed;
    expect(streams[0]!.destroyed).toBe(true);
    server.close();
  });
});
