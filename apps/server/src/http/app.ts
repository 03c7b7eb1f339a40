import { chooseLanguage } from '@pinxin/site/language';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { uuidv7 } from '../kernel/ids.ts';
import { type KnownRoute, rememberRoutes } from './access.ts';
import { type CallerOf, guard, type PersonOf } from './authenticate.ts';
import { answerBrokenRequest, handleErrors, problemOf } from './errors.ts';
import './fastify-types.ts';
import { type Readiness, registerHealth } from './health.ts';
import { observe } from './metrics.ts';
import { registerOpenApi } from './openapi.ts';
import { type ProblemPage, plainProblemPage, sendProblem } from './problem.ts';
import { scanUploads, type UploadScan } from './scan-uploads.ts';
import { secureHeaders } from './security-headers.ts';
import { type TellUse, watchRequests } from './tell-use.ts';
import { checkRequests } from './validation.ts';

/** What the app needs from outside; all of it given in `main.ts`. */
export interface AppOptions {
  readonly callerOf: CallerOf;
  /** Who is signed in with a session token; nobody ever is when absent. */
  readonly personOf?: PersonOf;
  readonly readiness: () => Promise<Readiness>;
  readonly now: () => Date;
  /** The address people reach the site at, where it is not the one it listens on. */
  readonly publicUrl: string | undefined;
  /** Proxies whose word on the caller's address is believed; nobody's when absent. */
  readonly trustedProxies?: readonly string[];
  /** Lowest level of log lines, or `silent`. */
  readonly logLevel: string;
  /** Where log lines go; standard output when absent. */
  readonly logStream?: { write(line: string): void };
  /** Makes error pages in the site's look. */
  readonly problemPage?: ProblemPage;
  /** Scans what people send; nothing is scanned when absent. */
  readonly uploadScan?: UploadScan;
  /** Hears what people were denied, read and took away; nobody does when absent. */
  readonly tellUse?: TellUse;
}

/** The app and the list of its routes (complete when it is ready). */
export interface App {
  readonly fastify: FastifyInstance;
  readonly routes: readonly KnownRoute[];
}

/** Largest body of a route that sets no limit of its own, in bytes. */
const BODY_LIMIT = 1024 * 1024;
/** Digital Links carry several percent-encoded keys of up to 90 characters in one address. */
const LONGEST_PARAMETER = 4_096;

/**
 * Builds the HTTP app without listening: language, gate, headers, checks, problems, health, metrics, OpenAPI.
 * Slices add their routes to `fastify` afterwards.
 */
export function createApp(options: AppOptions): App {
  const fastify = Fastify({
    routerOptions: { maxParamLength: LONGEST_PARAMETER, ignoreTrailingSlash: true },
    bodyLimit: BODY_LIMIT,
    trustProxy:
      options.trustedProxies === undefined || options.trustedProxies.length === 0
        ? false
        : [...options.trustedProxies],
    logger: loggerOptions(options),
    logController: new LogController({ disableRequestLogging: true }),
    // Addresses that cannot be routed at all; no hook has run for these.
    frameworkErrors: (error, request, reply) => {
      request.language = chooseLanguage(undefined, request.headers['accept-language']);
      return sendProblem(reply as FastifyReply, problemOf(error)) as never;
    },
    requestTimeout: 120_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenRequest,
    genReqId: request => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : uuidv7(options.now());
    },
  });
  closePromptly(fastify);
  const routes = rememberRoutes(fastify);
  fastify.decorate('problemPage', options.problemPage ?? plainProblemPage);
  fastify.decorateRequest('language');
  // Hooks of every request call back instead of being awaited: each await costs a turn of the microtask queue.
  fastify.addHook('onRequest', (request, reply, done) => {
    const { lang } = request.query as { lang?: unknown };
    request.language = chooseLanguage(lang, request.headers['accept-language']);
    reply.header('x-request-id', request.id);
    done();
  });
  secureHeaders(fastify, options.publicUrl);
  observe(fastify);
  guard(fastify, options);
  fastify.decorate('tellUse', options.tellUse);
  if (options.tellUse !== undefined) watchRequests(fastify, options.tellUse, options.now);
  checkRequests(fastify);
  if (options.uploadScan !== undefined) scanUploads(fastify, options.uploadScan);
  handleErrors(fastify, routes);
  registerHealth(fastify, options.readiness);
  registerOpenApi(fastify, routes, options.publicUrl);
  return { fastify, routes };
}

/**
 * While closing, connections are ended as soon as their request is answered: one that is kept alive would hold
 * the process until it times out.
 */
function closePromptly(fastify: FastifyInstance): void {
  fastify.addHook('preClose', async () => {
    const timer = setInterval(() => fastify.server.closeIdleConnections(), 50);
    fastify.server.once('close', () => clearInterval(timer));
    timer.unref();
  });
}

/** The path as it may be logged: a one-time link's secret stands in its path and is left out. */
function loggedPath(url: string, route: string | undefined): string | undefined {
  return route?.includes(':token') ? route : url.split('?')[0];
}

/** Log lines name the request by id, method and path: no query, no header, no address, no key. */
function loggerOptions(options: AppOptions): NonNullable<FastifyServerOptions['logger']> {
  return {
    level: options.logLevel,
    base: null,
    timestamp: () => `,"time":"${options.now().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      req: (request: { method: string; url: string; routeOptions?: { url?: string | undefined } }) => ({
        method: request.method,
        path: loggedPath(request.url, request.routeOptions?.url),
      }),
    },
    ...(options.logStream === undefined ? {} : { stream: options.logStream }),
  };
}
