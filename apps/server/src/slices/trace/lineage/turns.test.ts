import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('shows one edition only, and nothing while it is changed', () => {
  const turns = new Turns();
  expect(turns.look(1, () => 'seen')).toBeUndefined();
  turns.beginChange();
  expect(turns.look(0, () => 'seen')).toBeUndefined();
  turns.endChange(1);
  expect([turns.look(0, () => 'seen'), turns.look(1, () => 'seen')]).toEqual([undefined, 'seen']);
});

it('lets go when looking fails', () => {
  const turns = new Turns();
  const failing = () =>
    turns.look(0, () => {
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  expect(turns.look(0, () => 'seen')).toBe('seen');
});

it('never shows what another thread is in the middle of changing', async () => {
  const turns = new Turns();
  const pair = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(
    `const { workerData } = require('node:worker_threads');
     import(workerData.module).then(({ Turns }) => {
       const turns = new Turns(workerData.memory);
       for (let edition = 1; edition <= 20000; edition++) {
         turns.beginChange();
         workerData.pair[0] = edition;
         for (let pause = 0; pause < 200; pause++) Math.sqrt(pause);
         workerData.pair[1] = edition;
         turns.endChange(7);
       }
     });`,
    {
      eval: true,
      workerData: { memory: turns.memory, pair, module: new URL('./turns.ts', import.meta.url).href },
    },
  );
  const ended = new Promise(resolve => worker.once('exit', resolve));
  let seen = 0;
  let isRunning = true;
  void ended.then(() => {
    isRunning = false;
  });
  while (isRunning) {
    for (let look = 0; look < 1_000; look++) {
      const both = turns.look(7, () => [pair[0], pair[1]] as const);
      if (both === undefined) continue;
      expect(both[0]).toBe(both[1]);
      seen += 1;
    }
    await sleep(0);
  }
  expect(pair[1]).toBe(20_000);
  expect(seen).toBeGreaterThan(0);
});
