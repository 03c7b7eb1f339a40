import { queryOptions, useQuery } from '@tanstack/react-query';
import { bodyOf, type JsonSchema, type OpenApi, type Operation, operationOf } from '../schema/json-schema.ts';
import { ask } from './client.ts';

const apiQuery = queryOptions({
  queryKey: ['openapi'],
  queryFn: () => ask<OpenApi>('/openapi.json'),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The server's own description of an operation: what lists and forms are drawn from. */
export function useOperation(method: string, path: string): { operation?: Operation; isPending: boolean } {
  const { data, isPending } = useQuery(apiQuery);
  const operation = data && operationOf(data, method, path);
  return { isPending, ...(operation ? { operation } : {}) };
}

/** The schema of an operation's body. */
export function useBodySchema(method: string, path: string): { schema?: JsonSchema; isPending: boolean } {
  const { operation, isPending } = useOperation(method, path);
  const schema = bodyOf(operation);
  return { isPending, ...(schema ? { schema } : {}) };
}

/** The addresses at which a list can be had as a sheet; empty when the server offers none. */
export function useSheets(path: string): readonly ('csv' | 'xlsx')[] {
  const { data } = useQuery(apiQuery);
  return (['csv', 'xlsx'] as const).filter(format => data?.paths[`${path}.${format}`]?.get !== undefined);
}

/** Whether the server offers an operation at all. */
export function useHasRoute(method: string, path: string): boolean {
  return useOperation(method, path).operation !== undefined;
}
