import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ChunkedBody, readThrough } from './read-through.ts';
import { postRequest } from './request-socket.ts';

describe('an answer that is read through', () => {
  it('counts the bytes of its body, whatever the pieces in which it comes', () => {
    const body = 'é'.repeat(300);
    const half = Buffer.from(body).subarray(0, 111).length.toString(16);
    const rest = (Buffer.byteLength(body) - 111).toString(16);
    const bytes = Buffer.from(body);
    const told = Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${half}\r\n`),
      bytes.subarray(0, 111),
      Buffer.from(`\r\n${rest}\r\n`),
      bytes.subarray(111),
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    for (const size of [1, 2, 3, 7, 64, told.length]) {
      const read = new ChunkedBody();
      for (let at = 0; at < told.length; at += size) read.read(told.subarray(at, at + size));
      expect([read.bytes, read.isWhole]).toEqual([600, true]);
    }
  });

  it('comes from a server, and is refused where the server answers something else', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/no') return response.writeHead(422).end('no');
      for (let piece = 0; piece < 50; piece++) response.write('x'.repeat(40_000));
      return response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const ask = (path: string) => {
      const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
      return readThrough(url, postRequest(url, { connection: 'close' }, Buffer.from('{}')));
    };
    expect((await ask('/sheet')).bytes).toBe(2_000_000);
    await expect(ask('/no')).rejects.toThrow('not a whole chunked 200: HTTP/1.1 422');
    server.close();
  });
});
