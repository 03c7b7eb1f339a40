import type {
  ListedStatement,
  StatementEvidence,
  StatementStep,
  StatementView,
} from '@pinxin/contract/statements/statement-view';
import { STATEMENT_ACTIONS, type StatementAction } from '@pinxin/contract/statements/status';
import { stepOf } from '@pinxin/rules/lifecycle';
import type { LocalDate } from '@pinxin/rules/local-date';
import { type Caller, waysOfCaller } from '../../../http/caller.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { publicName } from '../../parties/api.ts';
import { contentsOf } from '../content/content-store.ts';
import { withoutPersonal } from '../content/personal.ts';
import { actorOn, STATEMENT_LIFECYCLE, statusOn } from '../lifecycle.ts';
import { spokenFor } from '../party-views.ts';
import { type EnvelopeRow, envelopeOf, evidenceOfStatement, historyOf } from './detail-views.ts';
import { type StatementRow, statementRow } from './list-views.ts';
import { type Reader, readerOf } from './reader.ts';

/** A row as it is told: standing as of the day; natural persons' names masked for the public. */
export function listedStatement(row: StatementRow, reader: Reader, day: LocalDate): ListedStatement {
  const { publicId: id, kind, scheme, number, validFrom, validTo } = row;
  const name = row.subjectName ?? row.subjectId;
  const isMasked = reader.kind === 'public' && row.subjectPartyKind !== null;
  const shown = isMasked ? publicName(row.subjectPartyKind ?? '', name) : name;
  return {
    ...{ id, kind, status: statusOn(row.stored, validTo, day) },
    issuer: { id: row.issuerId, name: row.issuerName, ...english(row.issuerNameEn) },
    subject: {
      kind: row.subjectKind,
      id: row.subjectId,
      name: shown,
      ...english(shown === name ? row.subjectNameEn : null),
    },
    ...{ scheme, number, validFrom, validTo, issuedAt: row.issuedAt.toISOString() },
  };
}

function english(nameEn: string | null): { readonly nameEn?: string } {
  return nameEn === null ? {} : { nameEn };
}

/** A statement, whole, as this caller may see it; undefined when it may not, or there is none. */
export async function readStatement(
  database: Database,
  caller: Caller,
  publicId: string,
  today: LocalDate,
): Promise<StatementView | undefined> {
  const office = await readerOf(database, caller);
  let reader = office;
  let row = await statementRow(database, office, publicId, today);
  if (row === undefined && office.kind === 'office') {
    reader = { kind: 'public' };
    row = await statementRow(database, reader, publicId, today);
  }
  if (row === undefined) return undefined;
  const envelope = await envelopeOf(database, row.id);
  const contents = await contentsOf(database, row.kind, [row.id]);
  const history = await historyOf(database, row.id);
  const evidence = await evidenceOfStatement(database, row.id);
  const listed = listedStatement(row, reader, today);
  const isPublic = reader.kind === 'public';
  const content = contents.get(row.id)!;
  return {
    ...listed,
    content: isPublic ? withoutPersonal(row.kind, content) : content,
    legalBasis: {
      'zh-CN': envelope.legalBasis,
      ...(envelope.legalBasisEn === null ? {} : { en: envelope.legalBasisEn }),
    },
    mandate: {
      id: envelope.mandateId,
      legalBasis: envelope.mandateBasis,
      needsSecondPerson: envelope.needsSecondPerson,
    },
    ...{ publicFrom: envelope.publicFrom, publicTo: envelope.publicTo, supersedes: envelope.supersedes },
    supersededBy: history.find(({ successor }) => successor !== null)?.successor ?? null,
    evidence: evidence.map(file => toldFile(file, isPublic)),
    history: history.map(step => toldStep(step, isPublic)),
    may: await actsOf(database, caller, row, envelope, today),
  } as StatementView;
}

function toldFile({ name, ...file }: StatementEvidence, isPublic: boolean): StatementEvidence {
  return { ...file, ...(isPublic || name === undefined ? {} : { name }) };
}

function toldStep(
  { actor, secondPerson, ...step }: Required<StatementStep>,
  isPublic: boolean,
): StatementStep {
  if (isPublic) return step;
  return { ...step, actor, ...(secondPerson === '' ? {} : { secondPerson }) };
}

async function actsOf(
  database: Database,
  caller: Caller,
  row: StatementRow,
  { issuer, subjectParty }: EnvelopeRow,
  today: LocalDate,
): Promise<readonly StatementAction[]> {
  const ways = waysOfCaller(caller, 'statement.change');
  const parties = new Set(ways.flatMap(way => (way.reach === 'own' ? [way.party] : [])));
  const state = statusOn(row.stored, row.validTo, today);
  const acts = new Set<StatementAction>();
  for (const party of parties) {
    const names = await spokenFor(database, party, today);
    for (const action of STATEMENT_ACTIONS) {
      const role = actorOn({ kind: row.kind, issuer, subjectParty }, names, action);
      if (role !== undefined && stepOf(STATEMENT_LIFECYCLE, state, action, role).ok) acts.add(action);
    }
  }
  return STATEMENT_ACTIONS.filter(action => acts.has(action));
}
