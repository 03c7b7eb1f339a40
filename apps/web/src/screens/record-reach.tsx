import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { Waiting } from '../record/states.tsx';

/** Numbers of records that a step reaches, by the server's count, named one by one; nothing where there are none. */
export function RecordReach({ address }: { readonly address: string }) {
  const { say, language } = useWords();
  const { data, isPending } = useQuery({
    queryKey: ['record', address],
    queryFn: () => ask<Readonly<Record<string, number>>>(address),
    retry: false,
  });
  if (isPending) return <Waiting />;
  const counts = Object.entries(data ?? {}).filter(([, count]) => count > 0);
  if (counts.length === 0) return <p>{say('reach.nothing')}</p>;
  return (
    <ul>
      {counts.map(([name, count]) => (
        <li key={name}>
          {fieldWord(`reach.${name}`, language)}: {count.toLocaleString(language)}
        </li>
      ))}
    </ul>
  );
}
