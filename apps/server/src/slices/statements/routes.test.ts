import { ROLES } from '@pinxin/contract/permissions';
import { canonicalContent } from '@pinxin/contract/statements/canonical-content';
import type { ListedStatement, StatementView } from '@pinxin/contract/statements/statement-view';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonCaller } from '../../http/caller.ts';
import { diskBlobs } from '../../kernel/files/disk-blobs.ts';
import { type RegisterApp, registerApp } from '../parties/testing/register-app.ts';
import { registerStatementRoutes } from './routes.ts';
import { issuedId, openRegister, type Register } from './testing/register.ts';
import { SAMPLES } from './testing/samples.ts';

/** Nothing is put into it here. */
const NO_FILES = '/nonexistent';

let a: RegisterApp;
let r: Register;
let decider: PersonCaller;
let second: PersonCaller;
let manager: PersonCaller;

beforeAll(async () => {
  a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs(NO_FILES)));
  r = await openRegister(a);
  await r.grant({ kind: 'certification' });
  await r.grant({ kind: 'sanction' });
  await r.grant({ kind: 'listing', scheme: 'black-list', needsSecondPerson: true });
  const person = (role: 'decider' | 'enterpriseManager', who: 'centre' | 'coop') => {
    const made = a.person(role, { party: r.party[who] });
    return { ...made, memberships: made.memberships.map(one => ({ ...one, partyPublicId: `pty_${who}` })) };
  };
  decider = person('decider', 'centre');
  second = person('decider', 'centre');
  manager = person('enterpriseManager', 'coop');
});
afterAll(() => a.close());

const BODY = {
  kind: 'certification',
  subject: { party: 'pty_coop' },
  scheme: 'green-food',
  number: 'HTTP-1',
  validFrom: '2026-07-01',
  validTo: '2029-06-30',
  legalBasis: { 'zh-CN': '（演示）办法 第十条' },
  content: SAMPLES.certification,
};
const CHANGE = { to: 'suspend', reason: '监督检查', legalBasis: '（演示）办法 第二十条' };

async function get<T>(caller: PersonCaller | undefined, url: string): Promise<T> {
  const reply = await a.send(caller, 'GET', url);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json() as T;
}
type List = {
  readonly items: readonly ListedStatement[];
  readonly next: string | null;
  readonly total: number;
};

describe('statements over HTTP', () => {
  it('are issued, found, read whole and changed', async () => {
    const issued = await a.send(decider, 'POST', '/statements', { payload: BODY });
    expect(issued.statusCode, issued.body).toBe(201);
    const { id } = issued.json() as { id: string };
    expect((await a.send(decider, 'POST', '/statements', { payload: BODY })).statusCode).toBe(200);
    const list = await get<List>(undefined, '/statements?scheme=green-food&on=2026-07-18');
    expect(list.items).toMatchObject([
      { id, status: 'valid', issuer: { id: 'pty_centre' }, subject: { kind: 'party', id: 'pty_coop' } },
    ]);
    const view = await get<StatementView>(decider, `/statements/${id}`);
    expect(view.content).toEqual(SAMPLES.certification);
    expect(view.may).toEqual(['suspend', 'withdraw', 'cancel']);
    const before = canonicalContent(view);
    const changed = await a.send(decider, 'POST', `/statements/${id}/changes`, { payload: CHANGE });
    expect(changed.statusCode, changed.body).toBe(201);
    const after = await get<StatementView>(decider, `/statements/${id}`);
    expect(after.status).toBe('suspended');
    expect(after.history.map(({ action }) => action)).toEqual(['issue', 'suspend']);
    expect(canonicalContent(after)).toBe(before);
    expect((await get<List>(undefined, '/statements?scheme=green-food&status=valid')).items).toEqual([]);
    expect((await get<List>(undefined, '/statements?scheme=green-food&status=suspended')).total).toBe(1);
  });

  it('are refused with everything that is wrong, in the language of the asker', async () => {
    const payload = {
      ...BODY,
      number: 'HTTP-2',
      validTo: '2026-01-01',
      content: { areaMu: 5 },
      evidence: [],
    };
    const reply = await a.send(decider, 'POST', '/statements', {
      payload,
      headers: { 'accept-language': 'en' },
    });
    expect(reply.statusCode).toBe(422);
    const { problems } = reply.json() as { problems: readonly { at: string; message: string }[] };
    expect(problems.map(({ at }) => at)).toEqual(['/content/products', '/content/areaMu']);
    expect(problems[0]?.message).toMatch(/content is not right/);
  });

  it('hold no character that cannot be kept', async () => {
    for (const name of ['枸杞\0', '\ud800']) {
      const content = { products: [{ name }] };
      const issued = await a.send(decider, 'POST', '/statements', {
        payload: { ...BODY, number: 'BAD', content },
      });
      expect(issued.statusCode, issued.body).toBe(422);
      expect(issued.json().problems[0]).toMatchObject({
        at: '/content/products/0/name',
        code: 'textUnstorable',
      });
    }
    const payload = { ...CHANGE, reason: '\ud800' };
    expect((await a.send(decider, 'POST', '/statements/stm_1/changes', { payload })).statusCode).toBe(422);
  });

  it('are issued in the name of one’s own party only', async () => {
    const payload = { ...BODY, number: 'HTTP-3', issuer: 'pty_centre' };
    const reply = await a.send(manager, 'POST', '/statements', { payload });
    expect(reply.statusCode, reply.body).toBe(403);
    expect(reply.json().code).toBe('notYourParty');
    const mandateless = { ...payload, kind: 'award', content: SAMPLES.award, number: 'HTTP-4' };
    expect((await a.send(decider, 'POST', '/statements', { payload: mandateless })).statusCode).toBe(403);
  });

  it('come in pages that neither repeat nor miss one', async () => {
    for (let n = 0; n < 7; n++) issuedId(await r.issue({ scheme: 'pages', number: `P-${n}` }));
    const seen: string[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null && pages < 10; pages++) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const page: List = await get(undefined, `/statements?scheme=pages&limit=3&sort=validTo${after}`);
      seen.push(...page.items.map(({ number }) => number ?? ''));
      next = page.next;
    }
    expect(seen).toEqual(['P-0', 'P-1', 'P-2', 'P-3', 'P-4', 'P-5', 'P-6']);
    const forged = Buffer.from(JSON.stringify(['2026-02-31', 1])).toString('base64url');
    for (const after of ['nonsense', forged]) {
      expect((await a.send(undefined, 'GET', `/statements?sort=validTo&after=${after}`)).statusCode).toBe(
        400,
      );
    }
  });

  it('are exported whole, as CSV and as a workbook', async () => {
    const csv = await a.send(undefined, 'GET', '/statements.csv?scheme=pages&sort=issued&lang=en');
    expect(csv.statusCode, csv.body).toBe(200);
    const lines = csv.body.trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFFKind,Scheme,Number,About,Code,Issuer,From,To,Status,Issued,Id');
    expect(lines).toHaveLength(8);
    expect(lines[1]).toMatch(
      /^certification,pages,P-0,coop（演示）,pty_coop,centre（演示）,2026-07-01,2029-06-30,valid,/,
    );
    const book = await a.send(undefined, 'GET', '/statements.xlsx?scheme=pages');
    expect(book.rawPayload.subarray(0, 4)).toEqual(Buffer.from('PK\x03\x04'));
    expect((await a.send(undefined, 'GET', '/statements.csv?issuer=nobody')).statusCode).toBe(422);
  });

  it('show the public no personal data, no actors, and penalties only in their term', async () => {
    const penalty = issuedId(await r.issue({ kind: 'sanction', publish: { to: '2026-07-20' } }));
    const seen = await get<StatementView>(undefined, `/statements/${penalty}`);
    expect(JSON.stringify(seen)).not.toMatch(/张某某|acc_/);
    expect(JSON.stringify(await get(decider, `/statements/${penalty}`))).toMatch(/张某某/);
    a.clock.advance(3 * 86_400_000);
    expect((await a.send(undefined, 'GET', `/statements/${penalty}`)).statusCode).toBe(404);
    expect((await a.send(manager, 'GET', `/statements/${penalty}`)).statusCode).toBe(200);
    expect((await get<List>(undefined, '/statements?kind=sanction')).items).toEqual([]);
    a.clock.advance(-3 * 86_400_000);
  });

  it('that were withdrawn are not held against anybody', async () => {
    const penalty = issuedId(await r.issue({ kind: 'sanction' }));
    await r.change({ statement: penalty, to: 'withdraw' });
    expect((await a.send(undefined, 'GET', `/statements/${penalty}`)).statusCode).toBe(404);
  });

  it('mask the names of families for the public', async () => {
    const { rows } = await r.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, created_at) values ('pty_family', 'household', '张三丰', now()) returning id`,
    );
    const id = issuedId(await r.issue({ subject: { party: rows[0]!.id }, number: 'FAMILY' }));
    expect((await get<StatementView>(undefined, `/statements/${id}`)).subject.name).toBe('张**');
    expect((await get<StatementView>(decider, `/statements/${id}`)).subject.name).toBe('张三丰');
    await r.database.pool.query(
      `update party set uscc = '92640521PDY000029R' where public_id = 'pty_family'`,
    );
    const byCode = '/statements?subjectParty=92640521PDY000029R';
    expect((await a.send(undefined, 'GET', byCode)).statusCode).toBe(422);
    expect((await get<List>(decider, byCode)).total).toBe(1);
  });

  it('wait for a second person where the mandate asks for two', async () => {
    const payload = {
      ...{ kind: 'listing', scheme: 'black-list', subject: { party: 'pty_rival' }, validFrom: '2026-07-18' },
      ...{ legalBasis: BODY.legalBasis, content: SAMPLES.listing, publish: { to: '2029-07-18' } },
    };
    const proposed = await a.send(decider, 'POST', '/statements', { payload });
    expect(proposed.statusCode, proposed.body).toBe(202);
    const { proposal } = proposed.json() as { proposal: string };
    const again = await a.send(decider, 'POST', '/statements', { payload });
    expect(again.json()).toMatchObject({ proposal });
    const path = `/statement-proposals/${proposal}/confirmation`;
    expect((await a.send(decider, 'POST', path)).json().code).toBe('samePerson');
    expect((await a.send(manager, 'POST', path)).statusCode).toBe(404);
    const waiting = await get<{ items: readonly object[] }>(second, '/statement-proposals');
    expect(waiting.items).toMatchObject([
      { id: proposal, state: 'waiting', mayConfirm: true, kind: 'listing', party: { id: 'pty_centre' } },
    ]);
    const confirmed = await a.send(second, 'POST', path);
    expect(confirmed.statusCode, confirmed.body).toBe(200);
    expect((await a.send(second, 'POST', path)).json()).toEqual(confirmed.json());
    const { id } = confirmed.json() as { id: string };
    const view = await get<StatementView>(decider, `/statements/${id}`);
    expect(view.history[0]).toMatchObject({ actor: decider.publicId, secondPerson: second.publicId });
    const change = await a.send(second, 'POST', `/statements/${id}/changes`, {
      payload: { ...CHANGE, to: 'withdraw' },
    });
    expect(change.statusCode).toBe(202);
    const other = (change.json() as { proposal: string }).proposal;
    const declined = { payload: { reason: '证据不足' } };
    expect(
      (await a.send(decider, 'POST', `/statement-proposals/${other}/refusal`, declined)).statusCode,
    ).toBe(204);
    expect((await a.send(decider, 'POST', `/statement-proposals/${other}/confirmation`)).statusCode).toBe(
      422,
    );
    expect((await get<StatementView>(decider, `/statements/${id}`)).status).toBe('valid');
  });

  it('that were proposed expire unconfirmed', async () => {
    const payload = {
      ...{ kind: 'listing', scheme: 'black-list', subject: { party: 'pty_coop' }, validFrom: '2026-07-18' },
      ...{ legalBasis: BODY.legalBasis, content: SAMPLES.listing, publish: { to: '2029-07-18' } },
    };
    const { proposal } = (await a.send(decider, 'POST', '/statements', { payload })).json();
    a.clock.advance(7 * 86_400_000);
    const late = await a.send(second, 'POST', `/statement-proposals/${proposal}/confirmation`);
    expect(late.json().code).toBe('proposalEnded');
    a.clock.advance(-7 * 86_400_000);
  });
});

describe('mandates over HTTP', () => {
  it('are granted, known to everybody, and ended', async () => {
    const admin = a.person('administrator', { party: r.party.centre });
    const payload = {
      ...{ request: 'mandate-1', holder: 'pty_lab', kind: 'testReport', validFrom: '2026-01-01' },
      ...{ legalBasis: '（演示）资质认定', area: '64', needsSecondPerson: false },
    };
    const granted = await a.send(admin, 'POST', '/mandates', { payload });
    expect(granted.statusCode, granted.body).toBe(201);
    expect((await a.send(admin, 'POST', '/mandates', { payload })).statusCode).toBe(200);
    const other = { payload: { ...payload, kind: 'award' } };
    expect((await a.send(admin, 'POST', '/mandates', other)).statusCode).toBe(409);
    const { id } = granted.json() as { id: string };
    const known = await get<{ items: readonly { id: string }[] }>(
      undefined,
      '/mandates?holder=pty_lab&on=2026-07-18',
    );
    expect(known.items.map(one => one.id)).toEqual([id]);
    const end = { payload: { from: '2026-07-18', reason: '资质到期', legalBasis: '（演示）办法' } };
    expect((await a.send(admin, 'POST', `/mandates/${id}/end`, end)).statusCode).toBe(204);
    expect(
      (await get<{ items: readonly object[] }>(undefined, '/mandates?holder=pty_lab&on=2026-07-18')).items,
    ).toEqual([]);
    const own = await get<{ items: readonly { holderKind: string }[] }>(
      undefined,
      '/mandates?holder=pty_coop',
    );
    expect(own.items.map(({ holderKind }) => holderKind)).toContain('cooperative');
  });
});

describe('who may do what', () => {
  const WRITES = [
    ['POST', '/statements', BODY, 'statement.issue'],
    ['POST', '/statements/stm_1/changes', CHANGE, 'statement.change'],
    ['GET', '/statement-proposals', undefined, 'statement.issue'],
    ['POST', '/statement-proposals/prp_1/confirmation', undefined, 'statement.issue'],
    ['POST', '/statement-proposals/prp_1/refusal', { reason: 'x' }, 'statement.issue'],
    [
      'POST',
      '/mandates',
      { holder: 'x', kind: 'award', validFrom: '2026-01-01', legalBasis: 'x' },
      'mandate.grant',
    ],
    ['POST', '/mandates/mdt_1/end', { from: '2026-08-01', reason: 'x', legalBasis: 'x' }, 'mandate.grant'],
  ] as const;

  it.each(WRITES)(
    '%s %s asks for its power: strangers are 401, others 403',
    async (method, url, payload, access) => {
      const { GRANTS } = await import('@pinxin/contract/permissions');
      const more = payload === undefined ? {} : { payload };
      expect((await a.send(undefined, method, url, more)).statusCode).toBe(401);
      for (const role of ROLES) {
        const { statusCode } = await a.send(a.person(role, { party: r.party.rival }), method, url, more);
        const isGranted = GRANTS[role][access] !== undefined;
        expect([role, statusCode === 403 && !isGranted]).toEqual([role, !isGranted]);
        expect(statusCode, role).toBeLessThan(500);
      }
    },
  );
});
