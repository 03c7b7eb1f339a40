import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.ts';
import { rimProblem } from './rim-problems.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** Files of these names carry their digest: what they hold never changes. */
const ASSETS = 'assets/';
const FOREVER = 'public, max-age=31536000, immutable';

/** The built console: its folder's files by path, each with the packed copies that stand beside it. */
interface Built {
  readonly folder: string;
  readonly names: ReadonlySet<string>;
}

/**
 * Serves the console's built files below `/console`. Every other path there is the console's own and gets its page,
 * which holds no data: what it shows it asks for with the reader's session.
 */
export function serveConsole(app: FastifyInstance, folder: string = consoleFolder()): void {
  const built = listBuilt(folder);
  const send = (request: FastifyRequest, reply: FastifyReply) => answer(request, reply, built);
  const config = { access: 'public' } as const;
  app.get('/console', { config }, send);
  app.get('/console/*', { config }, send);
}

function consoleFolder(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('@pinxin/web/package.json'))), 'dist');
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  built: Promise<Built>,
): Promise<FastifyReply> {
  const { folder, names } = await built;
  const { '*': asked = '' } = request.params as { '*'?: string };
  if (!names.has('index.html')) return sendProblem(reply, NOT_BUILT);
  const isFile = asked !== 'index.html' && names.has(asked) && !asked.startsWith('.');
  if (!isFile && asked.startsWith(ASSETS)) return sendProblem(reply, rimProblem('notFound'));
  const name = isFile ? asked : 'index.html';
  const packed = packedCopy(request.headers['accept-encoding'] ?? '', name, names);
  reply
    .type(TYPES[extname(name)] ?? 'application/octet-stream')
    .header('cache-control', name.startsWith(ASSETS) ? FOREVER : 'no-cache')
    .header('vary', 'accept-encoding');
  if (packed !== undefined) reply.header('content-encoding', packed === 'br' ? 'br' : 'gzip');
  return reply.send(await readFile(join(folder, packed === undefined ? name : `${name}.${packed}`)));
}

function packedCopy(accepted: string, name: string, names: ReadonlySet<string>): 'br' | 'gz' | undefined {
  if (/\bbr\b/.test(accepted) && names.has(`${name}.br`)) return 'br';
  return /\bgzip\b/.test(accepted) && names.has(`${name}.gz`) ? 'gz' : undefined;
}

async function listBuilt(folder: string): Promise<Built> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return { folder, names: new Set(names.map(name => name.split(sep).join('/'))) };
}

const NOT_BUILT = {
  status: 503,
  code: 'consoleNotBuilt',
  title: { 'zh-CN': '工作台还没有构建', en: 'The console is not built yet' },
  detail: {
    'zh-CN': '请在项目目录运行 npm ci（或 npm run prepare -w @pinxin/web），然后重新启动。',
    en: 'Run npm ci (or npm run prepare -w @pinxin/web) in the project folder, then start again.',
  },
} as const;
