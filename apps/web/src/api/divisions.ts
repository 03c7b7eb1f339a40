import type { LocalText } from '@pinxin/contract/scan';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWords } from '../language.tsx';
import { nameText } from '../record/texts.ts';
import { ask } from './client.ts';

interface Division {
  readonly code: string;
  readonly name: LocalText;
}

/** Kept for the whole visit: divisions change once in years. */
const divisionsQuery = queryOptions({
  queryKey: ['divisions'],
  queryFn: async () => (await ask<{ items: readonly Division[] }>('/divisions')).items,
  staleTime: Number.POSITIVE_INFINITY,
});

/** The divisions of this region in the reader's language, by code; empty until they are read. */
export function useDivisions(): ReadonlyMap<string, string> {
  const { language } = useWords();
  const { data } = useQuery(divisionsQuery);
  return useMemo(
    () => new Map((data ?? []).map(({ code, name }) => [code, nameText(name, language)])),
    [data, language],
  );
}

/** The six-digit code of a division that may be written short, such as `6405` for a whole city. */
export function wholeCode(code: string): string {
  return code.padEnd(6, '0');
}
