import { describe, expect, it } from 'vitest';
import { optionsOf } from './options.ts';

describe('the command line', () => {
  it('asks for every bench at three sizes by default', () => {
    expect(optionsOf(['all'])).toMatchObject({
      benches: [
        'capture',
        'trace',
        'recall',
        'scan',
        'search',
        'import',
        'statements',
        'credentials',
        'plantext',
        'log',
        'programme',
        'query',
        'subscriptions',
        'memory',
      ],
      sizes: [10_000, 100_000, 1_000_000],
      strict: false,
    });
  });

  it('takes sizes in any order and runs the smallest first', () => {
    expect(optionsOf(['trace', 'recall', '--size', '5000,100'])).toMatchObject({
      benches: ['trace', 'recall'],
      sizes: [100, 5000],
    });
  });

  it('refuses an unknown bench, an unknown option and a size that is no number', () => {
    for (const args of [
      [],
      ['speed'],
      ['trace', '--fast'],
      ['trace', '--size', 'many'],
      ['trace', '--size', '-1'],
    ]) {
      expect(optionsOf(args)).toBeNull();
    }
  });
});
