import { describe, expect, it } from 'vitest';
import { atMostEvery, PageCache } from './page-cache.ts';

describe('the page cache', () => {
  const setUp = (size = 2) => {
    const world = { head: 1, ticks: 0, reads: 0 };
    const cache = new PageCache<string>(
      async () => world.head,
      () => world.ticks,
      { size, longest: 1_000 },
    );
    const get = (key: string) =>
      cache.get(key, async () => {
        world.reads += 1;
        return { journal: world.head, value: `${key}@${world.head}` };
      });
    return { world, get };
  };

  it('reads once until the journal moves', async () => {
    const { world, get } = setUp();
    expect([await get('a'), await get('a')]).toEqual(['a@1', 'a@1']);
    world.head = 2;
    expect(await get('a')).toBe('a@2');
    expect(world.reads).toBe(2);
  });

  it('reads again what has grown old', async () => {
    const { world, get } = setUp();
    await get('a');
    world.ticks = 1_000;
    await get('a');
    expect(world.reads).toBe(2);
  });

  it('reads once for all who ask at the same time', async () => {
    const { world, get } = setUp();
    await Promise.all([get('a'), get('a'), get('a')]);
    expect(world.reads).toBe(1);
  });

  it('forgets the oldest beyond its size', async () => {
    const { world, get } = setUp(2);
    for (const key of ['a', 'b', 'c', 'c', 'a']) await get(key);
    expect(world.reads).toBe(4);
  });
});

describe('a question asked at most every so often', () => {
  it('is answered from the last answer in between', async () => {
    let ticks = 0;
    let asked = 0;
    const ask = atMostEvery(
      200,
      () => ticks,
      async () => ++asked,
    );
    expect([await ask(), await ask()]).toEqual([1, 1]);
    ticks = 200;
    expect(await ask()).toBe(2);
  });

  it('is asked anew after a failure', async () => {
    let fails = true;
    const ask = atMostEvery(
      200,
      () => 0,
      async () => {
        if (fails) throw new Error('away');
        return 'here';
      },
    );
    await expect(ask()).rejects.toThrow('away');
    fails = false;
    expect(await ask()).toBe('here');
  });
});
