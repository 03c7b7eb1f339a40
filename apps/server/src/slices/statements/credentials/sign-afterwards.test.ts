import type { SignatureView } from '@pinxin/contract/statements/signature-view';
import type { VerificationView } from '@pinxin/contract/verification';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonCaller } from '../../../http/caller.ts';
import { diskBlobs } from '../../../kernel/files/disk-blobs.ts';
import { type RegisterApp, registerApp } from '../../parties/testing/register-app.ts';
import { registerStatementRoutes } from '../routes.ts';
import { issuedId, openRegister, type Register } from '../testing/register.ts';
import { signAfterwards } from './sign-afterwards.ts';

let a: RegisterApp;
let r: Register;
beforeAll(async () => {
  a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs('/nonexistent')));
  r = await openRegister(a);
  await r.grant({ kind: 'certification' });
});
afterAll(() => a.close());

/** Takes from statements what they would not have, had they been issued before there were credentials. */
async function unsign(ids: readonly string[]): Promise<void> {
  const client = await r.database.pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query('delete from credential where public_id = any($1)', [ids]);
    await client.query(
      'delete from log_salt where leaf in (select id from log_leaf where record = any($1))',
      [ids],
    );
    await client.query('delete from log_leaf where record = any($1)', [ids]);
    await client.query('reset session_replication_role');
  } finally {
    client.release(true);
  }
}

const signatureOf = async (id: string) =>
  (await a.send(undefined, 'GET', `/statements/${id}/signature`)).json() as {
    signature: SignatureView | null;
  };
const codesOf = async (id: string) => {
  const { body } = await a.send(undefined, 'GET', `/credentials/${id}`);
  const sent = { payload: body, headers: { 'content-type': 'text/plain' } };
  const found = (await a.send(undefined, 'POST', '/verify', sent)).json() as VerificationView;
  return found.findings.map(({ code }) => code);
};

describe('statements from before there were credentials', () => {
  it('are signed afterwards with the standing that they have, once, and dated now', async () => {
    const [valid, suspended, withdrawn] = [
      issuedId(await r.issue()),
      issuedId(await r.issue()),
      issuedId(await r.issue()),
    ];
    await r.change({ statement: suspended, to: 'suspend' });
    await r.change({ statement: withdrawn, to: 'withdraw' });
    expect((await signatureOf(valid)).signature).toMatchObject({ key: { name: 'key-1', state: 'active' } });
    await unsign([valid, suspended, withdrawn]);
    expect(await signatureOf(valid)).toEqual({ signature: null });
    r.clock.advance(86_400_000);
    expect(await signAfterwards(r.ctx, 2)).toBe(2);
    expect(await signAfterwards(r.ctx, 100)).toBe(1);
    expect(await signAfterwards(r.ctx, 100)).toBe(0);
    const { signature } = await signatureOf(valid);
    expect(signature).toMatchObject({ signedAt: r.clock.now().toISOString(), logged: null });
    expect(await codesOf(valid)).toEqual(expect.arrayContaining(['signatureGood', 'statusClear']));
    expect(await codesOf(suspended)).toContain('suspended');
    expect(await codesOf(withdrawn)).toContain('revoked');
  });

  it('wait for their issuer when its key has ended', async () => {
    const id = issuedId(await r.issue());
    await unsign([id]);
    await r.database.query
      .updateTable('issuer_key')
      .set({ state: 'lost', ended_at: r.clock.now(), sealed: null })
      .execute();
    expect(await signAfterwards(r.ctx, 100)).toBe(0);
    expect(await signatureOf(id)).toEqual({ signature: null });
  });
});

describe('what waits for a second person', () => {
  it('is shown to those of the party, and who proposed it may not confirm it', async () => {
    const centre = (): PersonCaller => {
      const made = a.person('decider', { party: r.party.centre });
      return { ...made, memberships: made.memberships.map(one => ({ ...one, partyPublicId: 'pty_centre' })) };
    };
    const [first, second] = [centre(), centre()];
    const body = { act: 'create', reason: '换新', request: 'waits-for-second' };
    await a.send(first, 'POST', '/issuer-keys/proposals', { payload: body });
    const seen = async (caller: PersonCaller) =>
      ((await a.send(caller, 'GET', '/issuer-keys/proposals')).json() as { items: object[] }).items;
    expect(await seen(first)).toMatchObject([{ act: 'create', reason: '换新', mayConfirm: false }]);
    expect(await seen(second)).toMatchObject([{ act: 'create', mayConfirm: true }]);
    expect(await seen(a.person('decider', { party: r.party.rival }))).toEqual([]);
  });
});
