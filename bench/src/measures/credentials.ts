import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { JsonObject } from '@pinxin/credentials/encoding/json';
import { readJws } from '@pinxin/credentials/jose/jws';
import { publicKeyOfJwk } from '@pinxin/credentials/keys/public-key';
import { verifyCredential } from '@pinxin/credentials/verify';
import { frozenClock } from '@pinxin/server/kernel/clock';
import type { Database } from '@pinxin/server/kernel/db/database';
import { inTransaction } from '@pinxin/server/kernel/transaction';
import { issuerDocument } from '@pinxin/server/slices/statements/credentials/keys/issuer-document';
import { trustBundle } from '@pinxin/server/slices/statements/credentials/verify/trust-bundle';
import { issueStatements } from '@pinxin/server/slices/statements/issue/issue-statement';
import type { StatementWish } from '@pinxin/server/slices/statements/issue/statement-wish';
import { openRegister, type Register } from '@pinxin/server/slices/statements/testing/register';
import { SAMPLES } from '@pinxin/server/slices/statements/testing/samples';
import type { DatabaseServer } from '../database-server.ts';
import type { Figure } from '../figure.ts';
import { withDatabase } from '../register/load-parties.ts';
import { spreadOf } from '../rounds.ts';
import { contextOver } from '../subject/group-writer.ts';
import { serveOurs } from '../subject/our-server.ts';

/** Statements of the full measurement. */
export const ISSUED_STATEMENTS = 10_000;
const IN_ONE_TRANSACTION = 100;
const VERIFIED = 2_000;

/** Statements issued, signed and put into the log; credentials verified. Each beside the bare signature alone. */
export async function measureCredentials(server: DatabaseServer, count: number): Promise<Figure[]> {
  const url = await server.newDatabase('credentials');
  try {
    // The server brings the database up to date, and goes.
    await (await serveOurs({ databaseUrl: url, folder: server.folder })).stop();
    const figures: Figure[] = [];
    await withDatabase(url, async database => {
      const register = await openOver(database, url);
      figures.push(await issueFigure(register, count));
      figures.push(await verifyFigure(register));
    });
    return figures;
  } finally {
    await server.drop('credentials');
  }
}

async function openOver(database: Database, url: string): Promise<Register> {
  const clock = frozenClock('2026-07-18T04:00:00.000Z');
  const ctx = { ...contextOver(database), clock };
  const register = await openRegister({ ctx, clock, database: { ...database, url }, close: async () => {} });
  await register.grant({ kind: 'certification' });
  return register;
}

async function issueFigure(register: Register, count: number): Promise<Figure> {
  const { ctx } = register;
  const rates: number[] = [];
  for (let done = 0; done < count; done += IN_ONE_TRANSACTION) {
    const start = performance.now();
    const wishes = Array.from({ length: IN_ONE_TRANSACTION }, (_, each) =>
      certificate(register, `B-${done + each}`),
    );
    const issued = await inTransaction(ctx, tx => issueStatements(ctx, tx, wishes));
    if (!issued.every(({ ok }) => ok)) throw new Error(JSON.stringify(issued.find(({ ok }) => !ok)));
    rates.push(IN_ONE_TRANSACTION / ((performance.now() - start) / 1_000));
  }
  const { rows } = await register.database.pool.query<{ n: number }>(
    `select least((select count(*) from credential), (select count(*) from log_leaf where kind = 'cert.issue'))::int as n`,
  );
  if (rows[0]!.n !== count) throw new Error(`${rows[0]!.n} of ${count} are signed and logged`);
  return {
    ...{
      bench: 'credentials',
      name: 'statements issued, signed and logged',
      size: count,
      unit: 'requests/s',
    },
    ...{ value: spreadOf(rates).median, ours: spreadOf(rates) },
    baseline: {
      name: 'bare ES256 signatures over the same bytes',
      ...spreadOf(bareSignatures(rates.length)),
    },
    note: `${IN_ONE_TRANSACTION} in each transaction, one client: mandate, content, credential, place in the status list, log leaf`,
  };
}

function certificate({ party }: Register, number: string): StatementWish {
  return {
    ...{ actor: 'acc_bench', issuer: party.centre, subject: { party: party.coop }, number },
    ...{ validFrom: '2026-07-01', validTo: '2029-06-30', legalBasis: '（演示）办法 第十条' },
    ...{ kind: 'certification', content: SAMPLES.certification },
  };
}

function bareSignatures(rounds: number): readonly number[] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const bytes = Buffer.alloc(4_000, 7);
  return Array.from({ length: rounds }, () => {
    const start = performance.now();
    for (let each = 0; each < IN_ONE_TRANSACTION; each++) sign('sha256', bytes, privateKey);
    return IN_ONE_TRANSACTION / ((performance.now() - start) / 1_000);
  });
}

async function verifyFigure(register: Register): Promise<Figure> {
  const { ctx, database, clock } = register;
  const { rows } = await database.pool.query<{ secured: string }>('select secured from credential limit $1', [
    VERIFIED,
  ]);
  const bundle = await trustBundle(ctx);
  const did = 'did:web:pinxin.example:parties:pty_centre';
  const document = (await issuerDocument(database, { did }))!;
  const given = {
    at: clock.now(),
    document: () => document,
    statusList: (url: string) => bundle.statusLists[url],
  };
  const ours = perRound(rows, ({ secured }) => verifyCredential(secured, given).verdict === 'valid');
  const [method] = document.verificationMethod as readonly JsonObject[];
  const { key } = publicKeyOfJwk(method!.publicKeyJwk)!;
  const bare = perRound(rows, ({ secured }) => {
    const jws = readJws(secured)!;
    return verify('sha256', jws.signed, { key, dsaEncoding: 'ieee-p1363' }, jws.signature);
  });
  return {
    ...{ bench: 'credentials', name: 'credentials verified', size: null, unit: 'requests/s' },
    ...{ value: spreadOf(ours).median, ours: spreadOf(ours) },
    baseline: { name: 'JWS read and its bare signature verified', ...spreadOf(bare) },
    note: 'signature, key, data model, term, both status lists (verified and unpacked once, as in a batch), UNTP shape; one thread',
  };
}

function perRound<T>(rows: readonly T[], isGood: (row: T) => boolean): readonly number[] {
  const rates: number[] = [];
  for (let from = 0; from + IN_ONE_TRANSACTION <= rows.length; from += IN_ONE_TRANSACTION) {
    const start = performance.now();
    for (const row of rows.slice(from, from + IN_ONE_TRANSACTION)) {
      if (!isGood(row)) throw new Error('a credential that was just issued does not verify');
    }
    rates.push(IN_ONE_TRANSACTION / ((performance.now() - start) / 1_000));
  }
  return rates;
}
