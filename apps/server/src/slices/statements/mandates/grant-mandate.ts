import { isLocalDate } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import type { MandateGrant } from './mandate.ts';
import { insertMandate, isParty, mandateOfRequest } from './mandate-store.ts';

/** What became of a grant. */
export type Granted =
  | { readonly ok: true; readonly id: number; readonly publicId: string; readonly repeated: boolean }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/** 授予职权: grants a mandate in an open transaction. With any problem nothing is written. Safe to send twice by `request`. */
export async function grantMandate(ctx: Context, tx: Tx, grant: MandateGrant): Promise<Granted> {
  const before = await repeatedGrant(tx, grant);
  if (before !== undefined) return before;
  const problems = [...checkGrant(grant)];
  if (typeof grant.holder === 'number' && !(await isParty(tx, grant.holder))) {
    problems.push(statementProblem('/holder', 'holderUnknown'));
  }
  if (problems.length > 0) return { ok: false, problems };
  const publicId = ctx.newId('mdt');
  const id = await insertMandate(tx, publicId, grant);
  if (id === undefined) return (await repeatedGrant(tx, grant)) ?? taken();
  const { holder, kind, scheme = null, area = null } = grant;
  tx.journal({
    actor: grant.actor,
    kind: 'mandate-granted',
    facts: { mandate: publicId, holder, kind, scheme, area },
  });
  return { ok: true, id, publicId, repeated: false };
}

async function repeatedGrant(tx: Tx, grant: MandateGrant): Promise<Granted | undefined> {
  const found = grant.request === undefined ? undefined : await mandateOfRequest(tx, grant.request);
  if (found === undefined) return undefined;
  const isSame =
    found.holder === (typeof grant.holder === 'number' ? grant.holder : null) &&
    found.holderKind === (typeof grant.holder === 'number' ? null : grant.holder.kind) &&
    found.kind === grant.kind &&
    found.scheme === (grant.scheme ?? null) &&
    found.area === (grant.area ?? null) &&
    found.about === grant.about &&
    found.validFrom === grant.validFrom &&
    found.validTo === (grant.validTo ?? null) &&
    found.legalBasis === grant.legalBasis &&
    found.needsSecondPerson === (grant.needsSecondPerson ?? false);
  return isSame ? { ok: true, id: found.id, publicId: found.publicId, repeated: true } : taken();
}

function taken(): Granted {
  return { ok: false, problems: [statementProblem('/request', 'requestTaken')] };
}

function checkGrant({ validFrom, validTo, area }: MandateGrant): readonly StatementProblem[] {
  const problems: StatementProblem[] = [];
  if (!isLocalDate(validFrom)) problems.push(statementProblem('/validFrom', 'dateUnknown'));
  if (validTo !== undefined && !isLocalDate(validTo))
    problems.push(statementProblem('/validTo', 'dateUnknown'));
  else if (validTo !== undefined && validTo < validFrom) {
    problems.push(statementProblem('/validTo', 'datesReversed'));
  }
  if (area !== undefined && !/^(\d{2}|\d{4}|\d{6})$/.test(area)) {
    problems.push(statementProblem('/area', 'divisionWrong'));
  }
  return problems;
}
