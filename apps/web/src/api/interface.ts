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

/** The forms in which a list can be had as a sheet, each with the ending of its address; none when the server offers none. */
export function useSheets(
  path: string,
): readonly { readonly format: 'csv' | 'xlsx'; readonly ending: string }[] {
  const { data } = useQuery(apiQuery);
  const hasFormats = data?.paths[`${path}/sheet/{format}`]?.get !== undefined;
  return (['csv', 'xlsx'] as const).flatMap(format => {
    if (hasFormats) return [{ format, ending: `/sheet/${format}` }];
    return data?.paths[`${path}.${format}`]?.get === undefined ? [] : [{ format, ending: `.${format}` }];
  });
}

/** Whether the server offers an operation at all. */
export function useHasRoute(method: string, path: string): boolean {
  return useOperation(method, path).operation !== undefined;
}
