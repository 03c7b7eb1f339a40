import { useQueries } from '@tanstack/react-query';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { Waiting } from '../record/states.tsx';

/** How much a change of a statement reaches, as the server counts it. */
interface Reach {
  readonly products: number;
  readonly lots: number;
  readonly items: number;
  readonly labels: number;
}

function useReach(statements: readonly string[]): Reach | undefined {
  const answers = useQueries({
    queries: statements.map(id => ({
      queryKey: ['record', `/consequences/statements/${id}`],
      queryFn: () => ask<Reach>(`/consequences/statements/${encodeURIComponent(id)}`),
      retry: false,
    })),
  });
  if (answers.some(({ isPending }) => isPending)) return undefined;
  const sum = (field: keyof Reach) => answers.reduce((total, { data }) => total + (data?.[field] ?? 0), 0);
  return { products: sum('products'), lots: sum('lots'), items: sum('items'), labels: sum('labels') };
}

/** How many pages and labels, in one sentence: 3 个产品的 128 个批次、20 件单品的扫码页，500 枚标签. */
export function ReachSentence({ statement }: { readonly statement: string }) {
  const reach = useReach([statement]);
  const { say, language } = useWords();
  if (reach === undefined) return <Waiting />;
  return <p>{say('reach.statement', inWords(reach, language))}</p>;
}

/** The same for several together. */
export function ReachOfMany({ statements }: { readonly statements: readonly string[] }) {
  const reach = useReach(statements);
  const { say, language } = useWords();
  if (reach === undefined) return <Waiting />;
  return (
    <>
      <p>{say('batch.statements', { n: statements.length })}</p>
      <p>{say('reach.statement', inWords(reach, language))}</p>
    </>
  );
}

function inWords(reach: Reach, language: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reach).map(([name, count]: [string, number]) => [name, count.toLocaleString(language)]),
  );
}
