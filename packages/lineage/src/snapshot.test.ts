import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import { columnsOf, randomHistory } from './testing/random-history.ts';
import { smallGraph } from './testing/small-graph.ts';
import { told } from './testing/told-history.ts';

const whole = (chunks: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(chunks));
const aGraph = () => smallGraph({ id: 3, at: 5, place: 7, rows: { input: [1], output: [2] } });

describe('a snapshot', () => {
  it('answers, and takes in what comes later, as the graph it was taken of', () => {
    fc.assert(
      fc.property(randomHistory, fc.nat(13), (history, cut) => {
        const { suspects, events } = history;
        const graph = told({ ...history, events: events.slice(0, cut) });
        const read = fromSnapshot(whole(toSnapshot(graph)));
        if (!read.ok) throw new Error(read.error.code);
        for (const event of events.slice(cut)) {
          graph.append(columnsOf([event]));
          read.value.append(columnsOf([event]));
        }
        expect(read.value.forward({ suspects })).toEqual(graph.forward({ suspects }));
        expect(read.value.backward({ suspects })).toEqual(graph.backward({ suspects }));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the watermark, custody and voids', () => {
    const graph = aGraph();
    graph.watermark = 4711;
    graph.voidEvents([9]);
    const read = fromSnapshot(whole(toSnapshot(graph)));
    if (!read.ok) throw new Error(read.error.code);
    expect(read.value.watermark).toBe(4711);
    expect(read.value.custody.placeOf(read.value.custody.lastSeen[2]!)).toBe(7);
    expect(read.value.events.voided).toEqual(new Set([9]));
  });

  it('is refused when any byte changed', () => {
    const bytes = whole(toSnapshot(aGraph()));
    for (let at = 16; at < bytes.length; at += 7) {
      const damaged = bytes.slice();
      damaged[at]! ^= 1;
      expect(fromSnapshot(damaged)).toEqual({ ok: false, error: { code: 'damaged' } });
    }
    expect(fromSnapshot(bytes.slice(0, -1))).toEqual({ ok: false, error: { code: 'damaged' } });
  });

  it('is refused when it is none, or of another version', () => {
    expect(fromSnapshot(new Uint8Array(100))).toEqual({ ok: false, error: { code: 'notASnapshot' } });
    const later = whole(toSnapshot(aGraph()));
    later[12]! += 1;
    expect(fromSnapshot(later)).toEqual({ ok: false, error: { code: 'otherVersion' } });
  });
});
