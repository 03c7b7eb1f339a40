import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diceOf } from '../fuzz/dice.ts';
import { killRounds } from './kill-rounds.ts';

const ROUNDS = Number(process.env.PINXIN_KILLS ?? 12);

it(
  `keeps every acknowledged event once, none half, over ${ROUNDS} kills of server and database`,
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'pinxin-kill-'));
    try {
      const report = await killRounds(data, ROUNDS, diceOf(Number(process.env.PINXIN_KILL_SEED ?? 7)).next);
      console.log(
        JSON.stringify({
          ...report,
          lost: report.lost.length,
          doubled: report.doubled.length,
          half: report.half.length,
        }),
      );
      expect(report.acknowledged).toBeGreaterThan(ROUNDS);
      expect({
        lost: report.lost,
        doubled: report.doubled,
        half: report.half,
        journalGaps: report.journalGaps,
      }).toEqual({
        lost: [],
        doubled: [],
        half: [],
        journalGaps: 0,
      });
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
  Math.max(900_000, 30_000 * ROUNDS),
);
