import type { JourneyStep } from '@pinxin/contract/scan';
import { describe, expect, it } from 'vitest';
import { allSteps } from './all-steps.ts';
import { LANGUAGES } from './language.ts';
import { printScanPage } from './scan-page.ts';
import { trustedView } from './testing/sample-views.ts';
import { wordingOf } from './wording.ts';

const context = {
  words: wordingOf('zh-CN'),
  ...{ isDemo: false, here: '/x', languageChosen: false },
};

function step(nth: number, more: Partial<JourneyStep> = {}): JourneyStep {
  const name = (text: string) => ({ 'zh-CN': text, en: text });
  return {
    ...{ kind: 'received', at: `2026-07-${String((nth % 28) + 1).padStart(2, '0')}T08:00:00+08:00` },
    place: { name: name(`演示仓库 ${nth}`), kind: 'facility' },
    statedBy: 'self',
    lot: { path: '/x', label: 'x', product: name('演示鲜果') },
    materials: [],
    quantity: { value: String(nth), unit: 'KGM' },
    events: [String(nth).padStart(64, '0')],
    ...more,
  };
}
const recordsIn = (markup: string) =>
  [...markup.matchAll(/href="\/records\/event\/(\w+)"/g)].map(([, hash]) => hash);

describe('all steps of a journey', () => {
  it('stand under one heading where they are alike, each with its place, amount and record', () => {
    const steps = [step(1), step(2, { kind: 'shipped' }), step(3), step(4, { statedBy: 'authority' })];
    const { markup } = allSteps(steps, context, true);
    expect(markup.match(/<li>/g)).toHaveLength(3);
    expect(markup.match(/收货 演示鲜果/g)).toHaveLength(2);
    for (const { quantity, events } of steps) {
      expect(markup).toContain(`<b>${context.words.quantity(quantity!)}</b>`);
      expect(recordsIn(markup)).toContain(events[0]);
    }
    expect(markup).not.toContain('没有列在这里');
  });

  it('open every record of a step that several tell, up to a dozen, and say how many there are', () => {
    const events = Array.from({ length: 30 }, (_, nth) => String(nth).padStart(64, 'a'));
    const few = allSteps([step(1, { events: events.slice(0, 5) })], context, true).markup;
    expect(recordsIn(few)).toEqual(events.slice(0, 5));
    const many = allSteps([step(1, { events })], context, true).markup;
    expect(recordsIn(many)).toEqual(events.slice(0, 12));
    expect(many).toContain('共 30 条记录');
  });

  it('say what came late, step by step', () => {
    const late = step(1, { recordedLateDays: 9 });
    expect(allSteps([late], context, true).markup).toContain('事后 9 天补录');
    expect(allSteps([late], context, false).markup).not.toContain('补录');
  });

  it.each(LANGUAGES)(
    'never make a page of more than 50 kB, and say in %s how many are left out',
    language => {
      const long = '演示很长的名字'.repeat(6);
      const all = Array.from({ length: 300 }, (_, nth) =>
        step(nth, {
          place: { name: { 'zh-CN': `${long} ${nth}` }, kind: 'facility', division: `6405${nth % 90}` },
          lot: { path: '/x', label: 'x', product: { 'zh-CN': `${long}${nth % 40}` } },
        }),
      );
      const words = wordingOf(language);
      const page = printScanPage(
        { ...trustedView, journey: { main: all.slice(0, 7), all, truncated: true } },
        { ...context, words },
      );
      expect(Buffer.byteLength(page)).toBeLessThanOrEqual(50_000);
      const listed = new Set(recordsIn(page.slice(page.indexOf('<details>')))).size;
      expect(listed).toBeGreaterThan(30);
      expect(page).toContain(words.say('journey.unlisted', { count: 300 - listed }));
    },
  );
});
