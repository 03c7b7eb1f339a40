import { asList, isObject, type JsonObject } from '../encoding/json.ts';
import type { Finding } from '../finding.ts';
import type { Verifying } from '../secured.ts';
import {
  controllerOf,
  didKeyDocument,
  methodIn,
  type Purpose,
  type VerificationMethod,
} from './controller-document.ts';

/** A key found, or why none is. */
export type KeyJudgement =
  | { readonly method: VerificationMethod; readonly findings: readonly Finding[] }
  | { readonly method?: undefined; readonly findings: readonly Finding[] };

/** What a signature says about its key. */
export interface KeyClaim {
  /** Absolute URL of the method, or a name within the issuer's document where `isRelativeAllowed`. */
  readonly name: string | undefined;
  /** Who must control it: the issuer, or the holder of a presentation. */
  readonly controller: string | undefined;
  readonly purpose: Purpose;
  readonly isRelativeAllowed: boolean;
}

/** Finds the key that a signature names and judges whether it was its to make: controller, purpose, time. */
export function judgeKey(claim: KeyClaim, given: Verifying): KeyJudgement {
  const { name, controller, purpose } = claim;
  if (name === undefined || name === '') return refused('keyMissing');
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(name);
  if (!isAbsolute && (!claim.isRelativeAllowed || controller === undefined)) return refused('keyMissing');
  const owner = isAbsolute ? controllerOf(name) : controller!;
  if (controller !== undefined && owner !== controller) {
    return refused('keyOfAnother', { key: name, issuer: controller });
  }
  const document = didKeyDocument(owner) ?? given.document(owner);
  if (document === undefined || document.id !== owner) {
    return { findings: [{ check: 'key', outcome: 'unknown', code: 'keyUnknown', params: { key: name } }] };
  }
  const url = isAbsolute ? name : urlOfName(document, owner, name);
  const method = url === undefined ? undefined : methodIn(document, url);
  if (method === undefined) return refused('keyMissing', { key: name });
  if (!method.purposes.has(purpose)) return refused('keyNotForThis', { key: name });
  return { method, findings: [judgeTime(method, given)] };
}

/** A key named by its fragment or by the `kid` of its JWK. */
function urlOfName(document: JsonObject, owner: string, name: string): string | undefined {
  const entry = asList(document.verificationMethod)
    .filter(isObject)
    .find(each => {
      const kid = isObject(each.publicKeyJwk) ? each.publicKeyJwk.kid : undefined;
      return kid === name || each.id === `${owner}#${name}`;
    });
  return typeof entry?.id === 'string' ? entry.id : undefined;
}

function judgeTime({ id, revoked, expires }: VerificationMethod, given: Verifying): Finding {
  const ends = [revoked, expires].filter(end => end !== undefined).map(end => end.getTime());
  const end = Math.min(...ends);
  const params = { key: id, ...(ends.length === 0 ? {} : { since: new Date(end).toISOString() }) };
  if (end > given.at.getTime()) return { check: 'key', outcome: 'passed', code: 'keyGood', params };
  if (given.loggedAt === undefined) {
    return { check: 'key', outcome: 'unknown', code: 'keyRetiredTimeUnproved', params };
  }
  return given.loggedAt.getTime() < end
    ? { check: 'key', outcome: 'passed', code: 'keyGood', params }
    : { check: 'key', outcome: 'failed', code: 'keyRetiredBefore', params };
}

function refused(code: Finding['code'], params?: Finding['params']): KeyJudgement {
  return {
    findings: [{ check: 'key', outcome: 'failed', code, ...(params === undefined ? {} : { params }) }],
  };
}
