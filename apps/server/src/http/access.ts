import type { Access } from '@pinxin/contract/access';
import { isAccess } from '@pinxin/contract/permissions';
import type { FastifyInstance } from 'fastify';

/** One registered route, as the method list, the OpenAPI description and the tests see it. */
export interface KnownRoute {
  readonly methods: readonly string[];
  readonly url: string;
  readonly access: Access;
  readonly config: Readonly<Record<string, unknown>>;
  readonly schema: Readonly<Record<string, unknown>>;
}

/**
 * Keeps a list of all routes and refuses one that does not state who may call it: forgetting is an error at
 * start, not a hole.
 */
export function rememberRoutes(app: FastifyInstance): readonly KnownRoute[] {
  const routes: KnownRoute[] = [];
  app.addHook('onRoute', route => {
    const access: unknown = route.config?.access;
    const methods = [route.method].flat();
    if (!isAccess(access)) {
      throw new Error(`${methods.join(',')} ${route.url} does not state its access`);
    }
    routes.push({
      methods,
      url: route.url,
      access,
      config: { ...route.config },
      schema: { ...(route.schema as Record<string, unknown> | undefined) },
    });
  });
  return routes;
}

/** The methods that some route takes at this path; empty when none does. */
export function methodsAt(routes: readonly KnownRoute[], path: string): readonly string[] {
  const methods = routes.filter(route => patternOf(route.url).test(path)).flatMap(route => route.methods);
  return [...new Set(methods)].sort();
}

const patterns = new Map<string, RegExp>();

function patternOf(url: string): RegExp {
  const known = patterns.get(url);
  if (known !== undefined) return known;
  const source = url
    .split('/')
    .map(segment => {
      if (segment === '*') return '.*';
      if (segment.startsWith(':')) return '[^/]+';
      return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('/');
  const pattern = new RegExp(`^${source}$`);
  patterns.set(url, pattern);
  return pattern;
}
