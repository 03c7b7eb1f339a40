import type { LocalText } from '@pinxin/contract/scan';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWords } from '../language.tsx';
import { nameText } from '../record/texts.ts';
import { ask } from './client.ts';

interface Scheme {
  readonly code: string;
  readonly name: LocalText;
}

/** Read again now and then: a scheme is added by a form. */
const schemesQuery = queryOptions({
  queryKey: ['scheme-names'],
  queryFn: async () => (await ask<{ items: readonly Scheme[] }>('/schemes')).items,
  staleTime: 60_000,
});

/** The schemes that hold today in the reader's language, by code; empty until they are read. */
export function useSchemes(): ReadonlyMap<string, string> {
  const { language } = useWords();
  const { data } = useQuery(schemesQuery);
  return useMemo(
    () => new Map((data ?? []).map(({ code, name }) => [code, nameText(name, language)])),
    [data, language],
  );
}
