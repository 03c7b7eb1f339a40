import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { implausibleScans, type ScanHistory } from './scan-plausibility.ts';

const pack = (more: Partial<ScanHistory> = {}): ScanHistory => ({
  thing: 'item',
  total: 1,
  days: [],
  ...more,
});
const codes = (history: ScanHistory) => implausibleScans(history).map(finding => finding.code);
const on = (day: string, division: string, scans = 1) => ({ day, division, scans });

describe('scan plausibility', () => {
  it('finds nothing odd about a pack scanned in the shop and at home', () => {
    expect(
      codes(pack({ total: 4, days: [on('2026-08-01', '640104', 2), on('2026-08-02', '640106', 2)] })),
    ).toEqual([]);
  });

  it('finds a pack that turns up in four counties within a week', () => {
    const days = ['640104', '640521', '640181', '640221'].map((division, index) =>
      on(`2026-08-0${index + 1}`, division),
    );
    expect(implausibleScans(pack({ days }))).toContainEqual({ code: 'tooManyPlaces', seen: 4, bound: 3 });
  });

  it('allows the same counties over a long time', () => {
    const days = ['640104', '640521', '640181', '640221'].map((division, index) =>
      on(`2026-0${index + 1}-01`, division),
    );
    expect(codes(pack({ days }))).toEqual([]);
  });

  it('finds a pack in three prefectures on one day', () => {
    const days = ['640104', '640521', '110101'].map(division => on('2026-08-01', division));
    expect(codes(pack({ days }))).toEqual(['tooFarApart']);
  });

  it('finds far more scans than one pack gets', () => {
    expect(codes(pack({ total: 61 }))).toEqual(['tooManyScans']);
  });

  it('judges the code of a whole lot neither by places nor by counts', () => {
    const days = ['11', '12', '13', '14', '15'].map(province => on('2026-08-01', `${province}0101`, 1_000));
    expect(codes({ thing: 'lot', total: 5_000, days, endedDay: '2026-07-01' })).toEqual([]);
  });

  it('finds a code scanned before the thing was made, for lots too', () => {
    const early = { firstDay: '2026-07-01', madeDay: '2026-07-18' };
    expect(codes(pack(early))).toEqual(['scannedBeforeMade']);
    expect(codes({ ...pack(early), thing: 'lot' })).toEqual(['scannedBeforeMade']);
  });

  it('counts scans after the item was used up, not those of the same day', () => {
    const days = [on('2026-08-01', '', 5), on('2026-08-02', '', 3)];
    expect(implausibleScans(pack({ days, endedDay: '2026-08-01' }))).toEqual([
      { code: 'scannedAfterEnd', seen: 3, bound: 0 },
    ]);
  });

  it('never loses a finding when more scans are added', () => {
    const day = fc.record({
      day: fc.integer({ min: 1, max: 28 }).map(number => `2026-08-${String(number).padStart(2, '0')}`),
      division: fc.constantFrom('', '640104', '640521', '640181', '110101', '310101'),
      scans: fc.integer({ min: 1, max: 40 }),
    });
    const total = (days: readonly { scans: number }[]) => days.reduce((sum, { scans }) => sum + scans, 0);
    fc.assert(
      fc.property(fc.array(day, { maxLength: 12 }), fc.array(day, { maxLength: 6 }), (before, added) => {
        const all = [...before, ...added];
        const after = new Set(codes(pack({ days: all, total: total(all), endedDay: '2026-08-14' })));
        for (const code of codes(pack({ days: before, total: total(before), endedDay: '2026-08-14' }))) {
          expect(after).toContain(code);
        }
      }),
    );
  });
});
