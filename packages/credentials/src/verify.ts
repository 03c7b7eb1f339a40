import { CREDENTIALS_V2, readContexts } from './contexts.ts';
import { asList, isObject, type Json, type JsonObject, readJson } from './encoding/json.ts';
import { type Finding, type VerdictWord, verdictOf } from './finding.ts';
import { openSdJwt } from './jose/sd-jwt.ts';
import { openJwt, responsibleFor } from './jose/vc-jwt.ts';
import { checkCredential } from './model/check-credential.ts';
import { checkPresentation } from './model/check-presentation.ts';
import { isInstant } from './model/instant.ts';
import { openProofs } from './proof/jcs-proof.ts';
import type { Kind, Opened, Verifying } from './secured.ts';
import { judgeParallel, readParallel } from './sm2/parallel.ts';
import { judgeStatus } from './status/judge-status.ts';
import { judgeShape } from './untp/judge-shape.ts';

/** All that was found about a credential, and what it adds up to. */
export interface Verified {
  readonly verdict: VerdictWord;
  readonly findings: readonly Finding[];
  /** What it says; there as well when it is not to be believed. */
  readonly document?: JsonObject;
  readonly method?: string;
  readonly securing?: string;
}

/** What a verdict also needs that only others have: documents of controllers and status lists, by address. */
export interface Needs {
  readonly controllers: readonly string[];
  readonly statusLists: readonly string[];
}

/**
 * Verifies a credential in any form known here: compact `vc+jwt` or `vc+sd-jwt`, JSON with a Data Integrity proof, or
 * enveloped. Nothing is fetched; all findings are told, not the first. Never throws on bad input.
 */
export function verifyCredential(input: string | JsonObject, given: Verifying): Verified {
  const parallel = readParallel(input);
  if (parallel !== undefined) return verifyBoth(parallel, given);
  const opened = open(input, 'vc', given);
  const { document } = opened;
  if (document === undefined) return { ...opened, verdict: verdictOf(opened.findings) };
  const model = checkCredential(document);
  const findings: Finding[] = [
    ...opened.findings,
    ...(model.length === 0 ? [{ check: 'form', outcome: 'passed', code: 'modelGood' } as const] : model),
    ...termFindings(document, given.at),
    ...contextFindings(document),
    ...judgeStatus(document, given, list => open(list, 'vc', given)),
    ...judgeShape(document),
  ];
  return { ...opened, findings, verdict: verdictOf(findings) };
}

/** A credential and the signatures beside it: all of them have to be right. */
function verifyBoth(
  { credential, proofs }: NonNullable<ReturnType<typeof readParallel>>,
  given: Verifying,
): Verified {
  const alone = verifyCredential(credential, given);
  const issuer = alone.document === undefined ? undefined : responsibleFor(alone.document, 'vc');
  const findings = [...alone.findings, ...judgeParallel(credential, proofs, issuer, given)];
  return {
    ...alone,
    ...{ findings, verdict: verdictOf(findings) },
    ...(alone.securing === undefined ? {} : { securing: `${alone.securing} + SM2` }),
  };
}

/** Verifies a presentation and every credential in it; a credential that is not secured makes it bad. */
export function verifyPresentation(
  input: string | JsonObject,
  given: Verifying,
): Verified & { readonly credentials: readonly Verified[] } {
  const opened = open(input, 'vp', given);
  const { document } = opened;
  if (document === undefined) return { ...opened, verdict: verdictOf(opened.findings), credentials: [] };
  const model = checkPresentation(document);
  const credentials = asList(document.verifiableCredential).map(each =>
    isObject(each)
      ? verifyCredential(each, given)
      : ({ verdict: 'invalid', findings: [UNREADABLE] } satisfies Verified),
  );
  const inner: Finding[] = credentials.flatMap(({ verdict }, index) =>
    verdict === 'valid'
      ? []
      : [
          {
            ...{ check: 'content', outcome: verdict === 'invalid' ? 'failed' : 'unknown' },
            ...{ code: 'innerCredentialBad', at: `/verifiableCredential/${index}` },
          } satisfies Finding,
        ],
  );
  const findings = [...opened.findings, ...model, ...inner];
  return { ...opened, findings, verdict: verdictOf(findings), credentials };
}

/** Which documents and lists a verdict about this credential needs: what to fetch, or to look up in a bundle. */
export function needsOf(input: string | JsonObject): Needs {
  const nowhere: Verifying = { at: new Date(0), document: () => undefined };
  const { document, findings } = open(readParallel(input)?.credential ?? input, 'vc', nowhere);
  if (document === undefined) return { controllers: [], statusLists: [] };
  const keys = findings.flatMap(({ params }) =>
    typeof params?.key === 'string' ? [params.key.split('#')[0]!] : [],
  );
  const issuer = responsibleFor(document, 'vc');
  const lists = asList(document.credentialStatus)
    .map(entry => (isObject(entry) ? entry.statusListCredential : undefined))
    .filter(url => typeof url === 'string');
  return {
    controllers: [...new Set([...keys, ...(issuer === undefined ? [] : [issuer])])],
    statusLists: [...new Set(lists)],
  };
}

const UNREADABLE: Finding = { check: 'form', outcome: 'failed', code: 'notACredential' };

function open(input: string | JsonObject, kind: Kind, given: Verifying): Opened {
  if (typeof input !== 'string') return openObject(input, kind, given);
  const text = input.trim();
  if (text.startsWith('{')) {
    const value = jsonIn(text);
    return isObject(value) ? openObject(value, kind, given) : { findings: [UNREADABLE] };
  }
  return text.includes('~') ? openSdJwt(text, kind, given) : openJwt(text, kind, given);
}

function jsonIn(text: string): Json | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function openObject(input: JsonObject, kind: Kind, given: Verifying): Opened {
  const envelope = kind === 'vc' ? 'EnvelopedVerifiableCredential' : 'EnvelopedVerifiablePresentation';
  if (asList(input.type).includes(envelope)) return openEnveloped(input, kind, given);
  if (input.proof !== undefined && asList(input.proof).length > 0) return openProofs(input, kind, given);
  return { findings: [{ check: 'signature', outcome: 'failed', code: 'unsecured' }], document: input };
}

/** A `data:` URL that holds the secured form (VCDM 2.0 §4.14). */
function openEnveloped(input: JsonObject, kind: Kind, given: Verifying): Opened {
  const match = /^data:application\/(v[cp])\+([a-z-]+)(?:;[^,]*)?,(.+)$/s.exec(String(input.id));
  if (match === null || match[1] !== kind || asList(input['@context'])[0] !== CREDENTIALS_V2) {
    return { findings: [UNREADABLE] };
  }
  if (match[2] !== 'jwt' && match[2] !== 'sd-jwt') {
    const params = { suite: `${kind}+${match[2]}` };
    return { findings: [{ check: 'signature', outcome: 'unknown', code: 'suiteUnknown', params }] };
  }
  return match[2] === 'jwt' ? openJwt(match[3]!, kind, given) : openSdJwt(match[3]!, kind, given);
}

function termFindings({ validFrom, validUntil }: JsonObject, at: Date): readonly Finding[] {
  const [from, until] = [validFrom, validUntil].map(each => (isInstant(each) ? each : undefined));
  if (from !== undefined && Date.parse(from) > at.getTime()) {
    return [{ check: 'time', outcome: 'failed', code: 'notYetValid', params: { from } }];
  }
  if (until !== undefined && Date.parse(until) < at.getTime()) {
    return [{ check: 'time', outcome: 'failed', code: 'expired', params: { until } }];
  }
  return [{ check: 'time', outcome: 'passed', code: 'inTerm' }];
}

/** A context that is not pinned is not fetched: what it means is then not understood, which is told. */
function contextFindings(document: JsonObject): readonly Finding[] {
  const { unknown } = readContexts(asList(document['@context']));
  return unknown.length === 0
    ? [{ check: 'context', outcome: 'passed', code: 'contextsKnown' }]
    : unknown.map(url => ({ check: 'context', outcome: 'unknown', code: 'contextUnknown', params: { url } }));
}
