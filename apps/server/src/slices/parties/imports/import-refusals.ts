import type { Problem } from '../../../http/problem.ts';

/** No such import, or somebody else's. */
export const NO_IMPORT: Problem = {
  status: 404,
  code: 'importUnknown',
  title: { 'zh-CN': '没有这次导入，或不是您的', en: 'There is no such import of yours' },
};
/** Who reaches only their own party does not import. */
export const OFFICE_NEEDED: Problem = {
  status: 403,
  code: 'registrarOnly',
  title: { 'zh-CN': '导入由登记机关办理', en: 'Imports are made by a registrar' },
};
/** An upload without anything. */
export const NO_FILE: Problem = {
  status: 400,
  code: 'emptyBody',
  title: { 'zh-CN': '没有收到文件', en: 'No file was sent' },
  detail: {
    'zh-CN': '请把 .xlsx 或 CSV 文件放在请求正文里。',
    en: 'Send an .xlsx or CSV file as the body of the request.',
  },
};
/** Nothing is left to stop. */
export const IMPORT_ENDED: Problem = {
  status: 409,
  code: 'importEnded',
  title: { 'zh-CN': '这次导入已经结束', en: 'This import has ended' },
};

/** Too early, or too late, to confirm. */
export function notConfirmable(state: string): Problem {
  const early = state === 'waiting' || state === 'reading';
  return {
    status: 409,
    code: early ? 'importNotReady' : 'importEnded',
    title: early
      ? {
          'zh-CN': '文件还在读取，预览好了再确认',
          en: 'The file is still being read: confirm when the preview is there',
        }
      : { 'zh-CN': '这次导入已经结束，请重新上传', en: 'This import has ended: send the file again' },
  };
}

/** More bytes than are taken. */
export function fileTooLarge(bytes: number): Problem {
  const limit = `${Math.floor(bytes / 1024 / 1024)} MB`;
  return {
    status: 413,
    code: 'fileTooLarge',
    title: { 'zh-CN': `文件超过上限 ${limit}`, en: `The file is larger than ${limit}` },
    detail: { 'zh-CN': '请拆成几个文件分别导入。', en: 'Split it into several files.' },
  };
}
