import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document, objectEvent, series } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { WORK_OFF_TASK } from './capture-line.ts';
import { captureCalls, FARM, PACKER, proceed } from './testing/capture-calls.ts';
import { workOffCapture, workOffLine } from './work-off-capture.ts';

const BAD = objectEvent({ action: 'LOOK', eventTime: 'yesterday' });

describe('a capture that is worked off', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await traceApp({ inlineEvents: 20, maxEvents: 2_000, maxBytes: 2_000_000 });
  });
  afterAll(() => t.close());

  const { post, get, rows, events, job, drain } = captureCalls(() => t);

  it('keeps a large document, answers, and works it off in the background', async () => {
    const answer = await post('/capture', document(series('large', 700)));
    expect(answer.statusCode).toBe(202);
    expect(await job(answer.headers.location)).toMatchObject({ running: true, success: true, stored: 0 });
    const queued = await rows(`select 1 from graphile_worker.jobs where task_identifier = $1`, [
      WORK_OFF_TASK,
    ]);
    expect(queued.length).toBeGreaterThan(0);
    await drain();
    expect(await job(answer.headers.location)).toMatchObject({
      running: false,
      success: true,
      total: 700,
      done: 700,
      stored: 700,
    });
    expect(await events('large-')).toBe(700);
    expect(await rows('select 1 from capture_job where body is not null')).toEqual([]);
  });

  it('stores nothing of a large document with a bad event, and tells why in its job', async () => {
    const answer = await post('/capture', document([...series('largebad', 30), BAD]));
    expect(answer.statusCode).toBe(202);
    await drain();
    const done = await job(answer.headers.location);
    expect(done).toMatchObject({ running: false, success: false, stored: 0 });
    expect(done.errors[0].at).toBe('/epcisBody/eventList/30/eventTime');
    expect(await events('largebad-')).toBe(0);
  });

  it('stores documents in their order while it reads ahead, also when the next one was cancelled or ran before', async () => {
    const sent: string[] = [];
    for (const name of ['ahead-a', 'ahead-b', 'ahead-c', 'ahead-d', 'ahead-e', 'ahead-f'])
      sent.push(String((await post('/capture', document(series(name, 30)))).headers.location));
    const workOff = (nth: number) => workOffCapture(t.capture, sent[nth]!.split('/').at(-1)!);
    await workOff(0);
    await t.app.inject({ method: 'DELETE', url: sent[1]!, headers: { authorization: `Bearer ${FARM}` } });
    for (const nth of [1, 3, 2, 4, 5]) await workOff(nth);
    const jobs = await Promise.all(sent.map(job));
    expect(jobs.map(({ stored }) => stored)).toEqual([30, 0, 30, 30, 30, 30]);
    expect(jobs.every(({ running }) => running === false)).toBe(true);
    expect(await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(name => events(`ahead-${name}-`)))).toEqual([
      30, 0, 30, 30, 30, 30,
    ]);
  });

  it('works off the whole line of a party by one background job', async () => {
    await drain();
    const sent: string[] = [];
    for (const name of ['line-a', 'line-b', 'line-c'])
      sent.push(String((await post('/capture', document(series(name, 30)))).headers.location));
    const queued = await rows(
      `select j.queue_name, p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id
        where j.task_identifier = $1 and j.key is not null`,
      [WORK_OFF_TASK],
    );
    const party = t.party('farm');
    expect(queued).toEqual([{ queue_name: `capture-${party}`, payload: { party } }]);
    await workOffLine(t.capture, { party });
    const jobs = await Promise.all(sent.map(job));
    expect(jobs.map(({ running, stored }) => [running, stored])).toEqual(jobs.map(() => [false, 30]));
    const ends = jobs.map(({ finishedAt }) => finishedAt);
    expect(ends).toEqual(ends.toSorted());
  });

  it('lets no document be held up by one before it that fails, and tries that one again', async () => {
    const sent: string[] = [];
    for (const name of ['held-a', 'held-b']) {
      t.clock.advance(1_000);
      sent.push(String((await post('/capture', document(series(name, 30)))).headers.location));
    }
    const { groups } = t.capture;
    let stores = 0;
    const failing = {
      ...t.capture,
      groups: {
        store: (unit: Parameters<typeof groups.store>[0]) =>
          ++stores === 1 ? Promise.reject(new Error('no room')) : groups.store(unit),
      } as typeof groups,
    };
    const party = t.party('farm');
    await expect(workOffLine(failing, { party })).rejects.toThrow('no room');
    const states = async () =>
      (await Promise.all(sent.map(job))).map(({ running, stored }) => [running, stored]);
    expect(await states()).toEqual([
      [true, 0],
      [false, 30],
    ]);
    await workOffLine(t.capture, { party });
    expect(await states()).toEqual([
      [false, 30],
      [false, 30],
    ]);
  });

  it('lets others have their turn when a line is long, and takes up what an older server queued', async () => {
    const sent: string[] = [];
    for (const name of ['turn-a', 'turn-b']) {
      t.clock.advance(1_000);
      sent.push(String((await post('/capture', document(series(name, 30)))).headers.location));
    }
    await t.database.pool.query(`delete from graphile_worker._private_jobs`);
    let told = 0;
    const slow = { now: () => new Date(t.ctx.clock.now().getTime() + 20_000 * told++) };
    const party = t.party('farm');
    await workOffLine({ ...t.capture, ctx: { ...t.ctx, clock: slow } }, { party });
    expect((await Promise.all(sent.map(job))).map(({ running }) => running)).toEqual([false, true]);
    expect(await rows('select key from graphile_worker.jobs')).toEqual([{ key: `capture-${party}` }]);
    await workOffLine(t.capture, { id: sent[1]!.split('/').at(-1)! });
    expect(await job(sent[1])).toMatchObject({ running: false, stored: 30 });
  });

  it('goes on behind the last stored part after a crash, and stores nothing twice', async () => {
    const answer = await post('/capture', document([...series('resumed', 1_200), BAD]), FARM, proceed);
    const id = String(answer.headers.location).split('/').at(-1) as string;
    const { groups } = t.capture;
    let parts = 0;
    const crashing = {
      ...t.capture,
      groups: {
        store: (unit: Parameters<typeof groups.store>[0]) => {
          parts += 1;
          return parts === 2 ? Promise.reject(new Error('power cut')) : groups.store(unit);
        },
      } as typeof groups,
    };
    await expect(workOffCapture(crashing, id)).rejects.toThrow('power cut');
    expect(await job(answer.headers.location)).toMatchObject({
      running: true,
      total: 1_201,
      done: 500,
      stored: 500,
    });
    await workOffCapture(t.capture, id);
    expect(await job(answer.headers.location)).toMatchObject({
      running: false,
      done: 1_201,
      stored: 1_200,
      repeated: 0,
    });
    expect(await events('resumed-')).toBe(1_200);
  });

  it('cancels a capture that waits, only for who submitted it, and only once', async () => {
    const answer = await post('/capture', document(series('cancelled', 40)));
    const url = String(answer.headers.location);
    const cancel = (key: string) =>
      t.app.inject({ method: 'DELETE', url, headers: { authorization: `Bearer ${key}` } });
    expect((await cancel(PACKER)).statusCode).toBe(404);
    expect((await cancel(FARM)).statusCode).toBe(204);
    expect((await cancel(FARM)).statusCode).toBe(409);
    await workOffCapture(t.capture, url.split('/').at(-1) as string);
    expect(await events('cancelled-')).toBe(0);
    expect((await job(url)).errors[0].code).toBe('cancelled');
  });

  it('lists the captures of a party page by page, newest first, and shows them to nobody else', async () => {
    const seen: string[] = [];
    let url: string | undefined = '/capture?perPage=3';
    while (url !== undefined) {
      const page: Awaited<ReturnType<typeof get>> = await get(url);
      seen.push(...page.json().map(({ captureID }: { captureID: string }) => captureID));
      url = /<([^>]+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1];
    }
    const all = await rows('select id from capture_job where party = $1 order by created_at desc, id desc', [
      t.party('farm'),
    ]);
    expect(seen).toEqual(all.map(({ id }) => id));
    expect((await get('/capture', PACKER)).json()).toEqual([]);
    expect((await get(`/capture/${seen[0]}`, PACKER)).statusCode).toBe(404);
    expect((await get('/capture?nextPageToken=forged')).statusCode).toBe(400);
  });
});
