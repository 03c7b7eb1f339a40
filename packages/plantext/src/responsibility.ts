import type { Flow, Range } from './flow.ts';
import { partyPieces, prefixOf, standsAlone } from './parties.ts';
import type { PartyName } from './plan.ts';

export type Role = 'lead' | 'supporting' | 'responsible' | 'guiding';

/** Rules that a plan states once for all clauses that follow. */
export interface Conventions {
  /** 列第一位者为牵头单位，下同. */
  firstLeads: boolean;
  /** 责任单位即为牵头单位. */
  responsibleLead: boolean;
  /** 以下均需…落实，不再列出. */
  implied: Range | undefined;
}

/** Who a clause names, by role. */
export interface Named {
  readonly lead: readonly PartyName[];
  readonly supporting: readonly PartyName[];
  readonly responsible: readonly PartyName[];
  readonly guiding: readonly PartyName[];
  readonly shared: boolean;
  readonly open: boolean;
  readonly unsure: boolean;
}

const LABEL =
  /(?:(牵头|主办|总牵头)|(责任|承办|实施|落实|负责)|(配合|协办|参与|参加|支持|协同|协作|协助)|(指导))(?:部门|单位|处室|科室|机构|责任单位)(?:和单位)?：/g;
const SHARED = /按照?(?:各自)?(?:职责|分工|职能)(?:分工)?|分工负责|各负其责|分别/;
const DUTY =
  /^(?:由)?(.+?)(?:按照?(?:各自)?(?:职责分工|职责|分工|职能分工|职能)|分别|共同|各负其责|具体|分工)*(牵头负责|牵头落实|牵头组织|牵头|负责落实|负责|落实|组织实施|推进|实施|配合落实|配合|参与|参加|协助|协同|协办|支持|指导)$/;
const FIRST_LEADS = /(?:列|排)(?:在|名)?(?:第一|首)(?:位|个|名)?的?.{0,6}?(?:牵头|负责)/;
const RESPONSIBLE_LEAD = /责任(?:单位|部门)即为牵头/;
const IMPLIED = /以下(?:任务|各项)?均(?:需|由)(.+?)(?:负责)?落实/;

interface Part extends Range {
  readonly role: Role;
}

/** Reads what stands inside a responsibility clause; conventions that it states hold from here on. */
export function readResponsibility(flow: Flow, range: Range, conventions: Conventions): Named {
  const { norm } = flow;
  const text = norm.slice(range.start, range.end);
  let local = { ...conventions };
  if (FIRST_LEADS.test(text)) {
    local.firstLeads = true;
    if (/下同/.test(text)) conventions.firstLeads = true;
  }
  if (RESPONSIBLE_LEAD.test(text)) {
    local.responsibleLead = true;
    if (/下同/.test(text)) conventions.responsibleLead = true;
  }
  local = { ...local, implied: conventions.implied };
  const stated = IMPLIED.exec(text);
  if (stated !== null) {
    const start = range.start + stated.index + stated[0].indexOf(stated[1]!);
    conventions.implied = { start, end: start + stated[1]!.length };
  }
  const parts = partsOf(norm, range);
  return named(flow, parts, local, SHARED.test(text));
}

function partsOf(norm: string, range: Range): readonly Part[] {
  const text = norm.slice(range.start, range.end);
  const labels = [...text.matchAll(LABEL)];
  if (labels.length > 0)
    return labels.map((label, index) => {
      const start = range.start + label.index + label[0].length;
      const next = labels[index + 1];
      let end = next === undefined ? range.end : range.start + next.index;
      const stop = norm.slice(start, end).search(/。/);
      if (stop >= 0) end = start + stop;
      // 完成时限：… inside the brackets is no authority.
      const foreign = norm.slice(start, end).search(/[，；、。][一-龥]{2,8}：/);
      if (foreign >= 0) end = start + foreign;
      while (end > start && /[，；、。]/.test(norm[end - 1]!)) end--;
      const role: Role = label[1] ? 'lead' : label[2] ? 'responsible' : label[3] ? 'supporting' : 'guiding';
      return { start, end, role };
    });
  return duties(norm, sentencesOf(norm, range));
}

/** Sentences of the clause without those that state a convention. */
function sentencesOf(norm: string, range: Range): readonly Range[] {
  const sentences: Range[] = [];
  let start = range.start;
  for (let at = range.start; at <= range.end; at++) {
    if (at < range.end && norm[at] !== '。') continue;
    const text = norm.slice(start, at);
    if (text !== '' && !FIRST_LEADS.test(text) && !RESPONSIBLE_LEAD.test(text) && !/^以下/.test(text))
      sentences.push({ start, end: at });
    start = at + 1;
  }
  return sentences;
}

/** `A牵头，B、C等按职责分工负责`: pieces between commas, each with the duty at its end or at the next piece's. */
function duties(norm: string, sentences: readonly Range[]): readonly Part[] {
  const parts: Part[] = [];
  for (const sentence of sentences) {
    let waiting: Range[] = [];
    for (const piece of commaPieces(norm, sentence)) {
      const text = norm.slice(piece.start, piece.end);
      const duty = DUTY.exec(text);
      if (duty === null) {
        waiting.push(piece);
        continue;
      }
      const start = piece.start + (text.startsWith('由') ? 1 : 0);
      const names = { start, end: start + duty[1]!.length };
      const role = roleOf(duty[2]!, parts);
      const together = names.start + norm.slice(names.start, names.end).indexOf('会同');
      if (together >= names.start + 2) {
        parts.push({ start: names.start, end: together, role: 'lead' });
        parts.push({ start: together + 2, end: names.end, role: 'supporting' });
      } else parts.push(...waiting.map(each => ({ ...each, role })), { ...names, role });
      waiting = [];
    }
    // Names behind the last duty go with it.
    const role = parts.at(-1)?.role === 'lead' ? 'supporting' : (parts.at(-1)?.role ?? 'responsible');
    parts.push(...waiting.map(each => ({ ...each, role }) as Part));
  }
  return parts;
}

function roleOf(duty: string, before: readonly Part[]): Role {
  if (duty.startsWith('牵头')) return 'lead';
  if (duty === '指导') return 'guiding';
  if (/^(?:配合|参与|参加|协|支持)/.test(duty)) return 'supporting';
  return before.some(part => part.role === 'lead' || part.role === 'guiding') ? 'supporting' : 'responsible';
}

function commaPieces(norm: string, range: Range): readonly Range[] {
  const pieces: Range[] = [];
  let depth = 0;
  let start = range.start;
  for (let at = range.start; at <= range.end; at++) {
    const char = norm[at];
    if (at < range.end) {
      if (char === '（') depth++;
      if (char === '）') depth--;
      // `A牵头、B配合`: a 、 behind a duty is a comma.
      const behindDuty = char === '、' && /(?:牵头|负责|配合|指导)$/.test(norm.slice(start, at));
      if (depth > 0 || !(char === '，' || char === '；' || behindDuty)) continue;
    }
    if (at > start) pieces.push({ start, end: at });
    start = at + 1;
  }
  return pieces;
}

function named(flow: Flow, parts: readonly Part[], conventions: Conventions, shared: boolean): Named {
  const roles: Record<Role, PartyName[]> = { lead: [], supporting: [], responsible: [], guiding: [] };
  let open = false;
  let inherited: string | undefined;
  for (const part of parts) {
    const pieces = partyPieces(flow.norm, part);
    if (pieces.at(-1)?.open === true) open = true;
    const first = pieces[0];
    const own = first === undefined ? undefined : prefixOf(flow.norm.slice(first.start, first.end));
    const prefix = own ?? inherited;
    inherited = prefix;
    for (const piece of pieces) {
      const name = flow.norm.slice(piece.start, piece.end);
      const composed = prefix !== undefined && !standsAlone(name);
      const quote = flow.quote(piece);
      roles[part.role].push({ quote, fullName: composed ? prefix + quote.text : quote.text, implied: false });
    }
  }
  const { implied } = conventions;
  if (implied !== undefined) {
    const quote = flow.quote(implied);
    if (!Object.values(roles).some(list => list.some(each => each.quote.text === quote.text)))
      roles.supporting.push({ quote, fullName: quote.text, implied: true });
  }
  settle(roles, conventions);
  const unsure = Object.values(roles).every(list => list.length === 0);
  return { ...roles, shared, open, unsure };
}

/** Makes leads of those who are responsible, where the plan says how or only one is named. */
function settle(roles: Record<Role, PartyName[]>, { firstLeads, responsibleLead }: Conventions): void {
  const { responsible } = roles;
  if (responsible.length === 0 || roles.lead.length > 0) return;
  if (responsibleLead) roles.lead.push(...responsible.splice(0));
  else if (firstLeads || responsible.length === 1) {
    roles.lead.push(responsible.shift()!);
    roles.supporting.unshift(...responsible.splice(0));
  }
}
