import { Progress } from 'antd';
import { useWords } from '../language.tsx';

/** How far something is that the server does in the background. */
export function HowFar({ done, total, isGoing }: { done: number; total: number; isGoing: boolean }) {
  const { say, language } = useWords();
  return (
    <section className="card" aria-live="polite">
      <Progress
        percent={total === 0 ? 100 : Math.floor((100 * done) / total)}
        aria-label={say('import.progress')}
      />
      <p>
        {say('bulk.doneOf', { done: done.toLocaleString(language), total: total.toLocaleString(language) })}
      </p>
      {isGoing && <p className="hint">{say('bulk.leave')}</p>}
    </section>
  );
}
