import { addMonths, localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { type Issued, issueStatement } from '../../statements/api.ts';
import { glyphProblems } from '../certificate/facts.ts';
import { isNumberTemplate, numberPrefix, readPattern, wantsSerial, withSerial } from '../number-format.ts';
import { partyFacts, subjectNames } from '../party-views.ts';
import { type Outcome, refused, type SchemeProblem, schemeProblem } from '../problem.ts';
import { nextSerial } from '../scheme/scheme-store.ts';
import { roundById, type SchemeAt } from '../scheme/scheme-views.ts';
import type { Application } from './application.ts';
import { findApplicationByStatement } from './application-store.ts';
import { claimOf } from './claim.ts';
import { readFilled } from './filled-store.ts';
import { type Entered, renewalColumns, validityOf } from './validity.ts';

/** A mark that was granted, and the columns of the application that say so. */
export interface GrantedMark {
  readonly statement: string;
  readonly number: string;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** 授予: gives the number and issues the statement that the scheme ends in, in the scheme owner's name. */
export async function grantMark(
  ctx: Context,
  tx: Tx,
  caller: PersonCaller,
  scheme: SchemeAt,
  application: Application,
  entered: Entered,
): Promise<Outcome<GrantedMark>> {
  const { rules } = scheme;
  const today = localDateOf(tx.at);
  const number = await numberFor(tx, scheme, application, entered.number, today);
  if (!number.ok) return number;
  const renewed =
    application.renews === null ? undefined : await findApplicationByStatement(tx, application.renews);
  const validity = validityOf(rules, entered, renewed, today);
  if (!validity.ok) return validity;
  const { validFrom, validTo } = validity.value;
  const round = application.round === null ? undefined : await roundById(tx, application.round);
  const names = await subjectNames(tx, application);
  const issuer = await partyFacts(tx, scheme.owner);
  const holder = await partyFacts(tx, application.applicant);
  const glyphs = glyphProblems({
    ...{
      scheme: rules.name['zh-CN'],
      holder: holder?.nameZh ?? '',
      subject: names.subjectName,
      number: number.value,
    },
    ...{ issuer: issuer?.nameZh ?? '', legalBasis: rules.legalBasis },
  });
  // A certificate with a hole in it is none: refused before anything is granted.
  if (glyphs.length > 0) return { ok: false, problems: glyphs };
  const claim = claimOf(rules, application, { number: number.value, today, round: round?.code, ...names });
  const filled = await readFilled(tx, application.id);
  const evidence = [...new Set([...filled.documents.values()].flat().map(({ digest }) => digest))];
  const issued = await issueStatement(ctx, tx, {
    ...claim,
    ...{
      actor: caller.publicId,
      issuer: scheme.owner,
      scheme: scheme.code,
      number: number.value,
      validFrom,
      evidence,
    },
    subject: subjectOf(application),
    legalBasis: rules.legalBasis,
    request: `application:${application.publicId}`,
    ...(validTo === undefined ? {} : { validTo }),
  });
  if (!issued.ok) return { ok: false, problems: issued.problems.map(told) };
  return {
    ok: true,
    value: {
      statement: issued.publicId,
      number: number.value,
      columns: {
        ...{
          statement: issued.publicId,
          number: number.value,
          valid_from: validFrom,
          valid_to: validTo ?? null,
        },
        ...renewalColumns(rules, validTo),
        surveillance_due:
          rules.surveillanceMonths === undefined ? null : addMonths(validFrom, rules.surveillanceMonths),
      },
    },
  };
}

function told({ at, message }: Extract<Issued, { ok: false }>['problems'][number]): SchemeProblem {
  return { ...schemeProblem(`/statement${at}`, 'statementRefused'), message };
}

function subjectOf({ applicant, place, product, brand }: Application) {
  if (place !== null) return { place };
  if (product !== null) return { product };
  return brand === null ? { party: applicant } : { brand };
}

async function numberFor(
  tx: Tx,
  { rules, scheme }: SchemeAt,
  { applicant }: Application,
  entered: string | undefined,
  today: string,
): Promise<Outcome<string>> {
  const number = entered ?? (await generated(tx, scheme, rules.numberTemplate, applicant, today));
  if (number === 'exhausted') return refused('/number', 'numbersExhausted');
  if (number === undefined) return refused('/number', 'numberMissing');
  const pattern = rules.numberPattern === undefined ? undefined : readPattern(rules.numberPattern);
  if (pattern !== undefined && !pattern.test(number))
    return refused('/number', 'numberWrong', rules.numberPattern);
  return { ok: true, value: number };
}

async function generated(
  tx: Tx,
  scheme: number,
  template: string | undefined,
  applicant: number,
  on: string,
): Promise<string | undefined> {
  if (template === undefined || !isNumberTemplate(template)) return undefined;
  const party = await partyFacts(tx, applicant);
  const prefix = numberPrefix(template, { division: party?.division ?? '', uscc: party?.uscc ?? '', on });
  if (!wantsSerial(prefix)) return prefix;
  return withSerial(prefix, await nextSerial(tx, scheme, prefix)) ?? 'exhausted';
}
