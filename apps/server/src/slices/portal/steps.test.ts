import { Role } from '@pinxin/lineage/role';
import { describe, expect, it } from 'vitest';
import type { PartRow } from './scan-views.ts';
import { stepKindOf } from './steps.ts';

const PACK = 'https://id.gs1.org/01/09520001000010';
const CASE = 'https://id.gs1.org/01/19520001000017';
const BULK = 'https://id.gs1.org/01/09520001000027';

const part = (uri: string, role: number): PartRow => ({
  event: 1,
  lot: role,
  uri: `${uri}/10/A`,
  role,
  quantity: '1',
  unit: null,
});
const product = (kind: 'packed' | 'processed') => ({ kind }) as never;
const rows = {
  places: {},
  products: {
    '09520001000010': product('packed'),
    '19520001000017': product('packed'),
    '09520001000027': product('processed'),
  },
};
const packing = { step: 'https://ref.gs1.org/cbv/BizStep-packing', place: null };

describe('the step of a journey', () => {
  it('is packing where packs go into cases, and making where bulk becomes packs', () => {
    const intoCases = [part(PACK, Role.input), part(CASE, Role.output)];
    const intoPacks = [part(BULK, Role.input), part(PACK, Role.output)];
    expect(stepKindOf(packing, intoCases, [], rows)).toBe('packed');
    expect(stepKindOf(packing, intoPacks, [], rows)).toBe('made');
  });
});
