import type { LogPage } from '@pinxin/contract/log-page';

/** A log with a witness. */
export const logView: LogPage = {
  server: 'https://brands.example',
  needed: 1,
  closed: [
    {
      origin: 'brands.example/log/2025',
      size: 418_022,
      root: 'Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMTI=',
      closedAt: '2025-12-31T16:00:02.000Z',
    },
  ],
  log: {
    origin: 'brands.example/log/2026',
    size: 1_204_417,
    root: 'rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=',
    key: 'brands.example/log/2026+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx',
    checkpoint: 'brands.example/log/2026\n1204417\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n',
    witnesses: [{ name: 'university.example', at: '2026-07-18T04:00:00.000Z' }],
  },
};
