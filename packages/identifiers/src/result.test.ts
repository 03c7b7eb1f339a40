import { describe, expect, it } from 'vitest';
import { ok, refuse } from './result.ts';

describe('a result', () => {
  it('holds the accepted value', () => {
    expect(ok(7)).toEqual({ ok: true, value: 7 });
  });

  it('holds the reason of a refusal', () => {
    expect(refuse('why')).toEqual({ ok: false, error: 'why' });
  });
});
