import { STATEMENT_KINDS } from '@pinxin/contract/statements/kind';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentsOf } from '../content/content-store.ts';
import { statementsInForce } from '../read/in-force-views.ts';
import { issuedId, openRegister, problemsOf, type Register } from '../testing/register.ts';
import { SAMPLES } from '../testing/samples.ts';

describe('issuing statements', () => {
  let r: Register;
  beforeAll(async () => {
    r = await openRegister();
    for (const kind of STATEMENT_KINDS) await r.grant({ kind });
  });
  afterAll(() => r.close());

  const countRows = async () =>
    (await r.database.pool.query<{ n: number }>('select count(*)::int as n from statement')).rows[0]!.n;

  it.each(STATEMENT_KINDS)('keeps every field of a %s in its typed table', async kind => {
    const issued = await r.issue({ kind });
    expect(problemsOf(issued)).toEqual([]);
    const id = issued.ok ? issued.id : 0;
    const contents = await contentsOf(r.database, kind, [id]);
    expect(contents.get(id)).toEqual(SAMPLES[kind]);
  });

  it('writes rows and journal together', async () => {
    const publicId = issuedId(await r.issue());
    const { rows } = await r.database.pool.query(
      `select facts from journal where kind = 'statement-issued' order by seq desc limit 1`,
    );
    expect(rows[0].facts).toMatchObject({
      statement: publicId,
      subjectParty: r.party.coop,
      kind: 'certification',
    });
  });

  it('issues once, however often the same is sent', async () => {
    const wish = { request: 'r-1', number: 'ONCE-1' };
    const first = issuedId(await r.issue(wish));
    const before = await countRows();
    expect(await r.issue(wish)).toMatchObject({ ok: true, publicId: first, repeated: true });
    expect(await r.issue({ number: 'ONCE-1' })).toMatchObject({ ok: true, publicId: first, repeated: true });
    expect(problemsOf(await r.issue({ ...wish, validTo: '2027-01-01' }))).toEqual(['/request requestTaken']);
    expect(problemsOf(await r.issue({ number: 'ONCE-1', validTo: '2027-01-01' }))).toEqual([
      '/number numberTaken',
    ]);
    expect(await countRows()).toBe(before);
  });

  it('issues once when the same is sent at the same moment', async () => {
    const all = await Promise.all(
      Array.from({ length: 5 }, () => r.issue({ request: 'r-2', number: 'ONCE-2' })),
    );
    expect(new Set(all.map(issuedId)).size).toBe(1);
    expect(all.filter(one => one.ok && !one.repeated)).toHaveLength(1);
  });

  it('tells all that is wrong, and writes nothing', async () => {
    const before = await countRows();
    const outcome = await r.issue({
      issuer: r.party.rival,
      validFrom: '2026-07-01',
      validTo: '2026-06-01',
      supersedes: 'stm_none',
      evidence: ['00'.repeat(32)],
      secondPerson: 'acc_decider',
    });
    expect(problemsOf(outcome)).toEqual([
      '/validTo datesReversed',
      '/issuer noMandate',
      '/secondPerson samePerson',
      '/evidence/0 evidenceUnknown',
      '/supersedes supersededUnknown',
    ]);
    expect(problemsOf(await r.issue({ content: { ...SAMPLES.certification, areaMu: '1e3' } }))).toEqual([
      '/content/areaMu contentWrong',
    ]);
    expect(problemsOf(await r.issue({ validFrom: '2026-02-30' }))).toEqual(['/validFrom dateUnknown']);
    expect(problemsOf(await r.issue({ subject: { lot: 999_999 } }))).toEqual(['/subject subjectUnknown']);
    expect(await countRows()).toBe(before);
  });

  it('finds whose matter a subject is', async () => {
    const { coop } = r.party;
    for (const subject of [{ place: r.place }, { product: r.product }, { brand: r.brand }, { lot: r.lot }]) {
      issuedId(await r.issue({ subject }));
      const [found] = await statementsInForce(r.database, { on: '2026-07-18', subject });
      expect(found).toMatchObject({ subjectParty: coop });
    }
  });

  it('lets a correction take the place of what it corrects, which keeps its number and its history', async () => {
    const wrong = issuedId(await r.issue({ number: 'CORR-1' }));
    const right = issuedId(await r.issue({ number: 'CORR-1', validTo: '2028-06-30', supersedes: wrong }));
    const found = await statementsInForce(r.database, { on: '2026-07-18', subject: { party: r.party.coop } });
    expect(found.filter(({ number }) => number === 'CORR-1').map(({ publicId }) => publicId)).toEqual([
      right,
    ]);
    const same = await r.issue({ number: 'CORR-1', validTo: '2028-06-30', supersedes: wrong });
    expect(same).toMatchObject({ publicId: right, repeated: true });
    const again = await r.issue({ number: 'CORR-1', validTo: '2028-01-01', supersedes: wrong });
    expect(problemsOf(again)).toEqual(['/supersedes supersededNot']);
  });

  it('refuses to correct what is suspended: the new one would be valid', async () => {
    const wrong = issuedId(await r.issue({ number: 'CORR-2' }));
    await r.change({ statement: wrong, to: 'suspend' });
    expect(problemsOf(await r.issue({ number: 'CORR-2', supersedes: wrong }))).toEqual([
      '/supersedes supersededNot',
    ]);
  });

  it('asks for the last day on which a penalty is public', async () => {
    expect(problemsOf(await r.issue({ kind: 'sanction', publish: {} }))).toEqual([
      '/publish/to publicationEndMissing',
    ]);
  });
});

describe('mandates', () => {
  let r: Register;
  beforeAll(async () => {
    r = await openRegister();
  });
  afterAll(() => r.close());

  it('refuses everybody who has none', async () => {
    expect(problemsOf(await r.issue())).toEqual(['/issuer noMandate']);
  });

  it('lets a producer speak for itself by law, and for nobody else', async () => {
    const commitment = { kind: 'complianceCommitment', issuer: r.party.coop } as const;
    expect(problemsOf(await r.issue(commitment))).toEqual([]);
    expect(problemsOf(await r.issue({ ...commitment, subject: { lot: r.lot } }))).toEqual([]);
    expect(problemsOf(await r.issue({ ...commitment, subject: { party: r.party.rival } }))).toEqual([
      '/issuer noMandate',
    ]);
  });

  it('holds for its scheme, its area and its days only', async () => {
    const holder = r.party.county;
    const wish = {
      issuer: holder,
      kind: 'award',
      scheme: 'county-quality-award',
      subject: { party: r.party.coop },
    } as const;
    await r.grant({ ...wish, holder, area: '6405', validFrom: '2026-07-18', validTo: '2026-07-19' });
    expect(problemsOf(await r.issue(wish))).toEqual([]);
    expect(problemsOf(await r.issue({ ...wish, scheme: 'other' }))).toEqual(['/issuer noMandate']);
    expect(problemsOf(await r.issue({ ...wish, subject: { party: r.party.rival } }))).toEqual([
      '/issuer noMandate',
    ]);
    r.clock.advance(86_400_000);
    expect(problemsOf(await r.issue(wish))).toEqual([]);
    r.clock.advance(86_400_000);
    expect(problemsOf(await r.issue(wish))).toEqual(['/issuer noMandate']);
    r.clock.advance(-2 * 86_400_000);
  });

  it('asks for a second person where it says so', async () => {
    const wish = { issuer: r.party.centre, kind: 'listing', scheme: 'black-list' } as const;
    await r.grant({ kind: 'listing', scheme: 'black-list', needsSecondPerson: true });
    expect(problemsOf(await r.issue(wish))).toEqual(['/secondPerson secondPersonNeeded']);
    expect(problemsOf(await r.issue({ ...wish, secondPerson: 'acc_decider' }))).toEqual([
      '/secondPerson samePerson',
    ]);
    const statement = issuedId(await r.issue({ ...wish, secondPerson: 'acc_other' }));
    expect(problemsOf(await r.change({ statement, to: 'withdraw' }))).toEqual([
      '/secondPerson secondPersonNeeded',
    ]);
    expect(await r.change({ statement, to: 'withdraw', secondPerson: 'acc_other' })).toMatchObject({
      ok: true,
    });
  });
});
