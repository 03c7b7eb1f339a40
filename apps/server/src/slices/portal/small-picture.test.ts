import type { PictureNode } from '@pinxin/contract/scan';
import { describe, expect, it } from 'vitest';
import { bundled } from './small-picture.ts';

const node = (id: string, more: Partial<PictureNode> = {}): PictureNode => ({
  id,
  kind: 'item',
  state: 'plain',
  name: { 'zh-CN': '枸杞一箱' },
  label: id,
  ...more,
});
const cases = (count: number) => Array.from({ length: count }, (_, index) => node(`c${index}`));
const from = (nodes: readonly PictureNode[]) =>
  nodes.map(({ id }) => ({ from: 'lot', to: id, kind: 'made' as const, quantity: { value: '10' } }));
const lot = node('lot', { state: 'focus' });

describe('a picture with many alike', () => {
  it('draws them as one that says how many, with what went into all of them', () => {
    const many = cases(24);
    const drawn = bundled({ nodes: [lot, ...many], edges: from(many), truncated: false });
    expect(drawn.nodes.map(({ label }) => label)).toEqual(['lot', '× 24']);
    expect(drawn.edges).toEqual([{ from: 'lot', to: 'c0', kind: 'made', quantity: { value: '240' } }]);
  });

  it('leaves a few as they are', () => {
    const few = cases(3);
    expect(bundled({ nodes: [lot, ...few], edges: from(few), truncated: false }).nodes).toHaveLength(4);
  });

  it('never bundles what is marked', () => {
    const marked = cases(5).map(each => ({ ...each, state: 'recalled' as const }));
    expect(bundled({ nodes: marked, edges: [], truncated: false }).nodes).toHaveLength(5);
  });
});
