import { createHash } from 'node:crypto';
import { parseDocument } from '@pinxin/epcis/document';
import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { describe, expect, it } from 'vitest';
import { demoChains } from './chains.ts';
import { demoRegion } from './region.ts';
import { eventsOf, madeIn, readDemo, usedIn } from './testing/demo.ts';

const demo = readDemo(2000);

function digest(seed: number): string {
  const options = { seed, lots: 2000, from: new Date('2026-03-10T02:00:00Z') };
  const hash = createHash('sha256');
  for (const each of demoChains(demoRegion(options), options)) hash.update(JSON.stringify(each));
  return hash.digest('hex');
}

describe('the demo chains', () => {
  it('are the same byte for byte for the same seed, and others for another', () => {
    expect(digest(5)).toBe(digest(5));
    expect(digest(5)).not.toBe(digest(6));
  });

  it('are accepted by the strict reading of EPCIS 2.0', () => {
    for (const { document } of demo.documents) {
      const bytes = new TextEncoder().encode(JSON.stringify(document));
      const read = parseDocument(bytes, { strictness: 'strict' });
      expect(read.ok ? [] : read.error).toEqual([]);
    }
  });

  it('come in documents of at most a hundred events in the order of time, by parties that may capture', () => {
    const scopes = new Map(demo.region.parties.map(each => [each.key, each.scopes]));
    for (const each of demo.documents) {
      const times = eventsOf(each).map(event => event.eventTime);
      expect(times.length).toBeLessThanOrEqual(100);
      expect(times.length).toBeGreaterThan(0);
      expect(times).toEqual([...times].sort());
      expect(scopes.get(each.party)).toContain('capture');
    }
  });

  it('introduce each party with its places in the first of its documents only', () => {
    const introduced = new Set<string>();
    for (const { party, document } of demo.documents) {
      expect('epcisHeader' in document, party).toBe(!introduced.has(party));
      introduced.add(party);
    }
  });

  it('name only canonical identifiers, and count each new one once', () => {
    const named = new Set<string>();
    for (const event of demo.events) {
      for (const each of [...usedIn(event), ...madeIn(event)]) named.add(each);
      if (event.type === 'AggregationEvent') named.add(event.parentID as string);
    }
    for (const each of named) {
      const read = canonicalEpc(each);
      expect(read.ok && read.value.uri, each).toBe(each);
    }
    expect(demo.documents.reduce((sum, each) => sum + each.lots, 0)).toBe(named.size);
    expect(named.size).toBeGreaterThanOrEqual(2000);
    expect(named.size).toBeLessThan(2300);
  });

  it.each([
    ['in November, just after a season', '2026-11-20T12:00:00Z'],
    ['in summer, between two seasons', '2026-07-15T12:00:00Z'],
  ])('use nothing before it exists and nothing after the last day %s', (_, from) => {
    const { events } = readDemo(4000, 3, new Date(from));
    const born = new Set<string>();
    for (const event of events) {
      expect(
        usedIn(event).filter(each => !born.has(each)),
        event.eventTime,
      ).toEqual([]);
      for (const each of madeIn(event)) born.add(each);
    }
    expect((events.at(-1)?.eventTime ?? '') < from).toBe(true);
  });

  it('tell of every line even when nearly no lots are asked for', () => {
    const { events } = readDemo(1);
    const steps = new Set(events.map(each => each['pinxin:activity']));
    const lines = [
      'drying',
      'juicing',
      'slaughtering',
      'rapidTesting',
      'stocking',
      'assembling',
      'installing',
    ];
    expect(lines.filter(each => !steps.has(each))).toEqual([]);
  });
});
