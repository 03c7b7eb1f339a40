import { inflateRawSync } from 'node:zlib';
import { textOfDocx } from '@pinxin/plantext/docx';
import { CliError } from '../words.ts';
import { readInput } from './capture.ts';

/** The text of a plan's file: plain text in UTF-8 or GB 18030, or a Word document (.docx). */
export function readPlanText(file: string): string {
  const bytes = readInput(file);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return docxText(file, bytes);
  if (startsWith(bytes, '%PDF')) {
    throw new CliError('fileUnreadable', {
      zh: `${file} 是 PDF，还不能读：请另存为 .docx 或 .txt，或复制文字存成 .txt。`,
      en: `${file} is a PDF, which is not read yet: save it as .docx or .txt, or copy its text into a .txt.`,
    });
  }
  return decoded(file, bytes);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((char, at) => bytes[at] === char.charCodeAt(0));
}

function docxText(file: string, bytes: Uint8Array): string {
  const read = textOfDocx(bytes, packed => inflateRawSync(packed, { maxOutputLength: 256 * 2 ** 20 }));
  if (read.ok) return read.text;
  throw new CliError('fileUnreadable', {
    zh: `${file} 不是可读的 .docx 文件。`,
    en: `${file} is not a readable .docx file.`,
  });
}

/** UTF-8 where it is valid, else GB 18030 (GBK): older plans were often saved so. */
function decoded(file: string, bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  for (const label of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // Not in this encoding.
    }
  }
  throw new CliError('fileUnreadable', {
    zh: `${file} 不是文本文件（既不是 UTF-8，也不是 GB 18030）。`,
    en: `${file} is not a text file (neither UTF-8 nor GB 18030).`,
  });
}
