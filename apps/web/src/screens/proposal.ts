import type { Language } from '@pinxin/site/language';
import { valueWord } from '../messages/words.ts';

/** A statement or a change of one that waits for a second person. */
export interface Proposal {
  readonly id: string;
  readonly action: string;
  readonly state: string;
  readonly kind?: string;
  readonly scheme?: string;
  readonly number?: string;
  readonly statement?: string;
  readonly proposedByName: string | null;
  readonly party: { readonly id: string; readonly name: string } | null;
  /** RFC 3339, UTC. */
  readonly expiresAt: string;
  readonly wish: Readonly<Record<string, unknown>>;
  readonly mayConfirm: boolean;
}

/** What is proposed, in words: 暂停认证. */
export function proposalTitle({ action, kind }: Proposal, language: Language): string {
  const what = [valueWord('action', action, language), ...(kind ? [valueWord('kind', kind, language)] : [])];
  return what.join(language === 'en' ? ' ' : '');
}
