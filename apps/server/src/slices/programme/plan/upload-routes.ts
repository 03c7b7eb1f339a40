import type { FastifyInstance } from 'fastify';
import type { ProgrammeParts } from '../parts.ts';
import { refused, sendRefusal } from '../problem.ts';
import { readPlanText } from './read-plan-text.ts';
import { LARGEST_PLAN, textOfUpload } from './upload-text.ts';

/** Larger than what is read, so that a file that is too large is told so by name and not cut off. */
const LARGEST_BODY = 64 * 2 ** 20;

/** 读方案: a plan's text or file in, text and extraction out. */
export function registerPlanUploadRoutes(fastify: FastifyInstance, { ctx }: ProgrammeParts): void {
  fastify.register(async scope => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_BODY }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      '/plan-readings',
      {
        bodyLimit: LARGEST_BODY,
        config: {
          access: 'programme.manage',
          summary: {
            'zh-CN': `读一份方案（文字、.docx、带文字的 PDF，${LARGEST_PLAN / 2 ** 20} MB 以内），正文就是文件本身；什么也不写入`,
            en: `Read a plan (text, .docx, PDF with text, up to ${LARGEST_PLAN / 2 ** 20} MB): the body is the file; nothing is written`,
          },
        },
      },
      async (request, reply) => {
        if (!Buffer.isBuffer(request.body)) return sendRefusal(reply, refused('/body', 'planEmpty').problems);
        const text = await textOfUpload(request.body);
        if (!text.ok) return sendRefusal(reply, text.problems);
        return reply.header('cache-control', 'no-store').send(await readPlanText(ctx, text.value));
      },
    );
  });
}
