import { readdir, readFile, stat } from 'node:fs/promises';
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

/** The built console: its files by path, packed copies among them, and when it was built. */
interface Built {
  readonly names: ReadonlySet<string>;
  readonly builtAt: number;
}

/**
 * Serves the console's built files below `/console`. Every other path there is the console's own and gets its page,
 * which holds no data: what it shows it asks for with the reader's session.
 */
export function serveConsole(app: FastifyInstance, folder: string = consoleFolder()): void {
  let known: Built | undefined;
  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    known = await listBuilt(folder, known);
    return answer(request, reply, folder, known.names);
  };
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
  folder: string,
  names: ReadonlySet<string>,
): Promise<FastifyReply> {
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

/** The files there are; listed anew only when the console was built anew. */
async function listBuilt(folder: string, known: Built | undefined): Promise<Built> {
  const builtAt = await stat(join(folder, 'index.html')).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (known?.builtAt === builtAt) return known;
  const names = builtAt === 0 ? [] : await readdir(folder, { recursive: true });
  return { builtAt, names: new Set(names.map(name => name.split(sep).join('/'))) };
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
