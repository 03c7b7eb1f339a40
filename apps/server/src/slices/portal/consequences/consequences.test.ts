import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RegisterApp, registerApp } from '../../parties/testing/register-app.ts';
import { issuedId, openRegister, type Register } from '../../statements/testing/register.ts';
import { SAMPLES } from '../../statements/testing/samples.ts';
import { registerConsequenceRoutes } from './routes.ts';

let a: RegisterApp;
let r: Register;
beforeAll(async () => {
  a = await registerApp(registerConsequenceRoutes);
  r = await openRegister(a);
  await r.grant({ kind: 'certification' });
  await a.database.pool.query(
    `insert into product (public_id, gtin, party, kind, name_zh, brand_zh, created_at)
     values ('prd_dry', '09520000000028', $1, 'packed', '枸杞干果', '示范枸杞', now())`,
    [r.party.coop],
  );
  await a.database.pool.query(
    `insert into lot (uri, kind) values ('https://id.gs1.org/01/09520000000011/10/A2', 1),
      ('https://id.gs1.org/01/09520000000011/21/1', 2), ('https://id.gs1.org/01/09520000000028/10/B1', 1),
      ('https://id.gs1.org/01/09520000000011', 3), ('https://id.gs1.org/01/09520000000035/10/C1', 1)`,
  );
});
afterAll(() => a.close());

const ask = async (role: Parameters<RegisterApp['person']>[0], party: number, path: string) => {
  const reply = await a.send(a.person(role, { party }), 'GET', `/consequences/${path}`);
  return reply.statusCode === 200 ? reply.json() : reply.statusCode;
};

describe('what a change of a statement reaches', () => {
  it('is the pages of the product, or of all that the maker has, or of the brand, or the lot alone', async () => {
    const unnamed = { ...SAMPLES.certification, products: [{ name: '枸杞' }] };
    const reachOf = async (subject: object, content: object = unnamed) => {
      const wish = { subject, content } as never;
      return ask('decider', r.party.centre, `statements/${issuedId(await r.issue(wish))}`);
    };
    expect(await reachOf({ product: r.product })).toEqual({ products: 1, lots: 2, items: 1, labels: 0 });
    expect(await reachOf({ party: r.party.coop })).toEqual({ products: 2, lots: 3, items: 1, labels: 0 });
    expect(await reachOf({ party: r.party.coop }, SAMPLES.certification)).toMatchObject({
      products: 1,
      lots: 2,
    });
    expect(await reachOf({ brand: r.brand })).toEqual({ products: 1, lots: 1, items: 0, labels: 0 });
    expect(await reachOf({ lot: r.lot })).toEqual({ products: 0, lots: 1, items: 0, labels: 0 });
    expect(await reachOf({ place: r.place })).toEqual({ products: 0, lots: 0, items: 0, labels: 0 });
  });

  it('is told to whom it concerns only', async () => {
    const id = issuedId(await r.issue({ subject: { product: r.product } }));
    expect(await ask('enterpriseManager', r.party.coop, `statements/${id}`)).toMatchObject({ lots: 2 });
    expect(await ask('enterpriseManager', r.party.rival, `statements/${id}`)).toBe(404);
    expect(await ask('decider', r.party.centre, 'statements/stm_none')).toBe(404);
  });
});

describe('what follows a party that is merged', () => {
  it('is counted, for whom the power to merge reaches it', async () => {
    const found = await ask('registrar', r.party.centre, 'merges/pty_coop');
    expect(found).toMatchObject({ products: 2, places: 1, brands: 1, keys: 0, people: 0, applications: 0 });
    expect(found.statements).toBeGreaterThan(0);
    const far = a.person('registrar', { party: r.party.centre, area: '6401' });
    expect((await a.send(far, 'GET', '/consequences/merges/pty_coop')).statusCode).toBe(404);
  });
});

describe('what stands on a mandate', () => {
  it('is what was issued under it and still stands', async () => {
    const mandate = await r.grant({ kind: 'award' });
    expect(await ask('administrator', r.party.centre, `mandates/${mandate}`)).toEqual({
      ...{ statements: 0, proposals: 0, applications: 0 },
    });
    const { rows } = await a.database.pool.query<{ id: string; n: number }>(
      `select m.public_id as id, count(*)::int as n from statement s join mandate m on m.id = s.mandate
        where m.kind = 'certification' group by 1`,
    );
    expect((await ask('administrator', r.party.centre, `mandates/${rows[0]!.id}`)).statements).toBe(
      rows[0]!.n,
    );
  });
});
