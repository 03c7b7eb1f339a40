import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownCaller } from '../../../../http/caller.ts';
import { diskBlobs } from '../../../../kernel/files/disk-blobs.ts';
import { type RegisterApp, registerApp } from '../../../parties/testing/register-app.ts';
import { registerStatementRoutes } from '../../routes.ts';
import { openRegister } from '../../testing/register.ts';

let a: RegisterApp;
let client: KnownCaller;
beforeAll(async () => {
  a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs('/nonexistent')));
  const { party } = await openRegister(a);
  client = {
    ...{ kind: 'party', party: party.coop, publicId: 'pty_coop', partyKind: 'enterprise' },
    scopes: new Set(['credential']),
  } as KnownCaller;
});
afterAll(() => a.close());

const PATHS = ['/credentials/issue', '/credentials/verify', '/presentations/verify', '/credentials/status'];
const JSON_TYPE = 'application/json';

/** What a third party's suite sends to see what comes of it. */
const WRONG: readonly (readonly [what: string, type: string, payload: string])[] = [
  ['a list', JSON_TYPE, '[]'],
  ['a number', JSON_TYPE, '7'],
  ['nothing', JSON_TYPE, ''],
  ['an empty object', JSON_TYPE, '{}'],
  ['what is no JSON', JSON_TYPE, '{"credential":'],
  ['another media type', 'application/xml', '<credential/>'],
  ['text', 'text/plain', '{}'],
  [
    'a list for a credential',
    JSON_TYPE,
    '{"credential":[],"verifiableCredential":[],"verifiablePresentation":[]}',
  ],
  ['null', JSON_TYPE, '{"credential":null,"verifiableCredential":null,"verifiablePresentation":null}'],
];

describe('the VC API, driven by whoever', () => {
  it.each(PATHS)('%s answers everything wrong with a problem that can be read', async path => {
    for (const [what, type, payload] of WRONG) {
      const answer = await a.send(client, 'POST', path, { payload, headers: { 'content-type': type } });
      const told = `${path} ${what}: ${answer.statusCode} ${answer.body}`;
      expect(answer.statusCode, told).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode, told).toBeLessThan(500);
      expect(answer.headers['content-type'], told).toContain('application/problem+json');
      expect(answer.json().title, told).toEqual(expect.any(String));
    }
  });

  it('says of options that are not known where they stand', async () => {
    const payload = { credential: { type: [] }, options: { securing: 'ldp' } };
    const answer = await a.send(client, 'POST', '/credentials/issue', { payload });
    expect([answer.statusCode, JSON.stringify(answer.json())]).toEqual([
      400,
      expect.stringContaining('securing'),
    ]);
  });
});
