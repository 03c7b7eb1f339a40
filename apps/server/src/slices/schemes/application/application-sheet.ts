import { type ApplicationState, STATE_WORDS } from '@pinxin/contract/schemes/words';
import { localDateOf } from '@pinxin/rules/local-date';
import type { Language } from '@pinxin/site/language';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';
import type { ApplicationLine } from './application-views.ts';

const COLUMNS: readonly (readonly [zh: string, en: string])[] = [
  ['申请编号', 'Application'],
  ['制度', 'Scheme'],
  ['申请主体', 'Applicant'],
  ['对象', 'Subject'],
  ['行政区划', 'Division'],
  ['轮次', 'Round'],
  ['状态', 'State'],
  ['提交日期', 'Submitted on'],
  ['办理期限', 'Due on'],
  ['得分', 'Points'],
  ['证书编号', 'Number'],
  ['有效期至', 'Valid to'],
];

/** The columns of the exported list. */
export function columnsIn(language: Language): readonly SheetColumn[] {
  return COLUMNS.map(([zh, en]) => ({ title: language === 'en' ? en : zh }));
}

/** One application as cells. */
export function cellsOf(row: ApplicationLine, language: Language): RowCells {
  const { applicant, schemeName, submittedAt } = row;
  return [
    ...[
      row.id,
      (language === 'en' ? schemeName.en : undefined) ?? schemeName['zh-CN'],
      applicant.name,
      row.subject,
    ],
    ...[applicant.division ?? '', row.round ?? '', STATE_WORDS[row.state as ApplicationState][language]],
    ...[
      submittedAt === null ? '' : localDateOf(submittedAt),
      row.dueOn ?? '',
      row.points ?? '',
      row.number ?? '',
    ],
    row.validTo ?? '',
  ];
}
