import type { Sentence } from '../../../http/problem.ts';

/** What can be said of a row. Closed: a new finding is a new member, with its sentences below. */
export type ImportFinding =
  | 'nameMissing'
  | 'tooLong'
  | 'usccWrong'
  | 'usccCheckWrong'
  | 'usccNumber'
  | 'usccMerged'
  | 'usccMissing'
  | 'kindMissing'
  | 'kindUnknown'
  | 'divisionMissing'
  | 'divisionUnknown'
  | 'divisionAmbiguous'
  | 'outsideArea'
  | 'gs1PrefixWrong'
  | 'gs1PrefixNumber'
  | 'phoneNumber'
  | 'repeated'
  | 'sameNameInFile'
  | 'sameNameRegistered'
  | 'changedMeanwhile';

/** One finding: where it stands in the file, and whether the row can be taken all the same. */
export interface ImportProblem {
  readonly column?: string | undefined;
  readonly code: ImportFinding;
  /** An error keeps the row out; a note is for a person to look at. */
  readonly severity: 'error' | 'note';
  /** What stands there, or what it is about: the other line, the other party. */
  readonly about?: string | undefined;
}

const SENTENCES: Readonly<Record<ImportFinding, readonly [zh: string, en: string]>> = {
  nameMissing: ['缺少名称，请填写', 'the name is missing: fill it in'],
  tooLong: ['内容太长，请缩短', 'too long: shorten it'],
  usccWrong: [
    '统一社会信用代码不对，请对照营业执照核对 18 位',
    'not a unified social credit code: compare its 18 characters with the business licence',
  ],
  usccCheckWrong: [
    '校验位不对：请核对；确系如此发放的，在“信用代码说明”列写明原因',
    'its check character does not fit: compare it; if it was issued so, say why in the column “Credit code note”',
  ],
  usccNumber: [
    '单元格是数字格式，末几位已被表格软件改掉：请把该列设为文本，重新填写代码',
    'the cell is a number, and the spreadsheet has changed its last digits: format the column as text and enter the code anew',
  ],
  usccMerged: [
    '这个代码的主体已并入另一个主体，请改用保留主体的代码',
    'the party with this code was merged into another: use the code of the one kept',
  ],
  usccMissing: [
    '没有统一社会信用代码，按名称、类别、区划识别；有代码请补上',
    'no unified social credit code: the row is known by name, kind and division; add the code if there is one',
  ],
  kindMissing: ['缺少主体类别，请填写', 'the kind of party is missing: fill it in'],
  kindUnknown: [
    '不认识这个主体类别，可填：企业、农民专业合作社、家庭农场、农户、个体工商户、主管部门、检验检测机构、认证机构、协会、品牌服务机构',
    'unknown kind of party: enterprise, cooperative, familyFarm, household, individualBusiness, authority, laboratory, certificationBody, association or serviceAgency',
  ],
  divisionMissing: ['缺少行政区划，请填写', 'the division is missing: fill it in'],
  divisionUnknown: [
    '不认识这个行政区划，请填 6 位代码或县区全称',
    'unknown division: give its 6 digits or the full name of the county',
  ],
  divisionAmbiguous: [
    '这个名称对应几个行政区划，请填 6 位代码',
    'several divisions have this name: give its 6 digits',
  ],
  outsideArea: [
    '不在您负责的行政区划内，由所在地登记',
    'outside the area that you answer for: leave it to the place concerned',
  ],
  gs1PrefixWrong: [
    '厂商识别代码应为 4 到 12 位数字，几个用逗号隔开',
    'a GS1 company prefix has 4 to 12 digits; commas between several',
  ],
  gs1PrefixNumber: [
    '单元格是数字格式，前导零可能已丢失：请把该列设为文本后核对',
    'the cell is a number and may have lost leading zeros: format the column as text and check it',
  ],
  phoneNumber: [
    '单元格是数字格式，区号前的零可能已丢失，请核对',
    'the cell is a number and may have lost the zero of its area code: check it',
  ],
  repeated: [
    '文件里前面已有同一个主体，这一行不导入',
    'the same party stands further up in the file: this row is left out',
  ],
  sameNameInFile: [
    '文件里另有名称几乎相同的主体，请核对是否同一个',
    'another party in the file has nearly the same name: is it the same?',
  ],
  sameNameRegistered: [
    '名录里已有名称几乎相同、代码不同的主体，请核对是否同一个',
    'a party with nearly the same name and another code is registered: is it the same?',
  ],
  changedMeanwhile: [
    '预览之后，这个主体已被别人变更或合并，这一行没有写入，请重新导入',
    'after the preview somebody changed or merged this party: the row was not written, import it again',
  ],
};

/** A finding in words, with what it is about. */
export function sentenceOf({ code, about }: ImportProblem): Sentence {
  const [zh, en] = SENTENCES[code];
  const shown = about === undefined ? '' : `${about}`;
  return { 'zh-CN': shown === '' ? zh : `${zh}（${shown}）`, en: shown === '' ? en : `${en} (${shown})` };
}
