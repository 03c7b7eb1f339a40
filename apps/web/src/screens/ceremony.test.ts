import { describe, expect, it } from 'vitest';
import { ceremoniesFor, ceremonyOf, type SigningKeyRow } from './ceremony.ts';

const key = (kind: SigningKeyRow['kind'], state: SigningKeyRow['state']): SigningKeyRow => ({
  ...{ id: `${kind} ${state}`, name: 'key-1', kind, state },
  ...{ activeFrom: '2026-07-18T04:00:00Z', endedAt: null, statusProfile: 'w3c' },
});
const names = (...keys: readonly SigningKeyRow[]) => ceremoniesFor(keys).map(({ name }) => name);

describe('what two persons may do to keys', () => {
  it('follows from the keys that are in use', () => {
    expect(names()).toEqual(['create']);
    expect(names(key('P-256', 'retired'))).toEqual(['create']);
    expect(names(key('P-256', 'lost'), key('SM2', 'active'))).toEqual(['create']);
    expect(names(key('P-256', 'active'))).toEqual(['rotate', 'createSm2', 'strictStatus', 'retire', 'lose']);
    expect(names(key('Ed25519', 'active'), key('SM2', 'active'))).toEqual([
      'rotate',
      'retireSm2',
      'strictStatus',
      'retire',
      'lose',
    ]);
  });

  it('goes back from the strict form of the status only where that is in use', () => {
    const strict = { ...key('P-256', 'active'), statusProfile: 'untp-strict' } as const;
    expect(names(strict)).toEqual(['rotate', 'createSm2', 'w3cStatus', 'retire', 'lose']);
  });

  it('is told of a proposal by what it does and to which key', () => {
    expect(ceremonyOf({ act: 'create', kind: 'SM2' }).name).toBe('createSm2');
    expect(ceremonyOf({ act: 'create', kind: 'P-256' }).name).toBe('create');
    expect(ceremonyOf({ act: 'lose', kind: null }).name).toBe('lose');
  });
});
