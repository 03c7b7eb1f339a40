import type { JourneyStep, StepKind } from '@pinxin/contract/scan';
import { describe, expect, it } from 'vitest';
import { mainSteps, type PlacedStep } from './main-steps.ts';

const named = (text: string) => ({ name: { 'zh-CN': text } });

/** A step on the nth day. */
function told(kind: StepKind, day: number, more: Partial<JourneyStep> & { spot?: number } = {}): PlacedStep {
  const { spot = 1, ...facts } = more;
  const place = { ...named(`演示地 ${spot}`), kind: 'field', division: spot < 3 ? '640521' : '640303' };
  const at = new Date(Date.UTC(2026, 0, day)).toISOString();
  const step: JourneyStep = {
    ...{ kind, at, place, statedBy: 'self', materials: [], events: [`${kind}${day}`] },
    ...{ lot: { path: `/${day}`, label: `${day}`, product: { 'zh-CN': '演示果' } } },
    ...facts,
  };
  return { step, spot };
}
const kilos = (value: string) => ({ value, unit: 'KGM' });
const material = (name: string) => ({ path: `/${name}`, label: name, product: { 'zh-CN': name } });
const WAY = [told('made', 60), told('inspected', 61), told('packed', 62), told('shipped', 63)];

describe('the main steps of a journey', () => {
  it('are all of them where there are no more than seven', () => {
    const steps = [told('harvested', 1), told('harvested', 2, { spot: 2 }), ...WAY];
    expect(mainSteps(steps)).toEqual(steps.map(({ step }) => step));
  });

  it('tell the pickings of many plots as one, so that drying, test and packing are seen', () => {
    const pickings = Array.from({ length: 9 }, (_, nth) =>
      told('harvested', nth + 1, { spot: nth % 4, quantity: kilos('10.5') }),
    );
    const main = mainSteps([...pickings, ...WAY]);
    expect(main.map(({ kind }) => kind)).toEqual(['harvested', 'made', 'inspected', 'packed', 'shipped']);
    const [{ place: _, ...picking } = { place: undefined }] = main;
    expect(picking).toMatchObject({
      ...{ places: 4, divisions: ['640521', '640303'], quantity: kilos('94.5') },
      ...{ at: pickings[0]!.step.at, until: pickings[8]!.step.at },
      events: pickings.flatMap(({ step }) => step.events),
    });
    expect(main[0]).not.toHaveProperty('place');
  });

  it('keep the place of what happened at one place all the time, months apart too', () => {
    const steps = Array.from({ length: 8 }, (_, nth) => told('received', 1 + nth * 20));
    const [main, ...others] = mainSteps(steps);
    expect(others).toEqual([]);
    expect(main?.place?.name['zh-CN']).toBe('演示地 1');
    expect(main).not.toHaveProperty('places');
  });

  it('count two grounds of one name as two', () => {
    const place = { ...named('农户自有场地'), kind: 'field' };
    const steps = Array.from({ length: 8 }, (_, nth) =>
      told('harvested', 1 + nth * 9, { spot: nth % 2, place }),
    );
    expect(mainSteps(steps)).toMatchObject([{ places: 2, divisions: [] }]);
  });

  it('name everything that was sprayed and spread in one step, without a sum of unlike things', () => {
    const sprays = ['苦参碱', '有机肥', '苦参碱', '吡虫啉'].flatMap((name, nth) => [
      told('treated', 1 + nth * 10, {
        ...{ spot: nth, materials: [material(name)], quantity: kilos('1') },
        lot: { path: `/${name}`, label: name, product: { 'zh-CN': name } },
      }),
      told('shipped', 2 + nth * 10, { lot: { path: '/x', label: 'x', product: { 'zh-CN': `货 ${nth}` } } }),
    ]);
    const [treated] = mainSteps([...sprays, ...WAY]);
    expect(treated?.materials.map(({ label }) => label)).toEqual(['苦参碱', '有机肥', '吡虫啉']);
    expect(treated).not.toHaveProperty('quantity');
    expect(treated).not.toHaveProperty('lot');
  });

  it('never join recalls, tests and what different people state', () => {
    const steps = [
      ...[told('recalled', 1), told('recallLifted', 2), told('recalled', 9), told('inspected', 20)],
      ...[told('inspected', 40), told('made', 50), told('made', 55, { statedBy: 'authority', spot: 2 })],
      told('made', 59, { spot: 2 }),
    ];
    expect(mainSteps(steps).map(({ kind, events }) => `${kind} ${events.length}`)).toEqual([
      ...['recalled 1', 'recallLifted 1', 'recalled 1', 'inspected 1', 'inspected 1', 'made 2', 'made 1'],
    ]);
  });

  it('are at most seven, those that a buyer asks about first', () => {
    const kinds: readonly StepKind[] = [
      ...(['planted', 'harvested', 'stored', 'made', 'packed', 'unpacked'] as const),
      ...(['shipped', 'received', 'sold', 'seen'] as const),
    ];
    const main = mainSteps(kinds.map((kind, nth) => told(kind, nth + 1)));
    expect(main.map(({ kind }) => kind)).toEqual([
      ...['planted', 'harvested', 'made', 'packed', 'shipped', 'received', 'sold'],
    ]);
  });
});
