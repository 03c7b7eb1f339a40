import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';

/** How many rows of a sheet came out in which way; `words`: the field whose values name the outcomes. */
export function OutcomeCounts({
  counts,
  words,
}: {
  readonly counts: Readonly<Record<string, number>>;
  readonly words: string;
}) {
  const { language } = useWords();
  return (
    <section className="card">
      <dl className="numbers">
        {Object.entries(counts).map(([outcome, count]) => (
          <div key={outcome}>
            <dt>{valueWord(words, outcome, language)}</dt>
            <dd>{count.toLocaleString(language)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
