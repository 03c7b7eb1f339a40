import { inflateRawSync } from 'node:zlib';
import { textOfDocx } from '@pinxin/plantext/docx';
import { extractText, getDocumentProxy } from 'unpdf';
import { type Outcome, refused } from '../problem.ts';

/** Largest file that is looked at. */
export const LARGEST_PLAN = 20 * 2 ** 20;
/** Most characters of a plan: the longest national ones have a tenth of it. */
const LONGEST_TEXT = 2_000_000;
const LARGEST_UNPACKED = 64 * 2 ** 20;
/** Fewer characters than so many for each page are no text: a scan with a stamp. */
const LEAST_A_PAGE = 10;

/** 取文字: the text of a plan's file: plain text (UTF-8, UTF-16, GB 18030), Word (.docx), PDF with text. */
export async function textOfUpload(bytes: Buffer): Promise<Outcome<string>> {
  if (bytes.length > LARGEST_PLAN)
    return refused('/body', 'planTooLarge', `${Math.round(bytes.length / 2 ** 20)} MB`);
  const text = await read(bytes);
  if (!text.ok) return text;
  if (text.value.length > LONGEST_TEXT) return refused('/body', 'planTooLarge', `${text.value.length}`);
  return text.value.trim() === '' ? refused('/body', 'planEmpty') : text;
}

async function read(bytes: Buffer): Promise<Outcome<string>> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return await pdfText(bytes);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return docxText(bytes);
  return plainText(bytes);
}

function docxText(bytes: Buffer): Outcome<string> {
  try {
    const read = textOfDocx(bytes, packed => inflateRawSync(packed, { maxOutputLength: LARGEST_UNPACKED }));
    return read.ok ? { ok: true, value: read.text } : refused('/body', 'planUnreadable', '.docx');
  } catch {
    return refused('/body', 'planUnreadable', '.docx');
  }
}

async function pdfText(bytes: Buffer): Promise<Outcome<string>> {
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const { text, totalPages } = await extractText(pdf, { mergePages: false });
    const whole = text.join('\n');
    const letters = whole.replace(/\s/g, '').length;
    return letters < totalPages * LEAST_A_PAGE ? refused('/body', 'planScanned') : { ok: true, value: whole };
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return refused('/body', isLocked ? 'planEncrypted' : 'planUnreadable', isLocked ? '' : 'PDF');
  }
}

function plainText(bytes: Buffer): Outcome<string> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { ok: true, value: new TextDecoder('utf-16le').decode(bytes) };
  for (const label of ['utf-8', 'gb18030']) {
    try {
      const value = new TextDecoder(label, { fatal: true }).decode(bytes);
      if (!value.includes('\0')) return { ok: true, value };
    } catch {
      // Not in this encoding.
    }
  }
  return refused('/body', 'planUnreadable');
}
