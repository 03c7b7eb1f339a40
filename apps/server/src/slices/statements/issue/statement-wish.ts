import { hash } from 'node:crypto';
import type { LocalText } from '@pinxin/contract/scan';
import { canonicalJson } from '@pinxin/contract/statements/canonical-json';
import type { Claim } from '@pinxin/contract/statements/content';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Subject } from '../subject.ts';

/** 签发请求: what somebody wants to say. Kind and content belong together. */
export type StatementWish = Claim & {
  /** Who does it, as the journal names them: an account, or a program. */
  readonly actor: string;
  /** Number of the party in whose name it is said. */
  readonly issuer: number;
  readonly subject: Subject;
  /** Code of the scheme under which it is said. */
  readonly scheme?: string;
  readonly number?: string;
  readonly validFrom: LocalDate;
  /** Last day; without it, until further notice. */
  readonly validTo?: LocalDate;
  readonly legalBasis: LocalText | string;
  /** SHA-256 of files handed in before, hexadecimal. */
  readonly evidence?: readonly string[];
  /** Public id of the statement that this one corrects or renews. */
  readonly supersedes?: string;
  /** The other person, where the mandate asks for two (两人办理). */
  readonly secondPerson?: string;
  /** Id of the client's own: the same one again issues nothing more. */
  readonly request?: string;
  /** Days on which the public may see it; `never`; as usual for its kind when absent. */
  readonly publish?: 'never' | { readonly from?: LocalDate; readonly to?: LocalDate };
};

/** What must be the same when the same request or number comes again: everything but who sent it. */
export function digestOfWish(wish: StatementWish): Buffer {
  const { actor: _actor, secondPerson: _second, request: _request, ...said } = wish;
  return hash('sha256', canonicalJson(said), 'buffer');
}
