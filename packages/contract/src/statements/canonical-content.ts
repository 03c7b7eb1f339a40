import { canonicalJson } from './canonical-json.ts';
import type { StatementView } from './statement-view.ts';

/** What of a statement is fixed for ever when it is issued: what a signature or a log commits to. */
export type SignedContent = Pick<
  StatementView,
  | 'id'
  | 'kind'
  | 'issuer'
  | 'subject'
  | 'scheme'
  | 'number'
  | 'validFrom'
  | 'validTo'
  | 'issuedAt'
  | 'legalBasis'
  | 'supersedes'
  | 'content'
> & { readonly evidence: readonly { readonly digest: string }[] };

/**
 * 待签内容: a statement's fixed content in one form only (RFC 8785), whatever becomes of it later. Names are left out:
 * they may change, ids may not. This is the place where signing attaches.
 */
export function canonicalContent(statement: SignedContent): string {
  const { id, kind, issuer, subject, scheme, number, validFrom, validTo, issuedAt, legalBasis, supersedes } =
    statement;
  return canonicalJson({
    ...{ version: 1, id, kind, issuer: issuer.id, subject: { kind: subject.kind, id: subject.id } },
    ...{ scheme, number, validFrom, validTo, issuedAt, legalBasis, supersedes },
    content: statement.content,
    evidence: statement.evidence.map(({ digest }) => digest),
  });
}
