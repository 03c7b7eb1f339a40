import { useWords } from '../language.tsx';
import { Nothing } from '../record/states.tsx';
import type { Application } from './application-page.tsx';

/** The sheet by which experts score. */
export function ScoreSheet(_props: { readonly application: Application }) {
  const { say } = useWords();
  return <Nothing title={say('record.none')} />;
}
