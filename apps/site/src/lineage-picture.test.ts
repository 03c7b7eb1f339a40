import type { Picture, PictureNode } from '@pinxin/contract/scan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawLineage, edgeWidths, fitText, twoLines } from './lineage-picture.ts';
import { layersOf, layOut, type PictureForm } from './picture-layout.ts';
import { smallPicture } from './testing/sample-views.ts';
import { wordingOf } from './wording.ts';

const FORMS: readonly PictureForm[] = [
  { kind: 'across', width: 1040 },
  { kind: 'down', width: 290 },
];
const words = wordingOf('zh-CN');

const node = (id: string, holder: string): PictureNode => ({
  id,
  kind: 'lot',
  state: 'plain',
  name: { 'zh-CN': `批次${id}` },
  holder: { 'zh-CN': holder },
});

/** Any graph, cycles and edges to nowhere included. */
const anyPicture = fc
  .tuple(
    fc.integer({ min: 1, max: 14 }),
    fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 30 }),
    fc.array(fc.constantFrom('甲', '乙', '丙'), { minLength: 14, maxLength: 14 }),
  )
  .map(
    ([count, edges, holders]): Picture => ({
      nodes: Array.from({ length: count }, (_, index) => node(String(index), holders[index]!)),
      edges: edges.map(([from, to]) => ({ from: String(from), to: String(to), kind: 'made' })),
      truncated: false,
    }),
  );

describe('the lineage picture', () => {
  it('places what was made behind what it was made from', () => {
    const layers = layersOf(smallPicture);
    expect(['1', '2', '3', '4', '5'].map(id => layers.get(id))).toEqual([0, 0, 1, 2, 3]);
  });

  it.each(FORMS)('gives every box its own place inside the picture: $kind', form => {
    fc.assert(
      fc.property(anyPicture, picture => {
        const layout = layOut(picture, form, ({ holder }) => holder?.['zh-CN'] ?? '');
        expect(layout.nodes).toHaveLength(picture.nodes.length);
        for (const box of layout.nodes) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
          expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
          const overlaps = layout.nodes.filter(
            other =>
              other !== box &&
              other.x < box.x + box.width &&
              box.x < other.x + other.width &&
              other.y < box.y + box.height &&
              box.y < other.y + other.height,
          );
          expect(overlaps).toEqual([]);
        }
      }),
    );
  });

  it('draws lanes by holder across, and none where there is one holder', () => {
    const lanes = (picture: Picture) =>
      layOut(picture, FORMS[0]!, ({ holder }) => holder?.['zh-CN'] ?? '').lanes;
    expect(lanes(smallPicture).map(lane => lane.holder)).toEqual(['红果演示合作社', '晒场演示烘干厂']);
    expect(lanes({ ...smallPicture, nodes: [node('1', '甲'), node('2', '甲')] })).toEqual([]);
  });

  it('is an image with a description, or a group of links', () => {
    const draw = (links: boolean) =>
      drawLineage(smallPicture, words, { form: FORMS[0]!, id: 'p', links }).markup;
    expect(draw(false)).toContain('role="img" aria-labelledby="p-t p-d"');
    expect(draw(false)).toContain('<desc id="p-d">5 个批次，4 条去向。从 枸杞鲜果 H0718 开始，到 物流单元');
    expect(draw(true)).toContain('role="group"');
  });

  it('is nothing when there is nothing to draw', () => {
    const empty = { nodes: [], edges: [], truncated: false };
    expect(drawLineage(empty, words, { form: FORMS[0]!, id: 'p', links: false }).markup).toBe('');
  });

  it('draws more goods with a wider line, each unit on its own scale', () => {
    const made = (value: string, unit: string) => ({
      from: 'a',
      to: 'b',
      kind: 'made' as const,
      quantity: { value, unit },
    });
    const [much, little, bags, none] = edgeWidths([
      made('100', 'KGM'),
      made('1', 'KGM'),
      made('5', 'XBG'),
      { from: 'a', to: 'b', kind: 'made' },
    ]);
    expect(much).toBe(bags);
    expect(much!).toBeGreaterThan(little!);
    expect(little!).toBeGreaterThan(none!);
  });

  it('breaks a long name between words, and one without words where the line is full', () => {
    expect(twoLines('Fresh wolfberries', 200, 13)).toEqual(['Fresh wolfberries']);
    expect(twoLines('Fresh wolfberries', 90, 13)).toEqual(['Fresh', 'wolfberries']);
    expect(twoLines('枸杞干果特优五百克', 70, 13)).toEqual(['枸杞干果', '特优五百克']);
    expect(twoLines('Graded wolfberries, premium', 90, 13)[1]).toMatch(/…$/);
  });

  it('draws no part of a figure', () => {
    const quantity = { value: '1240', unit: 'KGM' };
    const node = (id: string): PictureNode => ({
      id,
      kind: 'lot',
      state: 'plain',
      name: { 'zh-CN': '枸杞鲜果' },
      label: 'XG260728-LONG',
      quantity,
    });
    const drawn = drawLineage(
      { nodes: [node('1'), node('2')], edges: [], truncated: false },
      wordingOf('zh-CN'),
      {
        form: { kind: 'down', width: 290 },
        id: 'p',
        links: false,
      },
    ).markup;
    expect(drawn).toContain('>XG260728-LONG</text>');
    expect(drawn).not.toContain('…');
  });

  it('shortens long names and leaves short ones', () => {
    expect(fitText('枸杞干果', 60, 13)).toBe('枸杞干果');
    const cut = fitText('枸杞干果特优五百克装礼盒', 60, 13);
    expect(cut).toMatch(/^枸杞.*…$/);
    expect(cut.length).toBeLessThan(6);
  });
});
