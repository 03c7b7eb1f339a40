import type { VerificationView } from '@pinxin/contract/verification';
import { asList, isObject, type Json, type JsonObject, readJson } from '@pinxin/credentials/encoding/json';
import { type Finding, verdictOf } from '@pinxin/credentials/finding';
import { CHECK_WORDS, findingSentence, verdictSentence } from '@pinxin/credentials/finding-words';
import { responsibleFor } from '@pinxin/credentials/jose/vc-jwt';
import { judgeParallel, readParallel } from '@pinxin/credentials/sm2/parallel';
import { type Verified, verifyCredential } from '@pinxin/credentials/verify';
import type { Context } from '../../../../kernel/context.ts';
import { parallelProof } from '../keys/parallel-store.ts';
import { operatorDid } from '../sign-for-operator.ts';
import { evidenceAtHand } from './evidence-at-hand.ts';
import { logEvidence, receiptEvidence } from './log-finding.ts';
import { credentialOfBytes, type KnownCredential } from './mandate-views.ts';

/**
 * 查验: everything that this instance can say of any credential, ours or others': signature, key, term, status, form and
 * shape; and of ours the mandate at the time and the public log. What can't be told is told as unknown.
 */
export async function verifyAny(
  ctx: Context,
  sent: string | JsonObject,
  receipt?: string,
): Promise<VerificationView> {
  const at = ctx.clock.now();
  const handed = readParallel(sent);
  const input = handed?.credential ?? sent;
  const evidence = await evidenceAtHand(ctx, [input]);
  const first = verifyCredential(input, { at, ...evidence });
  const known = await knownCredential(ctx, input, first);
  const log =
    known === undefined
      ? await receiptEvidence(ctx, receipt, input)
      : await logEvidence(ctx, known.publicId, String(input).trim());
  // A key that was retired since is judged at the time that the log vouches for.
  const judged =
    log?.at === undefined ? first : verifyCredential(input, { at, loggedAt: log.at, ...evidence });
  const standing = (await isOperatorsPassport(ctx, first))
    ? PASSPORT_FINDINGS
    : [
        ...(log?.findings ?? [{ check: 'log', outcome: 'unknown', code: 'notLogged' } as const]),
        mandateFinding(first, known, isOwnIssuer(first, evidence.document)),
      ];
  const proofs = handed?.proofs ?? (await proofsBeside(ctx, known));
  const beside =
    proofs === undefined
      ? []
      : judgeParallel(String(input).trim(), proofs, responsibleFor(judged.document ?? {}, 'vc'), {
          ...{ at, ...evidence },
          ...(log?.at === undefined ? {} : { loggedAt: log.at }),
        });
  // A receipt that was handed in has to be right as well, also where this instance finds its own.
  const handedReceipt = known === undefined ? undefined : await receiptEvidence(ctx, receipt, input);
  const wrongReceipt = handedReceipt?.findings.filter(({ outcome }) => outcome === 'failed') ?? [];
  const findings = [...judged.findings, ...beside, ...standing, ...wrongReceipt];
  return viewOf({ ...judged, findings, verdict: verdictOf(findings) }, at, {
    ...(known !== undefined && log?.at !== undefined
      ? { receipt: `/credentials/${known.publicId}/receipt` }
      : {}),
  });
}

/** The signature that stands beside a credential of ours: whoever asks is told of it unasked. */
async function proofsBeside(
  ctx: Context,
  known: KnownCredential | undefined,
): Promise<readonly Json[] | undefined> {
  const proof = known === undefined ? undefined : await parallelProof(ctx.database, known.publicId);
  return proof === undefined ? undefined : [readJson(proof)];
}

/** What the operator compiled is neither a statement nor logged: what stands behind it is both. */
const PASSPORT_FINDINGS: readonly Finding[] = [
  { check: 'log', outcome: 'remark', code: 'passportNotLogged' },
  { check: 'mandate', outcome: 'passed', code: 'compiledByOperator' },
];

/** Whether it is a passport in the name of this instance's operator; whether its signature is good is found elsewhere. */
async function isOperatorsPassport(ctx: Context, { document }: Verified): Promise<boolean> {
  const issuer = isObject(document?.issuer) ? document.issuer.id : undefined;
  const isPassport = asList(document?.type).includes('DigitalProductPassport');
  return isPassport && issuer === (await operatorDid(ctx));
}

async function knownCredential(
  ctx: Context,
  input: string | JsonObject,
  { document }: Verified,
): Promise<KnownCredential | undefined> {
  const publicId =
    typeof document?.id === 'string' ? /\/credentials\/([\w-]{1,60})$/.exec(document.id)?.[1] : undefined;
  if (publicId === undefined || typeof input !== 'string') return undefined;
  return await credentialOfBytes(ctx.database, publicId, input.trim());
}

function isOwnIssuer({ document }: Verified, documents: (did: string) => JsonObject | undefined): boolean {
  const issuer = document?.issuer;
  const id = isObject(issuer) ? issuer.id : issuer;
  return typeof id === 'string' && documents(id) !== undefined;
}

function mandateFinding({ document }: Verified, known: KnownCredential | undefined, isOwn: boolean): Finding {
  if (known?.statement != null) {
    return known.mandate === null
      ? { check: 'mandate', outcome: 'failed', code: 'mandateMissing' }
      : { check: 'mandate', outcome: 'passed', code: 'mandateGood', params: { basis: known.mandate } };
  }
  // Signed by an issuer of ours, says that it is a statement of the register, and the register has none.
  const claims = JSON.stringify(document?.credentialSubject ?? null).includes('"statementKind"');
  return isOwn && claims
    ? { check: 'mandate', outcome: 'failed', code: 'mandateMissing' }
    : { check: 'mandate', outcome: 'unknown', code: 'mandateUnknown' };
}

/** A verdict in plain words. */
function viewOf(verified: Verified, at: Date, more: Pick<VerificationView, 'receipt'>): VerificationView {
  const { verdict, findings, document, securing } = verified;
  return {
    verdict,
    message: verdictSentence(verdict),
    checkedAt: at.toISOString(),
    findings: findings.map(finding => {
      const { check, outcome, code, at: place } = finding;
      const [zh, en] = CHECK_WORDS[check];
      const message = findingSentence(finding);
      return {
        ...{ check, checkName: { 'zh-CN': zh, en }, outcome, code, message },
        ...(place === undefined ? {} : { at: place }),
      };
    }),
    ...(document === undefined ? {} : { credential: summaryOf(document) }),
    ...(securing === undefined ? {} : { securing }),
    ...more,
  };
}

function summaryOf(document: JsonObject): NonNullable<VerificationView['credential']> {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);
  const [first] = asList(document.credentialSubject);
  const subject = isObject(first) ? first : undefined;
  // UNTP names what a credential is about in several places.
  const party = isObject(subject?.issuedToParty) ? subject.issuedToParty : subject;
  const issuer = isObject(document.issuer) ? document.issuer : { id: document.issuer ?? '' };
  const all = {
    id: text(document.id),
    name: text(document.name),
    validFrom: text(document.validFrom),
    validUntil: text(document.validUntil),
  };
  return {
    ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    types: asList(document.type).filter(
      type => typeof type === 'string' && type !== 'VerifiableCredential',
    ) as string[],
    ...(text(issuer.id) === undefined ? {} : { issuer: named(text(issuer.id)!, text(issuer.name)) }),
    ...(party === undefined
      ? {}
      : { subject: named(text(party.id), text(party.name) ?? text(party.registeredName)) }),
  };
}

function named<I extends string | undefined>(id: I, name: string | undefined) {
  return { ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) } as {
    readonly id: NonNullable<I>;
    readonly name?: string;
  };
}

/** What somebody pasted: a JWT as it is, JSON read; undefined when it is neither. */
export function readPasted(text: string): string | JsonObject | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) return trimmed === '' ? undefined : trimmed.replace(/\s+/g, '');
  try {
    const value = readJson(trimmed);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
