import { verifyCredential } from '@pinxin/credentials/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../kernel/transaction.ts';
import { issuedId, openRegister, problemsOf, type Register } from '../testing/register.ts';
import { SAMPLES } from '../testing/samples.ts';
import { storedCredential } from './credential-store.ts';
import { issuerDocument } from './keys/issuer-document.ts';
import { performKeyAct } from './keys/key-act.ts';
import { POSITIONS, positionsOf } from './status/position.ts';
import { securedList } from './status/status-store.ts';

describe('the credential of a statement', () => {
  let r: Register;
  beforeAll(async () => {
    r = await openRegister();
    for (const kind of [
      'certification',
      'sanction',
      'testReport',
      'licence',
      'listing',
      'award',
      'accreditation',
      'declaration',
      'complianceCommitment',
    ] as const) {
      await r.grant({ kind });
    }
  });
  afterAll(() => r.close());

  /** Everything a verifier needs, as it is published. */
  async function verify(publicId: string, at = r.clock.now()) {
    const { secured, did } = (await storedCredential(r.database, publicId))!;
    const document = await issuerDocument(r.database, { did });
    const lists = new Map<string, string>();
    const { rows } = await r.database.pool.query<{ public_id: string }>('select public_id from status_list');
    for (const { public_id: list } of rows) {
      for (const purpose of ['revocation', 'suspension'] as const) {
        const found = await securedList(r.database, list, purpose);
        lists.set(`https://pinxin.test/status-lists/${list}/${purpose}`, found!.secured);
      }
    }
    return verifyCredential(secured, {
      at,
      document: url => (url === did ? document : undefined),
      statusList: url => lists.get(url),
    });
  }

  const codes = async (publicId: string) =>
    (await verify(publicId)).findings.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);

  it('is there with every kind of statement, and verifies', async () => {
    for (const kind of Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]) {
      const { verdict, findings } = await verify(issuedId(await r.issue({ kind })));
      expect(findings.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown')).toEqual([]);
      expect(verdict).toBe('valid');
    }
  });

  it('says nothing personal', async () => {
    const id = issuedId(await r.issue({ kind: 'sanction' }));
    const { secured } = (await storedCredential(r.database, id))!;
    const said = Buffer.from(secured.split('.')[1]!, 'base64url').toString('utf8');
    expect(said).toContain('以次充好');
    expect(said).not.toContain('张某某');
  });

  it('follows what becomes of the statement: suspended, restored, withdrawn, superseded', async () => {
    const id = issuedId(await r.issue());
    expect(await codes(id)).toEqual([]);
    await r.change({ statement: id, to: 'suspend' });
    expect(await codes(id)).toEqual(['suspended']);
    await r.change({ statement: id, to: 'restore' });
    expect(await codes(id)).toEqual([]);
    await r.change({ statement: id, to: 'withdraw' });
    expect(await codes(id)).toEqual(['revoked']);
    const old = issuedId(await r.issue({ number: 'S-1' }));
    await r.issue({ number: 'S-1', supersedes: old, validTo: '2030-06-30' });
    expect(await codes(old)).toEqual(['revoked']);
  });

  it('puts each of its facts into the log, once, together with the list that changed', async () => {
    const id = issuedId(await r.issue());
    await r.change({ statement: id, to: 'suspend' });
    await r.change({ statement: id, to: 'suspend' });
    await r.change({ statement: id, to: 'withdraw' });
    const { rows } = await r.database.pool.query(
      'select kind, revision, issuer from log_leaf where record = $1 order by revision',
      [id],
    );
    const issuer = 'did:web:pinxin.test:parties:pty_centre';
    expect(rows).toEqual([
      { kind: 'cert.issue', revision: 0, issuer },
      { kind: 'cert.suspend', revision: 1, issuer },
      { kind: 'cert.revoke', revision: 2, issuer },
    ]);
    const lists = await r.database.pool.query(
      `select count(*)::int as n, max(revision) as last from log_leaf where kind = 'status-list'`,
    );
    expect(lists.rows[0].n).toBe(lists.rows[0].last);
  });

  it('is issued by many at once, from the first key on, without waiting for one another in a circle', async () => {
    await r.grant({ kind: 'certification', holder: r.party.county });
    const issued = await Promise.all(
      Array.from({ length: 30 }, (_, n) => r.issue({ issuer: r.party.county, number: `P-${n}` })),
    );
    const ids = issued.map(issuedId);
    const { rows } = await r.database.pool.query<{ keys: number; places: number }>(
      `select count(distinct c.key)::int as keys, count(distinct (c.list, c.position))::int as places
       from credential c where c.party = $1`,
      [r.party.county],
    );
    expect(rows).toEqual([{ keys: 1, places: ids.length }]);
  });

  it('leaves nothing behind when its transaction fails', async () => {
    const count = async () =>
      (
        await r.database.pool.query(
          'select (select count(*) from credential) + (select count(*) from log_leaf) + (select sum(used) from status_list) as n',
        )
      ).rows[0].n;
    const before = await count();
    const { issueStatement } = await import('../issue/issue-statement.ts');
    const failing = inTransaction(r.ctx, async tx => {
      const issued = await issueStatement(r.ctx, tx, {
        ...{ actor: 'acc_decider', issuer: r.party.centre, subject: { party: r.party.coop }, number: 'gone' },
        ...{ validFrom: '2026-07-01', legalBasis: '（演示）办法', kind: 'award', content: SAMPLES.award },
      });
      expect(issued.ok).toBe(true);
      throw new Error('afterwards');
    });
    await expect(failing).rejects.toThrow('afterwards');
    expect(await count()).toBe(before);
  });

  it('has its status in the form that two persons of its issuer chose; both forms are verified', async () => {
    const statusOf = async (id: string) => (await verify(id)).document?.credentialStatus;
    const two = { party: r.party.centre, actor: 'acc_1', secondPerson: 'acc_2', reason: '对接' } as const;
    const act = (wish: 'strictStatus' | 'w3cStatus') =>
      inTransaction(r.ctx, tx => performKeyAct(r.ctx, tx, { ...two, act: wish }));
    const before = issuedId(await r.issue());
    await act('strictStatus');
    const strict = issuedId(await r.issue());
    expect(await statusOf(strict)).toMatchObject({
      statusPurpose: 'revocation',
      statusListIndex: expect.any(Number),
    });
    expect(await statusOf(before)).toMatchObject([{ statusListIndex: expect.any(String) }, {}]);
    expect([(await verify(strict)).verdict, (await verify(before)).verdict]).toEqual(['valid', 'valid']);
    // A suspension is told by the register and the log then, not by the credential.
    await r.change({ statement: strict, to: 'withdraw' });
    expect((await verify(strict)).verdict).toBe('invalid');
    await act('w3cStatus');
    await act('w3cStatus');
    expect(await statusOf(issuedId(await r.issue()))).toHaveLength(2);
    const { rows } = await r.database.pool.query(
      `select facts->>'profile' as profile from journal where kind = 'issuer-status-profile-set' order by seq`,
    );
    expect(rows.map(({ profile }) => profile)).toEqual(['untp-strict', 'w3c']);
  });

  it('is refused, and so is the statement, while its issuer has no key; a new key signs on', async () => {
    const statement = issuedId(await r.issue());
    const two = { party: r.party.centre, actor: 'acc_1', secondPerson: 'acc_2', reason: '演练' } as const;
    await inTransaction(r.ctx, tx => performKeyAct(r.ctx, tx, { ...two, act: 'lose' }));
    expect(problemsOf(await r.issue())).toContain('/issuer noSigningKey');
    expect(problemsOf(await r.change({ statement, to: 'suspend' }))).toContain('/issuer noSigningKey');
    await inTransaction(r.ctx, tx => performKeyAct(r.ctx, tx, { ...two, act: 'create', kind: 'Ed25519' }));
    r.clock.advance(1000);
    expect((await verify(issuedId(await r.issue()))).verdict).toBe('valid');
    // What the lost key had signed is no longer valid by itself: only the log can show that it is older.
    const { verdict, findings } = await verify(statement);
    expect(verdict).toBe('unknown');
    expect(findings.map(({ code }) => code)).toContain('keyRetiredTimeUnproved');
  });

  it('keeps no private key in clear, and none at all of a key that ended', async () => {
    const { rows } = await r.database.pool.query<{
      state: string;
      sealed: Buffer | null;
      public_jwk: object;
    }>('select state, sealed, public_jwk from issuer_key');
    for (const { state, sealed, public_jwk } of rows) {
      expect(sealed === null).toBe(state !== 'active');
      expect(public_jwk).not.toHaveProperty('d');
      expect(sealed?.includes(Buffer.from('302e0201', 'hex')) ?? false).toBe(false);
    }
  });
});

describe('positions in a status list', () => {
  it('are a permutation: none twice, in no order', () => {
    const positionOf = positionsOf(Buffer.alloc(32, 7));
    const seen = new Set<number>();
    let following = 0;
    let last = -1;
    for (let nth = 0; nth < 6_000; nth++) {
      const position = positionOf(nth);
      expect(position).toBeLessThan(POSITIONS);
      seen.add(position);
      if (position === last + 1) following += 1;
      last = position;
    }
    expect(seen.size).toBe(6_000);
    expect(following).toBeLessThan(5);
    // They never change: lists that were signed long ago go on with them.
    expect([0, 1, 2, 5_999, POSITIONS - 1].map(positionOf)).toEqual([35_753, 67_872, 53_689, 72_869, 41_876]);
  });
});
