import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';

/**
 * How many rows of a sheet came out in which way; `words`: the field whose values name the outcomes. A number opens its
 * rows, and again all of them.
 */
export function OutcomeCounts({
  counts,
  words,
  chosen,
  choose,
}: {
  readonly counts: Readonly<Record<string, number>>;
  readonly words: string;
  readonly chosen?: string | undefined;
  /** Absent where the rows are not shown beside. */
  readonly choose?: (outcome: string | undefined) => void;
}) {
  const { language, say } = useWords();
  return (
    <section className="card">
      <dl className="numbers">
        {Object.entries(counts).map(([outcome, count]) => {
          const isChosen = outcome === chosen;
          const word = valueWord(words, outcome, language);
          return (
            <div key={outcome}>
              <dt>{word}</dt>
              <dd>
                {choose === undefined || (count === 0 && !isChosen) ? (
                  count.toLocaleString(language)
                ) : (
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    aria-label={say('bulk.rowsOf', { n: count.toLocaleString(language), outcome: word })}
                    onClick={() => choose(isChosen ? undefined : outcome)}
                  >
                    {count.toLocaleString(language)}
                  </button>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
