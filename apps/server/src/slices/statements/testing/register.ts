import type { ContentOf } from '@pinxin/contract/statements/content';
import type { StatementKind } from '@pinxin/contract/statements/kind';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { type Changed, changeStatement, type StatementChange } from '../change/change-statement.ts';
import type { Issued } from '../issue/issue-group.ts';
import { issueStatement } from '../issue/issue-statement.ts';
import type { StatementWish } from '../issue/statement-wish.ts';
import { grantMandate } from '../mandates/grant-mandate.ts';
import type { MandateGrant } from '../mandates/mandate.ts';
import { recordMandatesByLaw } from '../mandates/mandates-by-law.ts';
import { SAMPLES } from './samples.ts';

const PARTIES = [
  ['coop', 'cooperative', '640521'],
  ['rival', 'enterprise', '640104'],
  ['centre', 'authority', '64'],
  ['county', 'authority', '640521'],
  ['lab', 'laboratory', '640104'],
] as const;

/** Everybody whom the tests know. */
export type Who = (typeof PARTIES)[number][0];

/** A small register: a co-op with a place, a product, a brand and a lot; authorities; a laboratory. */
export interface Register extends TestContext {
  readonly party: Readonly<Record<Who, number>>;
  readonly place: number;
  readonly product: number;
  readonly brand: number;
  readonly lot: number;
  readonly grant: (grant: Partial<MandateGrant> & { kind: StatementKind }) => Promise<string>;
  /** Issues in a transaction of its own; what is not said is a certificate of the co-op by the centre. */
  readonly issue: (wish?: PartialWish) => Promise<Issued>;
  readonly change: (
    change: Partial<StatementChange> & Pick<StatementChange, 'statement' | 'to'>,
  ) => Promise<Changed>;
}

/** What a test says of a wish; a content that is absent is the sample of its kind. */
export type PartialWish = Partial<Omit<StatementWish, 'kind' | 'content'>> & {
  readonly kind?: StatementKind;
  readonly content?: ContentOf[StatementKind];
};

/** Opens it, over a fresh database or the one given. */
export async function openRegister(on?: TestContext): Promise<Register> {
  const test = on ?? (await testContext());
  const { pool } = test.database;
  const insert = async (text: string, values: readonly unknown[]) =>
    (await pool.query<{ id: number }>(`${text} returning id`, [...values])).rows[0]!.id;
  const party: Partial<Record<Who, number>> = {};
  for (const [who, kind, division] of PARTIES) {
    party[who] = await insert(
      `insert into party (public_id, kind, name_zh, division, is_demo, created_at) values ($1, $2, $3, $4, true, $5)`,
      [`pty_${who}`, kind, `${who}（演示）`, division, test.clock.now()],
    );
  }
  const { coop, centre } = party as Record<Who, number>;
  const place = await insert('insert into term (uri) values ($1)', ['https://id.gs1.org/414/9520000000103']);
  await pool.query(
    `insert into place (id, party, kind, name_zh, division) values ($1, $2, 'plot', '七号地', '640521')`,
    [place, coop],
  );
  const product = await insert(
    `insert into product (public_id, gtin, party, kind, name_zh, created_at) values ('prd_fruit', '09520000000011', $1, 'raw', '枸杞', $2)`,
    [coop, test.clock.now()],
  );
  const brand = await insert(
    `insert into brand (public_id, owner, kind, name_zh, division, created_at) values ('brd_demo', $1, 'regional', '示范枸杞', '6405', $2)`,
    [coop, test.clock.now()],
  );
  const lot = await insert('insert into lot (uri, kind) values ($1, 1)', [
    'https://id.gs1.org/01/09520000000011/10/A1',
  ]);
  await recordMandatesByLaw(test.ctx);
  const grant: Register['grant'] = async given => {
    const granted = await inTransaction(test.ctx, tx =>
      grantMandate(test.ctx, tx, {
        ...{ actor: 'acc_admin', holder: centre, about: 'anyone', validFrom: '2026-01-01' },
        ...{ legalBasis: '（演示）授权文件', ...given },
      }),
    );
    if (!granted.ok) throw new Error(JSON.stringify(granted.problems));
    return granted.publicId;
  };
  let number = 0;
  const issue: Register['issue'] = async (wish = {}) => {
    const kind = wish.kind ?? 'certification';
    const publish = kind === 'sanction' || kind === 'listing' ? { publish: { to: '2027-07-18' } } : {};
    return await inTransaction(test.ctx, tx =>
      issueStatement(test.ctx, tx, {
        ...{ actor: 'acc_decider', issuer: centre, subject: { party: coop }, number: `N-${++number}` },
        ...{ validFrom: '2026-07-01', validTo: '2029-06-30', legalBasis: '（演示）办法 第十条' },
        ...{ ...publish, content: SAMPLES[kind], ...wish, kind },
      } as StatementWish),
    );
  };
  const change: Register['change'] = given =>
    inTransaction(test.ctx, tx =>
      changeStatement(test.ctx, tx, {
        ...{ actor: 'acc_decider', issuer: centre, reason: '监督检查', legalBasis: '（演示）办法 第二十条' },
        ...given,
      }),
    );
  return { ...test, party: party as Record<Who, number>, place, product, brand, lot, grant, issue, change };
}

/** The public id of what was issued; throws when it was refused. */
export function issuedId(issued: Issued): string {
  if (!issued.ok) throw new Error(JSON.stringify(issued.problems));
  return issued.publicId;
}

/** What speaks against something: place and code of each problem. */
export function problemsOf(outcome: Issued | Changed): readonly string[] {
  return outcome.ok ? [] : outcome.problems.map(({ at, code }) => `${at} ${code}`);
}
