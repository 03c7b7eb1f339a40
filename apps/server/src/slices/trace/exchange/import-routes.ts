import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { actingFor } from '../../../http/acting-for.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { type Problem, type Sentence, sendProblem } from '../../../http/problem.ts';
import { sendSheet } from '../../../http/send-sheet.ts';
import type { SheetRefusal } from '../../../kernel/sheets/read-sheet.ts';
import type { Capture } from '../capture/capture.ts';
import { detailsOf } from '../capture/problem-words.ts';
import { importEvents, type RowProblem, SHEET_LIMITS } from './import-events.ts';
import { EXAMPLE, FIELD_TITLES, SHEET_FIELDS, STEP_WORDS } from './sheet-columns.ts';
import type { SheetProblemCode } from './sheet-events.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MEDIA_TYPES = ['text/csv', XLSX, 'application/vnd.ms-excel', 'application/octet-stream'];

const Answer = Type.Object({
  rows: Type.Integer(),
  events: Type.Integer({ description: '可以上报的事件 · events that are good' }),
  problems: Type.Array(
    Type.Object({
      line: Type.Integer(),
      column: Type.Optional(Type.String({ description: 'A, B, …' })),
      code: Type.String(),
      message: Type.String(),
    }),
  ),
  captureID: Type.Optional(Type.String()),
});

type Words = readonly [zh: string, en: string];

const WORDS: Readonly<Record<Exclude<SheetProblemCode, 'eventWrong'>, Words>> = {
  noTitles: [
    '前十行里没有标题行。请用模板，保留“环节”“时间”两列。',
    'No titles in the first ten lines. Use the template, with its columns Step and Time.',
  ],
  stepUnknown: [
    '环节应为：采收、加工、包装、发货、收货、销售。',
    'The step is one of: harvest, transform, pack, ship, receive, sell.',
  ],
  timeWrong: ['时间写作 2026-07-01 09:00（北京时间）。', 'Write the time as 2026-07-01 09:00 (China time).'],
  missing: ['这一格不能空。', 'This cell must not be empty.'],
  codeWrong: [
    '编码的位数不对：场所和对方 13 位，产品 8、12、13 或 14 位，箱码 18 位。',
    'The code has a wrong length: 13 digits for places and partners, 8, 12, 13 or 14 for products, 18 for containers.',
  ],
  numberWrong: ['数量应为数字。', 'The quantity is a number.'],
  unitUnknown: [
    '不认识这个单位。可写公斤、克、吨、升、个，或 KGM 之类的代码。',
    'This unit is not known. Write kg, g, t, l, or a code such as KGM.',
  ],
  otherThanFirst: ['与同一事件号的第一行不同。', 'Not the same as in the first line of this event.'],
};

const REFUSALS: Readonly<Record<SheetRefusal, Words>> = {
  oldExcel: ['旧的 Excel 格式（.xls）。请另存为 .xlsx。', 'An old Excel file (.xls). Save it as .xlsx.'],
  notASheet: ['不是表格。请上传 .xlsx 或 .csv。', 'Not a sheet. Send .xlsx or .csv.'],
  encodingUnknown: [
    '文字编码无法识别。请另存为 UTF-8 的 CSV 或 .xlsx。',
    'The encoding is not known. Save it as CSV in UTF-8, or as .xlsx.',
  ],
  damaged: ['文件已损坏。', 'The file is damaged.'],
  unpackedTooLarge: ['文件解开后太大。请分成几个。', 'The file unpacks to too much. Split it.'],
  tooManyRows: ['一次至多 10,000 行。请分成几个。', 'At most 10,000 rows at a time. Split it.'],
};

/** 事件表: events from a sheet, for people without software: template, preview, capture of the good rows. */
export function registerSheetImportRoutes(fastify: FastifyInstance, capture: Capture): void {
  fastify.register(async scope => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      MEDIA_TYPES,
      { parseAs: 'buffer', bodyLimit: SHEET_LIMITS.bytes },
      (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body),
    );
    registerUpload(scope, capture);
  });
  registerTemplate(fastify);
}

function registerUpload(plain: FastifyInstance, capture: Capture): void {
  const app = plain.withTypeProvider<TypeBoxProvider>();
  app.post(
    '/imports/events',
    {
      config: {
        access: 'capture',
        summary: {
          'zh-CN': '从表格上报事件；不带 confirm 只预览',
          en: 'Events from a sheet; without confirm a preview',
        },
      },
      schema: {
        consumes: MEDIA_TYPES,
        querystring: Type.Object({ confirm: Type.Boolean({ default: false }) }),
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const { party, actor } = actingFor(request, 'capture');
      const read = await importEvents(capture, { party, actor }, file, request.query.confirm);
      if (!read.ok) return sendProblem(reply, sheetRefused(read.error)) as never;
      const language = request.language;
      const problems = read.value.problems.map(problem => {
        const message = wordsOf(problem)[language];
        return {
          line: problem.line,
          ...(problem.column === undefined ? {} : { column: problem.column }),
          code: problem.event?.code ?? problem.code,
          message,
        };
      });
      return reply.header('cache-control', 'no-store').send({ ...read.value, problems });
    },
  );
}

function wordsOf(problem: RowProblem): Sentence {
  if (problem.event !== undefined) {
    const [detail] = detailsOf([problem.event]);
    const message = detail?.message ?? '';
    return ofField(problem, typeof message === 'string' ? { 'zh-CN': message, en: message } : message);
  }
  const [zh, en] = WORDS[problem.code as Exclude<SheetProblemCode, 'eventWrong'>];
  return ofField(problem, { 'zh-CN': zh, en });
}

function ofField({ field }: RowProblem, said: Sentence): Sentence {
  if (field === undefined) return said;
  const title = FIELD_TITLES[field];
  return { 'zh-CN': `${title['zh-CN']}：${said['zh-CN']}`, en: `${title.en}: ${said.en}` };
}

function sheetRefused(code: SheetRefusal): Problem {
  const [zh, en] = REFUSALS[code];
  return {
    status: 422,
    code: 'sheetRefused',
    title: { 'zh-CN': zh, en },
    problems: [{ at: '', code, message: { 'zh-CN': zh, en } }],
  };
}

function registerTemplate(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/imports/events/template/:format',
    {
      config: {
        access: 'capture',
        summary: { 'zh-CN': '事件表的模板', en: 'The template of the sheet of events' },
      },
      schema: { params: Type.Object({ format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]) }) },
    },
    async (request, reply) => {
      const { language } = request;
      const columns = SHEET_FIELDS.map(field => ({ title: FIELD_TITLES[field][language] }));
      const example = SHEET_FIELDS.map(field => {
        if (field === 'step') return STEP_WORDS.harvest[language];
        if (field === 'unit') return language === 'en' ? 'kg' : '公斤';
        return EXAMPLE[field];
      });
      const blocks = (async function* () {
        yield [example];
      })();
      return sendSheet(reply, request.params.format, 'events', columns, blocks);
    },
  );
}
