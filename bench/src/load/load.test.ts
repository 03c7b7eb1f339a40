import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { runCaptureLoad } from './capture-load.ts';
import { documentBody, outputPrefix, singleBody, transformationEvent } from './event-bodies.ts';
import { answerIn } from './request-socket.ts';

describe('the bodies', () => {
  it('are about 1.2 kB, unlike one another, and the same in every run of the same name', () => {
    const bodies = Array.from({ length: 200 }, (_, number) => singleBody('r1', number).toString());
    const mean = bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length;
    expect(mean).toBeGreaterThan(1050);
    expect(mean).toBeLessThan(1350);
    expect(new Set(bodies).size).toBe(200);
    expect(singleBody('r1', 5)).toEqual(singleBody('r1', 5));
    expect(singleBody('r2', 5)).not.toEqual(singleBody('r1', 5));
  });

  it('number their first output, so that the check can find exactly the acknowledged ones', () => {
    const event = transformationEvent('r1', 42) as { outputQuantityList: { epcClass: string }[] };
    expect(event.outputQuantityList[0]!.epcClass).toBe(`${outputPrefix('r1')}00000042-0`);
  });

  it('hold as many events as asked', () => {
    const body = JSON.parse(documentBody('r1', 100, 10).toString()) as {
      epcisBody: { eventList: unknown[] };
    };
    expect(body.epcisBody.eventList).toHaveLength(10);
  });
});

describe('an answer', () => {
  it('is there when its body is complete, and not before', () => {
    const head = 'HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n';
    expect(answerIn('HTTP/1.1 201 Cre')).toBeUndefined();
    expect(answerIn(`${head}abc`)).toBeUndefined();
    expect(answerIn(`${head}abcde`)).toEqual({ status: 201, body: 'abcde' });
  });

  it('may come in chunks', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(answerIn(`${head}3\r\nabc\r\n`)).toBeUndefined();
    expect(answerIn(`${head}3\r\nabc\r\n0\r\n\r\n`)?.status).toBe(200);
  });
});

describe('the capture load', () => {
  let server: Server;
  afterEach(() => server.close());

  async function serverThatAnswers(
    status: (nth: number) => number,
  ): Promise<{ url: string; bodies: string[] }> {
    const bodies: string[] = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        bodies.push(body);
        response.writeHead(status(bodies.length)).end('{}');
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/capture`, bodies };
  }

  it('counts every acknowledged event and sends none twice', async () => {
    const { url, bodies } = await serverThatAnswers(() => 201);
    const task = { url, headers: {}, run: 'r', batch: 10, connections: 3, seconds: 60, limit: 200 };
    expect(await runCaptureLoad(task)).toMatchObject({ acknowledged: 200, refused: 0 });
    expect(new Set(bodies).size).toBe(20);
  });

  it('keeps refusals apart and tells the first', async () => {
    const { url } = await serverThatAnswers(nth => (nth === 2 ? 400 : 201));
    const task = { url, headers: {}, run: 'r', batch: 1, connections: 1, seconds: 60, limit: 5 };
    const result = await runCaptureLoad(task);
    expect(result).toMatchObject({ acknowledged: 4, refused: 1 });
    expect(result.firstRefusal).toContain('400');
  });
});
