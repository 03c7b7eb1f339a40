import { STATEMENT_KINDS } from '@pinxin/contract/statements/kind';
import { STATEMENT_STATUSES } from '@pinxin/contract/statements/status';
import { isLocalDate, type LocalDate } from '@pinxin/rules/local-date';
import { type Static, Type } from 'typebox';
import type { Database } from '../../../kernel/db/database.ts';
import { spokenFor } from '../party-views.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import { STATEMENT_SORTS, type StatementFilter } from './list-views.ts';
import type { Reader } from './reader.ts';
import { partyOfCode, subjectOfReference } from './reference-views.ts';

const KIND = Type.Enum([...STATEMENT_KINDS]);
const STATUS = Type.Enum([...STATEMENT_STATUSES]);
const code = (title: string, en: string) => Type.Optional(Type.String({ maxLength: 400, title, 'x-en': en }));
const day = (title: string, en: string) =>
  Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date', title, 'x-en': en }));

/** What a list of statements may be asked by; export takes the same. */
export const StatementListQuery = {
  kind: Type.Optional(
    Type.Union([KIND, Type.Array(KIND, { maxItems: 9 })], { title: '类别', 'x-en': 'kind' }),
  ),
  scheme: code('制度', 'scheme'),
  status: Type.Optional(
    Type.Union([STATUS, Type.Array(STATUS, { maxItems: 6 })], { title: '状态', 'x-en': 'status' }),
  ),
  issuer: code('签发方', 'issuer'),
  /** A party and all that belongs to it. */
  subjectParty: code('当事方', 'whose matter it is'),
  party: code('主体', 'about this party'),
  place: code('场所', 'about this place'),
  product: code('产品', 'about this product'),
  brand: code('品牌', 'about this brand'),
  lot: code('批次', 'about this lot'),
  division: Type.Optional(Type.String({ pattern: '^(\\d{2}){1,3}$', title: '行政区划', 'x-en': 'division' })),
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 100, title: '编号', 'x-en': 'number' })),
  on: day('截至日期', 'as of'),
  endsBy: day('到期不晚于', 'ends by'),
  public: Type.Optional(Type.Boolean({ title: '只看公开', 'x-en': 'what the public sees' })),
  sort: Type.Optional(Type.Enum([...STATEMENT_SORTS])),
  lang: Type.Optional(Type.String({ maxLength: 20 })),
};

const Query = Type.Object(StatementListQuery);

/** What a list is asked by. */
export type StatementListQuestion = Static<typeof Query>;

/** The filter that a query names, or what of it names nothing. */
export async function filterOf(
  database: Database,
  reader: Reader,
  query: StatementListQuestion,
  today: LocalDate,
): Promise<{ readonly filter: StatementFilter; readonly problems: readonly StatementProblem[] }> {
  const problems: StatementProblem[] = [];
  const isPublic = reader.kind === 'public';
  for (const name of ['on', 'endsBy'] as const) {
    const given = query[name];
    if (given !== undefined && !isLocalDate(given))
      problems.push(statementProblem(`/query/${name}`, 'dateUnknown'));
    else if (name === 'on' && given !== undefined && given > today) {
      problems.push(statementProblem('/query/on', 'notYet'));
    }
  }
  const { issuer, subjectParty, party, place, product, brand, lot } = query;
  const issuing = issuer === undefined ? undefined : await partyOfCode(database, issuer);
  const holder = subjectParty === undefined ? undefined : await partyOfCode(database, subjectParty, isPublic);
  const reference = {
    ...(party === undefined ? {} : { party }),
    ...(place === undefined ? {} : { place }),
    ...(product === undefined ? {} : { product }),
    ...(brand === undefined ? {} : { brand }),
    ...(lot === undefined ? {} : { lot }),
  };
  const named = Object.keys(reference);
  const subject = named.length === 0 ? undefined : await subjectOfReference(database, reference, isPublic);
  if (issuer !== undefined && issuing === undefined)
    problems.push(statementProblem('/query/issuer', 'issuerUnknown'));
  if (subjectParty !== undefined && holder === undefined) {
    problems.push(statementProblem('/query/subjectParty', 'subjectUnknown'));
  }
  if (named.length > 0 && subject === undefined) {
    problems.push(statementProblem(`/query/${named[0]}`, 'subjectUnknown'));
  }
  const { kind, status, scheme, division, number, on, endsBy } = query;
  const filter: StatementFilter = {
    ...(kind === undefined ? {} : { kinds: [kind].flat() }),
    ...(status === undefined ? {} : { statuses: [status].flat() }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(issuing === undefined ? {} : { issuer: issuing.id }),
    ...(holder === undefined ? {} : { subjectParties: await spokenFor(database, holder.id, today) }),
    ...(subject === undefined ? {} : { subject }),
    // 640000 and 640500 name a region and a city: all that lies in them.
    ...(division === undefined ? {} : { division: division.replace(/(00)+$/, '') }),
    ...(number === undefined ? {} : { number }),
    ...(on === undefined ? {} : { on }),
    ...(endsBy === undefined ? {} : { endsBy }),
  };
  return { filter, problems };
}
