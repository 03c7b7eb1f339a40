import { describe, expect, it } from 'vitest';
import { issueJwt } from '../jose/vc-jwt.ts';
import { anIssuer } from '../testing/issuer.ts';
import { untpMisfits } from '../untp/judge-shape.ts';
import { verifyCredential } from '../verify.ts';
import { buildPassport } from './build-passport.ts';
import type { PassportFacts } from './passport-facts.ts';

const FACTS: PassportFacts = {
  id: 'https://pinxin.example/passports/01/09520000000016/10/A1',
  issuer: { id: 'did:web:issuer.example', name: '演示运营方', registeredId: '12640000PDY9999942' },
  madeAt: new Date('2026-08-10T04:00:00.123Z'),
  goodUntil: new Date('2026-08-11T04:00:00.123Z'),
  product: {
    ...{ id: 'https://id.gs1.org/01/09520000000016/10/A1', name: '枸杞', granularity: 'batch' },
    ...{ gtin: '09520000000016', lot: 'A1', category: '枸杞' },
  },
  maker: { id: 'did:web:pinxin.example:parties:pty_2', name: '演示合作社', registeredId: '1' },
  facility: { id: 'https://pinxin.example/01/09520000000016/10/A1#what', name: '烘干车间' },
  country: { code: 'CN', name: '中国' },
  productionDate: '2026-07-26',
  claims: [
    {
      ...{ statement: 'stm_1', kind: 'testReport', name: '检测报告', number: 'J-1', score: 'conforms' },
      scheme: { id: 'https://pinxin.example/statement-kinds#testReport', name: '（演示）依据' },
      ...{ validFrom: '2026-07-28', validTo: '2026-12-31' },
      credential: { url: 'https://pinxin.example/credentials/stm_1', digestMultibase: 'zQm' },
    },
  ],
  documents: [
    {
      ...{ url: 'https://pinxin.example/lineage/01/09520000000016/10/A1', name: '来龙去脉' },
      ...{ mediaType: 'text/html', linkType: 'https://gs1.org/voc/traceability' },
    },
  ],
  ...{ verdict: 'trusted', journal: 12 },
};

describe('a product passport', () => {
  it.each([
    ['of a lot', FACTS],
    [
      'of a pack of which little is known',
      {
        ...FACTS,
        product: { id: FACTS.product.id, name: '枸杞', granularity: 'item', gtin: '1', serial: 'S' },
        ...{ claims: [], documents: [] },
      } as PassportFacts,
    ],
  ])('%s fits the shape of UNTP 0.7.0 exactly', (_what, facts) => {
    expect(untpMisfits(buildPassport(facts), 'DigitalProductPassport')).toEqual([]);
  });

  it('is valid for a day, and not a moment longer', async () => {
    const issuer = anIssuer();
    const text = await issueJwt(buildPassport(FACTS), issuer.signer);
    const on = (at: string) =>
      verifyCredential(text, { at: new Date(at), document: () => issuer.document }).verdict;
    expect(on('2026-08-11T04:00:00Z')).toBe('valid');
    expect(on('2026-08-11T04:00:01Z')).toBe('invalid');
  });
});
