import { PARTY_KIND_WORDS, PARTY_KINDS, type PartyKind } from '@pinxin/contract/parties';
import { parseDivisionCode } from '@pinxin/identifiers/division-code';
import { parseUscc } from '@pinxin/identifiers/uscc';
import { nameKey } from '@pinxin/rules/party-name';
import { mayTouch, type Way } from '../../../kernel/authority.ts';
import type { Cell, SheetRow } from '../../../kernel/sheets/cell.ts';
import { columnIndex, type ImportField, type ReadColumn } from './import-columns.ts';
import type { ImportFinding, ImportProblem } from './import-problem.ts';

/** What a row of the file says, as far as it can be read. Null: the file does not say. */
export interface ImportedFacts {
  readonly nameZh: string | null;
  readonly uscc: string | null;
  readonly usccException: string | null;
  readonly kind: PartyKind | null;
  readonly division: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly nameEn: string | null;
  readonly gs1Prefixes: readonly string[] | null;
}

/** A row with all that is to be said of it. */
export interface CheckedRow {
  readonly line: number;
  readonly facts: ImportedFacts;
  readonly nameKey: string;
  readonly problems: readonly ImportProblem[];
}

/** What rows are checked against. */
export interface RowCheck {
  readonly columns: readonly ReadColumn[];
  /** How far the importer's power reaches. */
  readonly ways: readonly Way[];
  /** Codes by the names of divisions; several where a name is not unique. */
  readonly divisions: ReadonlyMap<string, readonly string[]>;
  /** For rows that do not say what kind of party it is. */
  readonly kind: PartyKind | undefined;
}

const LONGEST: Readonly<Partial<Record<ImportField, number>>> = {
  nameZh: 200,
  nameEn: 200,
  address: 300,
  phone: 40,
  usccException: 300,
};

/** Reads one row: nothing is guessed, everything that is wrong is said with its column. */
export function checkRow(row: SheetRow, check: RowCheck): CheckedRow {
  const problems: ImportProblem[] = [];
  const columnOf = new Map(
    check.columns.flatMap(each => (each.field === null ? [] : [[each.field, each.column]])),
  );
  const say = (
    field: ImportField,
    code: ImportFinding,
    about?: string,
    severity: 'error' | 'note' = 'error',
  ) => void problems.push({ column: columnOf.get(field), code, severity, about: about?.slice(0, 100) });
  const cellOf = (field: ImportField): Cell => {
    const column = columnOf.get(field);
    return column === undefined ? null : (row.cells[columnIndex(column)] ?? null);
  };
  const textOf = (field: ImportField): string | null => {
    const cell = cellOf(field);
    const text = (cell === null ? '' : typeof cell === 'string' ? cell : cell.number).normalize('NFC').trim();
    if (text.length > (LONGEST[field] ?? 1_000)) say(field, 'tooLong', text.slice(0, 20));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no text that means anything holds them
    return text === '' ? null : text.replace(/[\u0000-\u001f]+/g, ' ');
  };

  const nameZh = textOf('nameZh');
  if (nameZh === null) say('nameZh', 'nameMissing');
  const usccException = textOf('usccException');
  const uscc = readUscc(cellOf('uscc'), textOf('uscc'), usccException, (code, about) =>
    say('uscc', code, about),
  );
  const kind = readKind(textOf('kind'), check.kind, (code, about) => say('kind', code, about));
  const division = readDivision(textOf('division'), check, (code, about) => say('division', code, about));
  if (uscc === null && division === null && !problems.some(({ code }) => code === 'divisionUnknown'))
    say('division', 'divisionMissing');
  if (uscc === null && kind === null && !problems.some(({ code }) => code === 'kindUnknown'))
    say('kind', 'kindMissing');
  const phone = textOf('phone');
  if (isNumber(cellOf('phone')) && !/^1\d{10}$/.test(phone ?? ''))
    say('phone', 'phoneNumber', phone ?? '', 'note');
  const gs1Prefixes = readPrefixes(cellOf('gs1Prefixes'), textOf('gs1Prefixes'), (code, about) =>
    say('gs1Prefixes', code, about),
  );
  const facts = {
    nameZh,
    uscc,
    kind,
    division,
    phone,
    gs1Prefixes,
    address: textOf('address'),
    nameEn: textOf('nameEn'),
  };
  const needsReason = uscc !== null && !parseUscc(uscc).ok;
  return {
    line: row.line,
    facts: { ...facts, usccException: needsReason ? usccException : null },
    nameKey: nameKey(nameZh ?? ''),
    problems,
  };
}

type Say = (code: ImportFinding, about?: string) => void;

function isNumber(cell: Cell): boolean {
  return cell !== null && typeof cell !== 'string';
}

function readUscc(cell: Cell, text: string | null, exception: string | null, say: Say): string | null {
  if (text === null) return null;
  // Spreadsheets keep 15 digits of a number: the rest of an 18-digit code is gone. Also in text made of one.
  if ((isNumber(cell) && text.length >= 15) || /^\d(\.\d+)?e\+?\d+$/i.test(text)) {
    say('usccNumber', text);
    return null;
  }
  const uscc = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const read = parseUscc(uscc);
  if (!read.ok) {
    const onlyCheck = read.error.code === 'incorrectCheckDigit';
    if (!onlyCheck) say('usccWrong', text);
    else if (exception === null) say('usccCheckWrong', text);
  }
  return uscc.slice(0, 40);
}

const KINDS = new Map<string, PartyKind>([
  ...PARTY_KINDS.flatMap((kind): [string, PartyKind][] => [
    [kind.toLowerCase(), kind],
    [PARTY_KIND_WORDS[kind]['zh-CN'], kind],
    [PARTY_KIND_WORDS[kind].en.toLowerCase(), kind],
  ]),
  ...Object.entries({
    公司: 'enterprise',
    生产企业: 'enterprise',
    加工企业: 'enterprise',
    合作社: 'cooperative',
    专业合作社: 'cooperative',
    农场: 'familyFarm',
    种植户: 'household',
    养殖户: 'household',
    个体户: 'individualBusiness',
    检测机构: 'laboratory',
    实验室: 'laboratory',
    行业协会: 'association',
    中介服务机构: 'serviceAgency',
    品牌中介服务机构: 'serviceAgency',
  } satisfies Record<string, PartyKind>),
]);

function readKind(text: string | null, preset: PartyKind | undefined, say: Say): PartyKind | null {
  if (text === null) return preset ?? null;
  const kind =
    KINDS.get(text.normalize('NFKC').replace(/\s/g, '').toLowerCase()) ?? KINDS.get(text.toLowerCase());
  if (kind === undefined) say('kindUnknown', text);
  return kind ?? null;
}

function readDivision(text: string | null, check: RowCheck, say: Say): string | null {
  if (text === null) return null;
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const codes = /^\d+$/.test(plain) ? [plain] : (check.divisions.get(plain) ?? []);
  const [code] = codes;
  if (code === undefined || !parseDivisionCode(code).ok) say('divisionUnknown', text);
  else if (codes.length > 1) say('divisionAmbiguous', codes.join(' '));
  else if (!mayTouch(check.ways, { party: null, division: code })) say('outsideArea', text);
  else return code;
  return null;
}

function readPrefixes(cell: Cell, text: string | null, say: Say): readonly string[] | null {
  if (text === null) return null;
  if (isNumber(cell)) {
    say('gs1PrefixNumber', text);
    return null;
  }
  const prefixes = text.split(/[,，、;；\s]+/).filter(each => each !== '');
  const wrong = prefixes.find(each => !/^\d{4,12}$/.test(each));
  if (wrong !== undefined) say('gs1PrefixWrong', wrong);
  return prefixes.slice(0, 50);
}
