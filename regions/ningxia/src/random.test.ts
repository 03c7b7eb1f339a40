import { describe, expect, it } from 'vitest';
import { randomStream } from './random.ts';

describe('a random stream', () => {
  it('gives the same numbers for the same seed and name, and others for another name or seed', () => {
    const draw = (seed: number, name: string): number[] => {
      const random = randomStream(seed, name);
      return Array.from({ length: 8 }, () => random.below(1_000_000));
    };
    expect(draw(7, 'fields')).toEqual(draw(7, 'fields'));
    expect(draw(7, 'fields')).not.toEqual(draw(7, 'sheep'));
    expect(draw(7, 'fields')).not.toEqual(draw(8, 'fields'));
  });

  it('is spread evenly enough and keeps to its bounds', () => {
    const random = randomStream(1, 'spread');
    const counts = new Array<number>(10).fill(0);
    for (let index = 0; index < 20_000; index += 1) counts[random.between(0, 9)]! += 1;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(250);
  });

  it('has a heavy tail that stops at its bound', () => {
    const random = randomStream(1, 'tail');
    const drawn = Array.from({ length: 5000 }, () => random.heavyTail(2, 12));
    expect(Math.min(...drawn)).toBe(2);
    expect(Math.max(...drawn)).toBe(12);
    expect(drawn.filter(each => each === 2).length).toBeGreaterThan(drawn.length / 3);
  });
});
