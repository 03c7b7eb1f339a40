import { FilesBody } from '@pinxin/contract/programme';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendEvidence } from '../../statements/api.ts';
import type { ProgrammeParts } from '../parts.ts';
import { refused, sendOutcome, sendRefusal } from '../problem.ts';
import { findTask } from '../task/find-task.ts';
import { attachToTask } from './attach-files.ts';
import { fileOfTask } from './file-views.ts';

const params = Type.Object({ code: Type.String({ maxLength: 80 }), number: Type.String({ maxLength: 30 }) });

/** Files that bear a task out, and the reports on it. Handed in as all evidence is (`POST /evidence`). */
export function registerFileRoutes(fastify: FastifyInstance, { ctx, blobs }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/programmes/:code/tasks/:number/files',
    {
      config: {
        access: 'programme.read',
        summary: {
          'zh-CN': '为任务附佐证材料（文件先用 POST /evidence 上传）',
          en: 'Attach files to a task (uploaded before with POST /evidence)',
        },
      },
      schema: { params, body: FilesBody },
    },
    async (request, reply) => {
      const found = await findTask(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      return sendOutcome(reply, await attachToTask(ctx, request.caller, found.value.task, request.body));
    },
  );

  app.get(
    '/programmes/:code/tasks/:number/files/:file',
    {
      config: {
        access: 'programme.read',
        summary: { 'zh-CN': '取任务的一份佐证材料（下载）', en: 'Fetch a file of a task (as a download)' },
      },
      schema: { params: Type.Object({ ...params.properties, file: Type.String({ maxLength: 60 }) }) },
    },
    async (request, reply) => {
      const found = await findTask(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      const file = await fileOfTask(ctx.database, found.value.task.id, request.params.file);
      const bytes = file && (await blobs.get(file.digest));
      if (file === undefined || bytes === undefined)
        return sendRefusal(reply, refused('/path/file', 'fileGone').problems);
      return sendEvidence(reply, file, bytes);
    },
  );
}
