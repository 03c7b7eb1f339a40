import { describe, expect, it } from 'vitest';
import { interleaved, percentile, spreadOf } from './rounds.ts';

describe('rounds', () => {
  it('take turns and leave the warm-up out of the figures', async () => {
    const order: string[] = [];
    let ours = 100;
    const spreads = await interleaved(3, {
      ours: () => {
        order.push('ours');
        return ours--;
      },
      baseline: () => {
        order.push('baseline');
        return 5;
      },
    });
    expect(order).toEqual(['ours', 'baseline', 'ours', 'baseline', 'ours', 'baseline', 'ours', 'baseline']);
    expect(spreads.ours).toEqual({ median: 98, min: 97, max: 99, rounds: 3 });
  });

  it('give the middle of an even number of figures as the mean of the two in the middle', () => {
    expect(spreadOf([4, 1, 3, 2]).median).toBe(2.5);
  });

  it('give the 99th percentile by nearest rank', () => {
    const figures = Array.from({ length: 200 }, (_, index) => index + 1);
    expect(percentile(figures, 0.99)).toBe(198);
  });
});
