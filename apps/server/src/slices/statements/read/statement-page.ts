import type { StatementPage, StatementView } from '@pinxin/contract/statements/statement-view';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { pageFacts } from './page-views.ts';

/** A statement with what its public page shows beside it. A name that was masked stays so in every language. */
export async function statementPage(
  database: Database,
  statement: StatementView,
  today: LocalDate,
): Promise<StatementPage> {
  const facts = await pageFacts(database, statement.id);
  const { scheme, subjectPath, hasCredential, issuerEn, subjectEn } = facts;
  const isAsRegistered = statement.subject.name === facts.subjectZh;
  return {
    ...{ statement, hasCredential, today },
    issuer: { 'zh-CN': statement.issuer.name, ...(issuerEn === null ? {} : { en: issuerEn }) },
    subject: {
      'zh-CN': statement.subject.name,
      ...(subjectEn === null || !isAsRegistered ? {} : { en: subjectEn }),
    },
    ...(scheme === null ? {} : { scheme }),
    ...(subjectPath === null ? {} : { subjectPath }),
  };
}
