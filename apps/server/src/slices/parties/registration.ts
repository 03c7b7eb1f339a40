import type { Sentence } from '../../http/problem.ts';

/** Why a registration is refused. Closed: a new reason is a new member, with its sentence below. */
export type RegistrationProblemCode =
  | 'usccWrong'
  | 'usccCheckWrong'
  | 'usccMerged'
  | 'usccTaken'
  | 'requestIdMissing'
  | 'relationRing'
  | 'successorKind'
  | 'dateWrong'
  | 'endsBeforeItBegins'
  | 'relationEnded'
  | 'mergeSame'
  | 'mergeMerged'
  | 'mergeAuthority'
  | 'outsideArea'
  | 'registrarOnly'
  | 'pglnWrong'
  | 'placeWrong'
  | 'divisionWrong'
  | 'gs1PrefixWrong'
  | 'parentUnknown'
  | 'parentRing'
  | 'placeUnnamed'
  | 'partyUnknown'
  | 'gtinWrong'
  | 'gtinOfAnother'
  | 'placeOfAnother'
  | 'repeated'
  | 'pglnTaken';

/** One thing that is wrong with a registration; `at` is a JSON pointer into what was sent. */
export interface RegistrationProblem {
  readonly at: string;
  readonly code: RegistrationProblemCode;
  readonly message: Sentence;
}

const SENTENCES: Readonly<Record<RegistrationProblemCode, readonly [zh: string, en: string]>> = {
  usccWrong: [
    '统一社会信用代码不对，请对照营业执照核对 18 位',
    'not a valid unified social credit code: compare its 18 characters with the business licence',
  ],
  usccCheckWrong: [
    '统一社会信用代码的校验位不对：请对照营业执照核对；确系如此发放的，请填写 usccException 说明原因',
    'the check character of the unified social credit code does not fit: compare it with the licence; if it was issued so, say why in usccException',
  ],
  relationRing: [
    '不能是自己，也不能绕回自己：请核对方向',
    'not the party itself, nor a way that leads back to it: check the direction',
  ],
  successorKind: ['承继者应与原主体同类', 'a successor is of the same kind as what it succeeds'],
  dateWrong: ['没有这一天，日期应写成 2026-07-18', 'there is no such day: a date is written 2026-07-18'],
  endsBeforeItBegins: ['截止日早于起始日', 'it would end before it begins'],
  relationEnded: ['这个关系已经登记过截止日', 'the end of this relation is on record already'],
  mergeSame: ['一个主体不能并入自己', 'a party cannot be merged into itself'],
  mergeMerged: [
    '其中一个主体已并入别的主体，请改用保留的主体',
    'one of the two was merged already: use the one that was kept',
  ],
  mergeAuthority: [
    '主管部门不合并：职能变动请登记承继关系',
    'authorities are not merged: record which one succeeded which',
  ],
  requestIdMissing: [
    '没有统一社会信用代码的主体，请带上 requestId（自己生成、每次登记不同），以免重复登记',
    'a party without a unified social credit code needs a requestId of your own making, so that it is not registered twice',
  ],
  outsideArea: [
    '不在您负责的行政区划内，请填写本辖区的代码，或交由所在地登记',
    'outside the area that you answer for: give a division of your area, or leave it to the place concerned',
  ],
  registrarOnly: [
    '这一项由登记机关变更，请向所在地主管部门提出',
    'this is changed by the registrar: ask the authority of your area',
  ],
  usccMerged: [
    '这个代码的主体已并入另一个主体，请改用保留主体的代码',
    'the party with this code was merged into another: use the code of the one that was kept',
  ],
  usccTaken: [
    '这个统一社会信用代码已属于另一个主体；若是同一个主体，请合并',
    'this unified social credit code belongs to another party: if both are one, merge them',
  ],
  pglnWrong: [
    '参与方代码应写成 https://id.gs1.org/417/ 加 13 位 GLN',
    'a party code is https://id.gs1.org/417/ and a GLN of 13 digits',
  ],
  placeWrong: [
    '场所代码应写成 https://id.gs1.org/414/ 加 13 位 GLN，可再加 /254/ 分号',
    'a place code is https://id.gs1.org/414/ and a GLN of 13 digits, with /254/ and an extension if need be',
  ],
  divisionWrong: ['行政区划代码应为 6 位数字', 'a division code has 6 digits'],
  gs1PrefixWrong: ['厂商识别代码应为 4 到 12 位数字', 'a GS1 company prefix has 4 to 12 digits'],
  parentUnknown: [
    '上级场所还没有登记，请先登记它，或一起登记',
    'the place it belongs to is not registered: register it first, or together',
  ],
  parentRing: [
    '一个场所不能属于自己，或属于自己的下级',
    'a place is not part of itself, nor of what is part of it',
  ],
  placeUnnamed: [
    '没有 GLN 的场所，请带上 requestId（自己生成的 UUID，每个场所不同），以免重复登记',
    'a place without a GLN needs a requestId, a UUID of your own making, so that it is not registered twice',
  ],
  partyUnknown: [
    '没有登记过这个主体，请先登记，或一起登记',
    'this party is not registered: register it first, or together',
  ],
  gtinWrong: ['商品条码不对，请核对各位数字和校验位', 'not a valid GTIN: check its digits and check digit'],
  gtinOfAnother: ['这个商品条码已由另一个主体登记', 'this GTIN is registered by another party'],
  placeOfAnother: ['这个场所已由另一个主体登记', 'this place is registered by another party'],
  repeated: ['同一次登记里出现了两次', 'named twice in one registration'],
  pglnTaken: ['这个参与方代码已属于另一个主体', 'this party code belongs to another party'],
};

/** A problem with its sentence. */
export function registrationProblem(at: string, code: RegistrationProblemCode): RegistrationProblem {
  const [zh, en] = SENTENCES[code];
  return { at, code, message: { 'zh-CN': zh, en } };
}
