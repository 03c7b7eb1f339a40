import type { NewRound, SchemeRules } from '@pinxin/contract/schemes/scheme';
import type { Tx } from '../../../kernel/transaction.ts';

/** A scheme's head: identity and owner. */
export interface SchemeHead {
  readonly id: number;
  readonly owner: number;
}

/** Makes a scheme unless its code is taken; undefined then. */
export async function insertScheme(
  tx: Tx,
  code: string,
  owner: number,
  bodies: readonly number[],
  brand: number | null,
): Promise<number | undefined> {
  const row = await tx.query
    .insertInto('scheme')
    .values({ code, owner, brand, created_at: tx.at })
    .onConflict(conflict => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined && bodies.length > 0) {
    await tx.query
      .insertInto('scheme_body')
      .values([...new Set(bodies)].map(party => ({ scheme: row.id, party })))
      .execute();
  }
  return row?.id;
}

/** Finds a scheme and keeps others from adding to it meanwhile. */
export async function lockScheme(tx: Tx, code: string): Promise<SchemeHead | undefined> {
  return await tx.query
    .selectFrom('scheme')
    .select(['id', 'owner'])
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
}

/** Number and first day of the latest edition. */
export async function lastEdition(
  tx: Tx,
  scheme: number,
): Promise<{ readonly edition: number; readonly effective_from: string } | undefined> {
  return await tx.query
    .selectFrom('scheme_edition')
    .select(['edition', 'effective_from'])
    .where('scheme', '=', scheme)
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Writes an edition with its steps, criteria and documents. */
export async function insertEdition(
  tx: Tx,
  scheme: number,
  edition: number,
  rules: SchemeRules,
  actor: string,
): Promise<void> {
  const { id } = await tx.query
    .insertInto('scheme_edition')
    .values({
      ...{ scheme, edition, published_at: tx.at, published_by: actor },
      effective_from: rules.effectiveFrom,
      name_zh: rules.name['zh-CN'],
      name_en: rules.name.en ?? null,
      procedure: rules.procedure,
      outcome: rules.outcome,
      subject: rules.subject,
      applicant_kinds: [...rules.applicantKinds],
      acceptance_days: rules.acceptanceDays,
      correction_days: rules.correctionDays,
      decision_days: rules.decisionDays,
      places_per_round: rules.placesPerRound ?? null,
      validity_months: rules.validityMonths ?? null,
      renewal_unit: rules.renewal?.unit ?? null,
      renewal_from: rules.renewal?.from ?? null,
      renewal_until: rules.renewal?.until ?? null,
      renewal_grace: rules.renewal?.grace ?? null,
      surveillance_months: rules.surveillanceMonths ?? null,
      number_template: rules.numberTemplate ?? null,
      number_pattern: rules.numberPattern ?? null,
      suspended_by: [...rules.suspendedBy],
      closed_from: rules.closedFrom ?? null,
      legal_basis: rules.legalBasis,
      source: rules.source,
      confirmed: rules.confirmed,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertParts(tx, id, rules);
}

async function insertParts(tx: Tx, edition: number, rules: SchemeRules): Promise<void> {
  const steps = rules.steps.map(({ step, workingDays }, seq) => ({
    edition,
    seq,
    step,
    working_days: workingDays,
  }));
  await tx.query.insertInto('scheme_step').values(steps).execute();
  const criteria = rules.criteria.map(({ code, text, points, legalBasis }, seq) => ({
    ...{ edition, seq, code, text_zh: text['zh-CN'], text_en: text.en ?? null },
    points: points ?? null,
    legal_basis: legalBasis ?? null,
  }));
  if (criteria.length > 0) await tx.query.insertInto('scheme_criterion').values(criteria).execute();
  const documents = rules.documents.map(({ code, name, required }, seq) => ({
    ...{ edition, seq, code, name_zh: name['zh-CN'], name_en: name.en ?? null, required },
  }));
  if (documents.length > 0) await tx.query.insertInto('scheme_document').values(documents).execute();
}

/** Opens a round; the id of the one that is there when it is the same, undefined when it is another. */
export async function insertRound(
  tx: Tx,
  scheme: number,
  publicId: string,
  round: NewRound,
): Promise<string | undefined> {
  const facts = {
    code: round.code,
    opens_on: round.opensOn,
    closes_on: round.closesOn,
    places: round.places ?? null,
  };
  const made = await tx.query
    .insertInto('scheme_round')
    .values({ public_id: publicId, scheme, ...facts })
    .onConflict(conflict => conflict.columns(['scheme', 'code']).doNothing())
    .returning('public_id')
    .executeTakeFirst();
  if (made !== undefined) return made.public_id;
  const known = await tx.query
    .selectFrom('scheme_round')
    .select(['public_id', 'code', 'opens_on', 'closes_on', 'places'])
    .where('scheme', '=', scheme)
    .where('code', '=', round.code)
    .executeTakeFirstOrThrow();
  const same =
    known.opens_on === round.opensOn && known.closes_on === round.closesOn && known.places === facts.places;
  return same ? known.public_id : undefined;
}

/** Gives the next serial of a prefix. The row stays locked until commit, so that none is given twice or skipped. */
export async function nextSerial(tx: Tx, scheme: number, prefix: string): Promise<number> {
  const { last } = await tx.query
    .insertInto('scheme_counter')
    .values({ scheme, prefix, last: 1 })
    .onConflict(conflict =>
      conflict.columns(['scheme', 'prefix']).doUpdateSet(eb => ({ last: eb('scheme_counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}
