import { createHash } from 'node:crypto';
import { type Linkset, type LinkTarget, linksetProblems } from '@pinxin/contract/linkset';
import type { VerificationView } from '@pinxin/contract/verification';
import { fromBase58 } from '@pinxin/credentials/encoding/base58';
import { untpMisfits } from '@pinxin/credentials/untp/judge-shape';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskBlobs } from '../../../kernel/files/disk-blobs.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { changeStatement, grantMandate, issueStatement } from '../../statements/api.ts';
// Statements and the resolver are wired in main.ts; a test may wire them too.
import { registerStatementRoutes } from '../../statements/routes.ts';
import { type RecallApp, recallApp, tellChain } from '../../trace/recall/testing/recall-app.ts';
import { readLinkPath } from '../../trace/resolver/named-code.ts';
import { registerResolverRoutes } from '../../trace/resolver/routes.ts';
import { GTIN, item, lot, transformation } from '../../trace/testing/events.ts';
import { createPortal } from '../portal.ts';
import { problemPage } from '../routes.ts';
import { registerPassportRoutes } from './routes.ts';

const settings = { divisions: {} };
const JWT = { accept: 'application/vc+jwt' };
const pathOf = (uri: string) => uri.slice('https://id.gs1.org'.length);

interface Passport {
  readonly [name: string]: unknown;
  readonly credentialSubject: {
    readonly batchNumber?: string;
    readonly idGranularity: string;
    readonly performanceClaim: readonly {
      readonly name: string;
      readonly evidence: readonly { readonly linkURL: string; readonly digestMultibase: string }[];
    }[];
  };
}

let t: RecallApp;
let statement = '';

beforeAll(async () => {
  t = await recallApp({
    problemPage,
    register: (app, { ctx }) => {
      const portal = createPortal({ ctx, settings, scanDivisionHeader: undefined });
      registerResolverRoutes(app, { pages: portal, publicUrl: ctx.publicUrl });
      registerStatementRoutes(app, ctx, diskBlobs('/nonexistent'));
      const readCode = (path: string) => {
        const read = readLinkPath(path);
        return read.ok ? read.value : undefined;
      };
      registerPassportRoutes(app, { ctx, portal, settings, readCode });
    },
  });
  await tellChain(t);
  await t.capture('packer', [
    {
      ...transformation(['DRY'], [], { eventTime: '2026-07-03T08:00:00+08:00' }),
      outputQuantityList: [],
      outputEPCList: [item('P1')],
    },
  ]);
  const { rows } = await t.database.pool.query('select id from product where gtin = $1', [GTIN]);
  await inTransaction(t.ctx, tx =>
    grantMandate(t.ctx, tx, {
      ...{ actor: 'test', holder: t.numberOf('authority'), kind: 'certification', about: 'anyone' },
      ...{ validFrom: '2026-01-01', legalBasis: '（演示）' },
    }),
  );
  const issued = await inTransaction(t.ctx, tx =>
    issueStatement(t.ctx, tx, {
      ...{ actor: 'test', issuer: t.numberOf('authority'), subject: { product: rows[0].id }, number: 'LB-1' },
      ...{ validFrom: '2026-07-01', validTo: '2029-06-30', legalBasis: '（演示）' },
      ...{ kind: 'certification' as const, content: { grade: 'A', products: [] } },
    }),
  );
  if (!issued.ok) throw new Error(JSON.stringify(issued.problems));
  statement = issued.publicId;
});
afterAll(() => t.close());

const get = (url: string, headers: Record<string, string> = JWT) => t.app.inject({ url, headers });
const passportOf = async (uri: string) =>
  (await get(`/passports${pathOf(uri)}`, { accept: 'application/json' })).json() as Passport;

describe('the passport of a lot', () => {
  it('is signed by the operator, fits UNTP exactly, and is found valid', async () => {
    const signed = await get(`/passports${pathOf(lot('DRY'))}`);
    expect(signed.headers['content-type']).toMatch(/^application\/vc\+jwt/);
    const passport = await passportOf(lot('DRY'));
    expect(untpMisfits(passport as never, 'DigitalProductPassport')).toEqual([]);
    expect(passport.credentialSubject).toMatchObject({ batchNumber: 'DRY', idGranularity: 'batch' });
    const found = await t.app.inject({
      ...{ method: 'POST', url: '/verify', payload: signed.body },
      headers: { 'content-type': 'text/plain', accept: 'application/json' },
    });
    const { verdict, findings } = found.json() as VerificationView;
    expect([verdict, findings.filter(({ outcome }) => outcome === 'failed')]).toEqual(['valid', []]);
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['compiledByOperator', 'passportNotLogged']),
    );
  });

  it('names the credential behind each claim, by address and by digest of its very bytes', async () => {
    for (const uri of [lot('DRY'), item('P1')]) {
      const [claim] = (await passportOf(uri)).credentialSubject.performanceClaim;
      const [evidence] = claim!.evidence;
      expect(claim!.name).toContain('LB-1');
      expect(evidence!.linkURL).toBe(`${t.ctx.publicUrl}/credentials/${statement}`);
      const credential = await get(new URL(evidence!.linkURL).pathname);
      const digest = createHash('sha256').update(credential.body).digest();
      expect(Buffer.from(fromBase58(evidence!.digestMultibase.slice(1))!).subarray(2)).toEqual(digest);
    }
  });

  it('is named with its credentials in the linkset, and found by the link types of GS1 and UNTP', async () => {
    const path = pathOf(lot('DRY'));
    const linkset = (await get(`${path}?linkType=linkset`)).json() as Linkset;
    expect(linksetProblems(linkset)).toEqual([]);
    const hrefs = (type: string) =>
      (linkset.linkset[0]![`https://gs1.org/voc/${type}`] as readonly LinkTarget[])
        .filter(each => each.type === 'application/vc+jwt')
        .map(({ href }) => href);
    expect(hrefs('dpp')).toEqual([`${t.ctx.publicUrl}/passports${path}?as=jwt`]);
    expect(hrefs('certificationInfo')).toEqual([`${t.ctx.publicUrl}/credentials/${statement}`]);
    for (const type of ['gs1:dpp', 'untp:dpp']) {
      const { statusCode, headers } = await get(`${path}?linkType=${type}`);
      expect([statusCode, headers.location]).toEqual([307, hrefs('dpp')[0]]);
    }
  });

  it('comes as a page in both languages, to which the page behind the code leads', async () => {
    const path = pathOf(lot('DRY'));
    const html = { accept: 'text/html' };
    expect((await get(path, html)).body).toContain(`href="/passports${path}"`);
    expect((await get(path, html)).body).toContain(`href="/credentials/${statement}"`);
    const zh = await get(`/passports${path}`, html);
    expect(zh.body).toContain(`href="/credentials/${statement}"`);
    expect(zh.body).toContain('产品护照');
    expect((await get(`/passports${path}?lang=en`, html)).body).toContain('Product passport');
  });

  it('leaves out what does not hold any more', async () => {
    await inTransaction(t.ctx, tx =>
      changeStatement(t.ctx, tx, {
        ...{ actor: 'test', issuer: t.numberOf('authority'), statement, to: 'suspend' },
        ...{ reason: '监督检查', legalBasis: '（演示）' },
      }),
    );
    expect((await passportOf(lot('DRY'))).credentialSubject.performanceClaim).toEqual([]);
  });
});

describe('there is no passport', () => {
  it.each([
    ['of a product alone', `/01/${GTIN}`, 'passport.notALot'],
    ['of what nobody told of', pathOf(lot('NEVER')), 'code.unknown'],
    ['of what is no code', '/01/123', 'notFound'],
  ])('%s', async (_what, path, code) => {
    const refused = await get(`/passports${path}`, { accept: 'application/json' });
    expect([refused.statusCode, refused.json().code]).toEqual([404, code]);
  });
});
