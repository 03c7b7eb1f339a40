import type { VerificationView } from '@pinxin/contract/verification';
import { verifyCredential } from '@pinxin/credentials/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownCaller, PersonCaller } from '../../../http/caller.ts';
import { diskBlobs } from '../../../kernel/files/disk-blobs.ts';
import { type RegisterApp, registerApp } from '../../parties/testing/register-app.ts';
import { registerStatementRoutes } from '../routes.ts';
import { issuedId, openRegister, type Register } from '../testing/register.ts';
import type { TrustBundle } from './verify/trust-bundle.ts';

let a: RegisterApp;
let r: Register;
let first: PersonCaller;
let second: PersonCaller;
let client: KnownCaller;
let rival: KnownCaller;

beforeAll(async () => {
  a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs('/nonexistent')));
  r = await openRegister(a);
  await r.grant({ kind: 'certification' });
  await r.grant({ kind: 'testReport' });
  const person = (who: 'centre') => {
    const made = a.person('decider', { party: r.party[who] });
    return { ...made, memberships: made.memberships.map(one => ({ ...one, partyPublicId: `pty_${who}` })) };
  };
  [first, second] = [person('centre'), person('centre')];
  const key = (who: 'coop' | 'rival') =>
    ({
      ...{ kind: 'party', party: r.party[who], publicId: `pty_${who}` },
      partyKind: 'enterprise',
      scopes: new Set(['credential']),
    }) as KnownCaller;
  [client, rival] = [key('coop'), key('rival')];
});
afterAll(() => a.close());

const plain = (text: string) => ({ payload: text, headers: { 'content-type': 'text/plain' } });
const verify = async (text: string) =>
  (await a.send(undefined, 'POST', '/verify', plain(text))).json() as VerificationView;
const outcomes = ({ findings }: VerificationView) =>
  findings.map(({ check, outcome, code }) => `${check} ${outcome} ${code}`);

describe('what is no credential', () => {
  const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
  const asJson = (payload: string) => ({ payload, headers: { 'content-type': 'application/json' } });

  it.each([
    ['nested beyond any credential', deep],
    ['a list without an end', '['.repeat(5_000)],
    ['a name that stands twice', '{"type":"VerifiableCredential","type":"Other"}'],
    ['a context that looks like an instant and is none', '{"@context":["9999-99-99T99:99:99Z"]}'],
    ['nothing', ''],
  ])('is refused by the verification: %s', async (_what, text) => {
    for (const sent of [plain(text), asJson(text)]) {
      const { statusCode, body } = await a.send(undefined, 'POST', '/verify', sent);
      expect([statusCode, JSON.parse(body).verdict]).not.toEqual([200, 'valid']);
      expect(statusCode).toBeLessThan(500);
    }
  });

  it.each(['/credentials/verify', '/credentials/issue', '/presentations/verify'])(
    'is refused by %s when it nests beyond any credential',
    async path => {
      const name = path.startsWith('/presentations') ? 'verifiablePresentation' : 'verifiableCredential';
      const sent = asJson(`{"${path.endsWith('issue') ? 'credential' : name}":${deep}}`);
      const refused = await a.send(client, 'POST', path, sent);
      expect([refused.statusCode, refused.json().code]).toEqual([400, 'notACredential']);
    },
  );
});

describe('a credential at its address', () => {
  it('comes as it was signed, or as JSON, and verifies with nothing but the bundle', async () => {
    const id = issuedId(await r.issue());
    const signed = await a.send(undefined, 'GET', `/credentials/${id}`);
    expect(signed.headers['content-type']).toMatch(/^application\/vc\+jwt/);
    const json = await a.send(undefined, 'GET', `/credentials/${id}`, {
      headers: { accept: 'application/json' },
    });
    const either = await a.send(undefined, 'GET', `/credentials/${id}`, {
      headers: { accept: 'application/vc+jwt, application/json;q=0.5' },
    });
    expect(either.body).toBe(signed.body);
    expect(json.json()).toMatchObject({
      id: `https://pinxin.test/credentials/${id}`,
      issuer: { id: 'did:web:pinxin.test:parties:pty_centre' },
    });
    const bundle = (await a.send(undefined, 'GET', '/trust-bundle.json')).json() as TrustBundle;
    const documents = new Map(bundle.documents.map(document => [String(document.id), document]));
    const given = {
      at: r.clock.now(),
      document: (url: string) => documents.get(url),
      statusList: (url: string) => bundle.statusLists[url],
    };
    expect(verifyCredential(signed.body, given).verdict).toBe('valid');
    const did = await a.send(undefined, 'GET', '/parties/pty_centre/did.json');
    expect(did.json()).toEqual(documents.get('did:web:pinxin.test:parties:pty_centre'));
    const [url] = Object.keys(bundle.statusLists);
    const list = await a.send(undefined, 'GET', new URL(url!).pathname);
    expect(list.body).toBe(bundle.statusLists[url!]);
    const again = await a.send(undefined, 'GET', new URL(url!).pathname, {
      headers: { 'if-none-match': String(list.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it('is not shown to whom the statement is not shown', async () => {
    const id = issuedId(await r.issue({ kind: 'testReport' }));
    expect((await a.send(undefined, 'GET', `/statements/${id}`)).statusCode).toBe(404);
    expect((await a.send(undefined, 'GET', `/credentials/${id}`)).statusCode).toBe(404);
    expect((await a.send(first, 'GET', `/credentials/${id}`)).statusCode).toBe(200);
    expect((await a.send(undefined, 'GET', '/credentials/nothing')).statusCode).toBe(404);
    expect((await a.send(undefined, 'GET', '/status-lists/x/anything')).statusCode).toBe(404);
    expect((await a.send(undefined, 'GET', '/parties/pty_rival/did.json')).statusCode).toBe(404);
  });
});

describe('the verification of any credential', () => {
  it('tells signature, status, shape and mandate, and that the log has it not yet', async () => {
    const id = issuedId(await r.issue());
    const { body } = await a.send(undefined, 'GET', `/credentials/${id}`);
    const found = await verify(body);
    expect(outcomes(found)).toEqual(
      expect.arrayContaining([
        'signature passed signatureGood',
        'key passed keyGood',
        'shape passed shapeGood',
        'mandate passed mandateGood',
        'log unknown notLogged',
      ]),
    );
    expect(found.verdict).toBe('unknown');
    expect(found.credential).toMatchObject({
      issuer: { name: 'centre（演示）' },
      subject: { id: 'did:web:pinxin.test:parties:pty_coop' },
    });
    expect(await verify(`/credentials/${id}`)).toEqual(found);
    await r.change({ statement: id, to: 'withdraw' });
    const after = await verify(body);
    expect(after.verdict).toBe('invalid');
    expect(outcomes(after)).toContain('status failed revoked');
  });

  it('finds a changed one bad, another one unknown, and refuses what is none', async () => {
    const { body } = await a.send(undefined, 'GET', `/credentials/${issuedId(await r.issue())}`);
    const [head, payload, signature] = body.split('.');
    const other = Buffer.from(
      Buffer.from(payload!, 'base64url').toString().replace('LB-50', 'LB-51'),
    ).toString('base64url');
    expect((await verify(`${head}.${other}.${signature}`)).verdict).toBe('invalid');
    expect((await verify('{"@context":["https://www.w3.org/ns/credentials/v2"]}')).verdict).toBe('invalid');
    const nothing = await a.send(undefined, 'POST', '/verify', plain('{'));
    expect([nothing.statusCode, (nothing.json() as { code: string }).code]).toEqual([400, 'notACredential']);
    const form = await a.send(undefined, 'POST', '/verify', {
      payload: new URLSearchParams({ credential: body }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.statusCode).toBe(200);
  });
});

describe('the VC API', () => {
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    credentialSubject: { id: 'did:example:subject', name: '客户' },
  };
  const issue = (caller: KnownCaller | undefined, body: object) =>
    a.send(caller, 'POST', '/credentials/issue', { payload: body });

  it.each(['vc+jwt', 'dataIntegrity'] as const)(
    'signs, verifies, and changes the status of %s',
    async securing => {
      const body = { credential, options: { securing, request: `request-${securing}` } };
      const issued = await issue(client, body);
      expect(issued.statusCode, issued.body).toBe(201);
      const { verifiableCredential } = issued.json() as { verifiableCredential: Record<string, string> };
      expect((await issue(client, body)).json()).toEqual({ verifiableCredential });
      const ask = async () =>
        (
          await a.send(rival, 'POST', '/credentials/verify', { payload: { verifiableCredential } })
        ).json() as { verified: boolean; document: { id: string }; errors: { code: string }[] };
      const { verified, document } = await ask();
      expect(verified).toBe(true);
      const status = (caller: KnownCaller, purpose: string, value: boolean) =>
        a.send(caller, 'POST', '/credentials/status', {
          payload: { credentialId: document.id, credentialStatus: { statusPurpose: purpose }, status: value },
        });
      expect((await status(rival, 'revocation', true)).statusCode).toBe(403);
      expect((await status(client, 'suspension', true)).statusCode).toBe(200);
      expect((await ask()).errors.map(({ code }) => code)).toEqual(['suspended']);
      expect((await status(client, 'suspension', false)).statusCode).toBe(200);
      expect((await ask()).verified).toBe(true);
      expect((await status(client, 'revocation', true)).statusCode).toBe(200);
      expect((await status(client, 'revocation', false)).statusCode).toBe(409);
      expect((await ask()).errors.map(({ code }) => code)).toEqual(['revoked']);
    },
  );

  it('refuses what is not right with all places, another issuer, persons and strangers', async () => {
    const wrong = await issue(client, {
      credential: { type: ['VerifiableCredential'], credentialSubject: {} },
    });
    expect(wrong.statusCode).toBe(400);
    expect((wrong.json() as { problems: { code: string }[] }).problems.map(({ code }) => code)).toEqual([
      'contextMissing',
      'typeUndefined',
      'subjectEmpty',
    ]);
    expect(
      (await issue(client, { credential: { ...credential, issuer: 'did:web:other.example' } })).statusCode,
    ).toBe(403);
    expect((await issue(client, { credential: { ...credential, vc: {} } })).statusCode).toBe(400);
    expect((await issue(undefined, { credential })).statusCode).toBe(401);
    expect((await issue(first, { credential })).statusCode).toBe(403);
  });

  it('verifies a presentation, and finds one with an unsigned credential bad', async () => {
    const { verifiableCredential } = (await issue(client, { credential })).json() as {
      verifiableCredential: object;
    };
    const present = (inner: object) => ({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [inner],
    });
    const ask = (inner: object) =>
      a.send(client, 'POST', '/presentations/verify', {
        payload: { verifiablePresentation: present(inner) },
      });
    const unsigned = (await ask(verifiableCredential)).json() as {
      verified: boolean;
      errors: { code: string }[];
    };
    expect(unsigned.errors.map(({ code }) => code)).toEqual(['unsecured']);
    expect(
      (
        (await ask({ ...credential, issuer: 'did:example:x' })).json() as { errors: { code: string }[] }
      ).errors.map(({ code }) => code),
    ).toContain('innerCredentialBad');
  });
});

describe('keys of an issuer over HTTP', () => {
  const propose = (caller: PersonCaller, body: object) =>
    a.send(caller, 'POST', '/issuer-keys/proposals', { payload: body });
  const keys = async () =>
    (
      (await a.send(undefined, 'GET', '/issuer-keys?party=pty_centre')).json() as {
        items: { name: string; state: string }[];
      }
    ).items.map(({ name, state }) => `${name} ${state}`);

  it('are rotated by two persons, and the old one stays published', async () => {
    await r.issue();
    const body = { act: 'rotate', reason: '年度轮换', request: 'rotate-2026' };
    const proposed = await propose(first, body);
    expect(proposed.statusCode, proposed.body).toBe(202);
    const { proposal } = proposed.json() as { proposal: string };
    expect((await propose(first, body)).json()).toMatchObject({ proposal });
    const confirm = (who: PersonCaller) => a.send(who, 'POST', `/issuer-keys/proposals/${proposal}/confirm`);
    expect((await confirm(first)).statusCode).toBe(403);
    expect(await keys()).toEqual(['key-1 active']);
    expect((await confirm(second)).statusCode).toBe(200);
    expect((await confirm(second)).json()).toMatchObject({ repeated: true });
    expect(await keys()).toEqual(['key-1 retired', 'key-2 active']);
    const document = (await a.send(undefined, 'GET', '/parties/pty_centre/did.json')).json() as {
      verificationMethod: { revoked?: string }[];
    };
    expect(document.verificationMethod.map(({ revoked }) => revoked !== undefined)).toEqual([true, false]);
    expect((await a.send(first, 'POST', '/issuer-keys/proposals/none/confirm')).statusCode).toBe(404);
  });

  it('are not made while there is one, and a declined proposal does nothing', async () => {
    const made = (
      await propose(first, { act: 'create', reason: '再来一把', request: 'create-again' })
    ).json() as { proposal: string };
    expect((await a.send(second, 'POST', `/issuer-keys/proposals/${made.proposal}/confirm`)).statusCode).toBe(
      409,
    );
    expect((await a.send(second, 'POST', `/issuer-keys/proposals/${made.proposal}/decline`)).statusCode).toBe(
      200,
    );
    expect((await a.send(second, 'POST', `/issuer-keys/proposals/${made.proposal}/confirm`)).statusCode).toBe(
      409,
    );
    expect(await keys()).toEqual(['key-1 retired', 'key-2 active']);
  });
});

describe('an issuer that signs with SM2 beside its own key', () => {
  interface Both {
    readonly format: string;
    readonly credential: string;
    readonly proofs: readonly { readonly suite: string; readonly signature: string }[];
  }
  const act = async (name: string, request: string) => {
    const body = { act: name, kind: 'SM2', reason: '密评要求', request };
    const proposed = await a.send(first, 'POST', '/issuer-keys/proposals', { payload: body });
    const { proposal } = proposed.json() as { proposal: string };
    return await a.send(second, 'POST', `/issuer-keys/proposals/${proposal}/confirm`);
  };
  const bothOf = async (id: string) => await a.send(undefined, 'GET', `/credentials/${id}/parallel`);
  const told = async (text: string) => {
    const { verdict, findings } = await verify(text);
    return [verdict, findings.find(({ code }) => code.startsWith('parallel'))?.code];
  };
  let before = '';
  let both: Both;

  it('chooses it by a key that two persons make; what is older stays without', async () => {
    before = issuedId(await r.issue());
    expect((await act('create', 'sm2-create')).statusCode).toBe(200);
    expect((await act('create', 'sm2-again')).json()).toMatchObject({ code: 'keyThere' });
    const answered = await bothOf(issuedId(await r.issue()));
    both = answered.json() as Both;
    expect(both).toMatchObject({ format: 'pinxin-parallel-2026', proofs: [{ suite: 'pinxin-sm2-2026' }] });
    expect((await bothOf(before)).json()).toMatchObject({ code: 'noParallel' });
  });

  it('has both signatures checked and named, by the file of both and by the credential alone', async () => {
    expect((await told(JSON.stringify(both)))[1]).toBe('parallelGood');
    expect((await told(both.credential))[1]).toBe('parallelGood');
    const { signature } = both.proofs[0]!;
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const changed = { ...both, proofs: [{ ...both.proofs[0]!, signature: flipped }] };
    expect(await told(JSON.stringify(changed))).toEqual(['invalid', 'parallelBad']);
    expect((await told(JSON.stringify({ ...both, proofs: [] })))[1]).toBe('parallelUnknown');
  });

  it('verifies offline with the DID document alone, and no longer when the key has ended', async () => {
    const documentNow = async () =>
      (await a.send(undefined, 'GET', '/parties/pty_centre/did.json')).json() as Record<string, never>;
    const code = async (at: Date) => {
      const document = await documentNow();
      const { findings } = verifyCredential({ ...both } as never, { at, document: () => document });
      return findings.find(each => each.code.startsWith('parallel'))?.code;
    };
    expect(await code(r.clock.now())).toBe('parallelGood');
    expect((await act('retire', 'sm2-retire')).statusCode).toBe(200);
    expect(await code(r.clock.now())).toBe('parallelKeyEnded');
    expect((await bothOf(issuedId(await r.issue()))).statusCode).toBe(404);
  });
});
