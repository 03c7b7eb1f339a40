import type { CountedLine } from '@pinxin/contract/programme-pages';
import { type Indicator, lastOf } from '@pinxin/rules/indicator';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { type PageEnd, pageToken } from '../../../kernel/keyset.ts';
import { publicName } from '../../parties/api.ts';
import { certificatesAmong } from '../../schemes/api.ts';
import { type StatementFace, statementFaces } from '../../statements/api.ts';
import { type CountedRow, countedRows, type DrillQuestion } from './count-views.ts';
import { localText } from './goal-answer.ts';

/** What is asked of the statements that a goal counted. */
export interface CountedQuestion {
  readonly day: LocalDate;
  readonly division?: string;
  /** The day of reading: only what the public may see then; absent for officials. */
  readonly publicOn?: LocalDate;
  readonly after?: PageEnd;
  readonly limit: number;
}

/** The part of an indicator that names which statements it counts; undefined for what is reported. */
export function drillOf(
  indicator: Indicator,
  day: LocalDate,
): Pick<DrillQuestion, 'schemes' | 'day' | 'newSince'> | undefined {
  if (indicator.kind === 'reported') return undefined;
  if (indicator.kind !== 'countNew') return { schemes: indicator.schemes, day };
  return { schemes: indicator.schemes, day: lastOf(indicator, day), newSince: indicator.from };
}

/** 下钻: a page of the very statements that an indicator counts, with the token of the next page. */
export async function countedPage(
  database: Database,
  indicator: Indicator,
  question: CountedQuestion,
): Promise<{ readonly rows: readonly CountedLine[]; readonly next: string | null }> {
  const drill = drillOf(indicator, question.day);
  if (drill === undefined) return { rows: [], next: null };
  const { after, limit, division, publicOn } = question;
  const found = await countedRows(database, {
    ...drill,
    ...(division === undefined ? {} : { division }),
    ...(publicOn === undefined ? {} : { publicOn }),
    ...(after === undefined ? {} : { after: { from: String(after.value), statement: after.id } }),
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const [faces, certificates] = await Promise.all([
    statementFaces(
      database,
      shown.map(({ statement }) => statement),
    ),
    certificatesAmong(
      database,
      shown.map(({ publicId }) => publicId),
    ),
  ]);
  const byId = new Map(faces.map(face => [face.id, face]));
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.flatMap(row => {
      const face = byId.get(row.statement);
      return face === undefined ? [] : [countedLine(row, face, certificates)];
    }),
    next: last === undefined ? null : pageToken({ value: last.from, id: last.statement }),
  };
}

function countedLine(row: CountedRow, face: StatementFace, certificates: ReadonlySet<string>): CountedLine {
  const { holderId, holderKind, holderZh, subjectZh, subjectPath } = face;
  const holder = holderId === null ? undefined : publicName(holderKind ?? '', holderZh ?? '');
  return {
    ...{ id: face.publicId, scheme: face.scheme, kind: face.kind },
    ...(face.number === null ? {} : { number: face.number }),
    ...(holder === undefined
      ? {}
      : { holder: { id: holderId!, name: localText(holder, holder === holderZh ? face.holderEn : null) } }),
    ...(subjectZh === null
      ? {}
      : {
          subject: {
            name: localText(subjectZh, face.subjectEn),
            ...(subjectPath === null ? {} : { path: subjectPath }),
          },
        }),
    issuer: localText(face.issuerZh, face.issuerEn),
    ...(row.division === '' ? {} : { division: row.division }),
    ...{ from: row.from, until: row.until, recordedOn: face.recordedOn },
    path: `/${certificates.has(face.publicId) ? 'certificates' : 'statements'}/${face.publicId}`,
    ...(face.hasCredential ? { proof: `/credentials/${face.publicId}` } : {}),
  };
}
