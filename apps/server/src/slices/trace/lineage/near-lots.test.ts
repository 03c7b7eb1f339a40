import { smallGraph } from '@pinxin/lineage/testing/small-graph';
import { expect, it } from 'vitest';
import { nearLots } from './near-lots.ts';

// 1 and 2 make 3; 3 is packed into crate 10 again and again, the crate rides on pallet 20.
const packings = Array.from({ length: 6 }, (_, at) => ({
  ...{ id: 2 + at, at: 10 + at * 2 },
  rows: { parentAdd: [10 + at], childAdd: [3] },
}));
const graph = smallGraph({ id: 1, at: 1, rows: { input: [1, 2], output: [3, 4] } }, ...packings, {
  id: 20,
  at: 30,
  rows: { parentAdd: [40], childAdd: [15] },
});

it('tells what a lot came from and the latest containers that it was put into, with theirs', () => {
  const { upstream, carriers, events } = nearLots(graph, 3, 60);
  expect([...carriers].sort()).toEqual([12, 13, 14, 15, 40]);
  expect(upstream).toEqual(expect.arrayContaining([1, 2]));
  expect(upstream).not.toContain(3);
  // Made by 1; the last four packings are 4 to 7; the last crate was put on the pallet by 20.
  expect([...new Set(events)].sort((one, other) => one - other)).toEqual([1, 4, 5, 6, 7, 20]);
});

it('tells no more of what is upstream than was asked for, and nothing of a lot that nobody told of', () => {
  expect(nearLots(graph, 3, 1).upstream.length).toBe(1);
  expect(nearLots(graph, 99, 60)).toEqual({ upstream: [], carriers: [], events: [] });
});
