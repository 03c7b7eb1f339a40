import { isScope } from '@pinxin/contract/access';
import type { FastifyInstance } from 'fastify';
import type { KnownRoute } from './access.ts';
import type { Sentence } from './problem.ts';

const PARTS = [
  ['params', 'path'],
  ['querystring', 'query'],
  ['headers', 'header'],
] as const;

/**
 * Serves `/openapi.json`: OpenAPI 3.1 made of the routes' own schemas (TypeBox is JSON Schema), so that it
 * cannot say anything else than what is checked. Chinese summary first, English as description.
 */
export function registerOpenApi(
  app: FastifyInstance,
  routes: readonly KnownRoute[],
  publicUrl: string | undefined,
): void {
  let text: string | undefined;
  app.get(
    '/openapi.json',
    { config: { access: 'public', summary: { 'zh-CN': '本接口的说明', en: 'This description' } } },
    async (_request, reply) => {
      text ??= JSON.stringify(openApi(routes, publicUrl));
      return reply
        .type('application/json; charset=utf-8')
        .header('access-control-allow-origin', '*')
        .send(text);
    },
  );
}

/** The OpenAPI 3.1 document of all routes that carry a summary. */
export function openApi(
  routes: readonly KnownRoute[],
  publicUrl: string | undefined,
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const summary = route.config.summary as Sentence | undefined;
    if (summary === undefined) continue;
    const path = route.url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{rest}');
    for (const method of route.methods) {
      if (method === 'HEAD' || method === 'OPTIONS') continue;
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation(route, path, summary) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '品信 · Pinxin',
      version: '0.1.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    ...(publicUrl === undefined ? {} : { servers: [{ url: publicUrl }] }),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        session: { type: 'apiKey', in: 'cookie', name: 'pinxin_session' },
      },
      schemas: { Problem: PROBLEM },
    },
  };
}

function operation(route: KnownRoute, path: string, summary: Sentence): Record<string, unknown> {
  const { body, response, consumes } = route.schema as Record<string, Record<string, unknown> | undefined>;
  const answers = Object.entries(response ?? { 200: undefined }).map(([status, schema]) => [
    status.replace(/^(\d)xx$/i, '$1XX'),
    {
      description: `${status}`,
      ...(schema === undefined ? {} : { content: { 'application/json': { schema } } }),
    },
  ]);
  const types = Array.isArray(consumes) ? (consumes as string[]) : ['application/json'];
  return {
    summary: summary['zh-CN'],
    description: summary.en,
    parameters: parameters(route, path),
    ...(body === undefined
      ? {}
      : { requestBody: { content: Object.fromEntries(types.map(type => [type, { schema: body }])) } }),
    responses: {
      ...Object.fromEntries(answers),
      default: {
        description: '问题说明 · problem details (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    ...(route.access === 'public'
      ? { security: [] }
      : { security: securityOf(route.access), 'x-scope': route.access }),
  };
}

/** A person by a session; a key where the power is one that keys have. */
function securityOf(access: string): readonly object[] {
  return isScope(access) ? [{ bearer: [] }, { apiKey: [] }, { session: [] }] : [{ session: [] }];
}

function parameters(route: KnownRoute, path: string): readonly Record<string, unknown>[] {
  const stated = PARTS.flatMap(([part, place]) => {
    const schema = route.schema[part] as
      | { properties?: Record<string, Record<string, unknown>>; required?: readonly string[] }
      | undefined;
    return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || (schema?.required?.includes(name) ?? false),
      schema: property,
      ...(typeof property.description === 'string' ? { description: property.description } : {}),
    }));
  });
  const named = new Set(stated.filter(({ in: place }) => place === 'path').map(({ name }) => name));
  const unnamed = [...path.matchAll(/\{(\w+)\}/g)]
    .map(match => match[1]!)
    .filter(name => !named.has(name))
    .map(name => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  return [...stated, ...unnamed];
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'problems'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['at', 'code', 'message'],
        properties: { at: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
} as const;
