import { describe, expect, it } from 'vitest';
import { silentLog } from '../../kernel/log.ts';
import { createScanCounter } from './scan-counter.ts';
import type { ScanTally } from './scan-store.ts';

const AT = new Date('2026-08-10T04:00:00Z');

describe('the scan counter', () => {
  it('joins scans of a code on a day in a division and writes what is left at the end', async () => {
    const written: ScanTally[] = [];
    const counter = createScanCounter(async tallies => void written.push(...tallies), silentLog, 60_000);
    counter.count(7, '2026-08-10', '640104', AT);
    counter.count(7, '2026-08-10', '640104', new Date(AT.getTime() + 5));
    counter.count(7, '2026-08-10', '', AT);
    expect(counter.pending(7)).toBe(3);
    await counter.close();
    expect(counter.pending(7)).toBe(0);
    expect(written).toEqual([
      { lot: 7, day: '2026-08-10', division: '640104', scans: 2, firstAt: AT },
      { lot: 7, day: '2026-08-10', division: '', scans: 1, firstAt: AT },
    ]);
  });

  it('loses nothing when the database is away for a while', async () => {
    let away = true;
    const written: ScanTally[] = [];
    const counter = createScanCounter(
      async tallies => {
        if (away) throw new Error('away');
        written.push(...tallies);
      },
      silentLog,
      60_000,
    );
    counter.count(7, '2026-08-10', '', AT);
    await counter.flush();
    counter.count(7, '2026-08-10', '', AT);
    away = false;
    await counter.close();
    expect(written.map(({ scans }) => scans)).toEqual([2]);
  });
});
