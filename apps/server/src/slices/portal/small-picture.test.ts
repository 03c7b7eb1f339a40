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

  it('counts once what went into all of them at once', () => {
    const many = cases(24);
    const edges = from(many);
    const part = { event: 1, lot: 1, uri: 'lot', role: 1, quantity: '520', unit: null };
    const drawn = bundled(
      { nodes: [lot, ...many], edges, truncated: false },
      new Map(edges.map(edge => [edge, [part]])),
    );
    expect(drawn.edges).toEqual([{ from: 'lot', to: 'c0', kind: 'made', quantity: { value: '520' } }]);
  });

  it('folds what a recall reached, and never what was asked about', () => {
    const reached = cases(26).map(each => ({ ...each, state: 'affected' as const }));
    const asked = cases(5).map(each => ({ ...each, id: `s${each.id}`, state: 'suspect' as const }));
    const drawn = bundled({ nodes: [...asked, ...reached], edges: [], truncated: false });
    expect(drawn.nodes.map(({ label }) => label)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', '× 26']);
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
