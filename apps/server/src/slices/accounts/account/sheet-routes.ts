import { isRole, ROLE_WORDS } from '@pinxin/contract/permissions';
import { localDateOf } from '@pinxin/rules/local-date';
import type { Language } from '@pinxin/site/language';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { SHEET_FORMATS, sendSheet } from '../../../http/send-sheet.ts';
import { type Way, waysOf } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';
import { membershipsOf } from '../memberships/membership-store.ts';
import { type AccountParts, personOf } from '../route-parts.ts';
import { type AccountFilter, listAccounts } from './account-views.ts';

const COLUMNS: readonly (readonly [zh: string, en: string, wide: boolean])[] = [
  ['登录名', 'Login', true],
  ['姓名', 'Name', true],
  ['任职', 'Offices', true],
  ['建立日期', 'Made on', false],
  ['停用日期', 'Disabled on', false],
];
const ROWS_AT_ONCE = 500;

/** The list of accounts to be taken away, with the offices of each. */
export function registerAccountSheetRoutes(
  fastify: FastifyInstance,
  parts: AccountParts,
  query: ReturnType<typeof Type.Object>,
): void {
  const { database } = parts.ctx;
  fastify.withTypeProvider<TypeBoxProvider>().get(
    '/accounts/sheet/:format',
    {
      config: {
        access: 'account.manage',
        summary: { 'zh-CN': '导出账户', en: 'Accounts as CSV or XLSX' },
      },
      schema: {
        params: Type.Object({ format: Type.Enum([...SHEET_FORMATS]) }),
        querystring: query,
      },
    },
    (request, reply) => {
      const { language } = request;
      const columns: readonly SheetColumn[] = COLUMNS.map(([zh, en, wide]) => ({
        title: language === 'en' ? en : zh,
        wide,
      }));
      const ways = waysOf(personOf(request), 'account.manage');
      const rows = accountRows(database, ways, request.query as AccountFilter, language);
      return sendSheet(reply, request.params.format, 'accounts', columns, rows);
    },
  );
}

async function* accountRows(
  database: Database,
  ways: readonly Way[],
  filter: AccountFilter,
  language: Language,
): AsyncGenerator<readonly RowCells[]> {
  for (let after = filter.after; ; ) {
    const accounts = await listAccounts(
      database,
      ways,
      { ...filter, ...(after === undefined ? {} : { after }) },
      ROWS_AT_ONCE,
    );
    const offices = await membershipsOf(
      database,
      accounts.map(({ id }) => id),
    );
    yield accounts.map(({ id, login, name, createdAt, disabledAt }) => [
      ...[login, name],
      offices
        .filter(({ account }) => account === id)
        .map(({ role, nameZh }) => `${isRole(role) ? ROLE_WORDS[role][language] : role} · ${nameZh}`)
        .join('; '),
      ...[localDateOf(createdAt), disabledAt === null ? undefined : localDateOf(disabledAt)],
    ]);
    if (accounts.length < ROWS_AT_ONCE) return;
    after = accounts.at(-1)!.id;
  }
}
