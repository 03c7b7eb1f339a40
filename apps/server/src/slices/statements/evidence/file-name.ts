import { EVIDENCE_TYPES, type EvidenceType } from './media-type.ts';

const LONGEST = 120;
// Controls, direction marks that make `fdp.exe` read as `exe.pdf`, and what file systems forbid.
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"/\\|?*]/gu;

/** A file's name as it is kept: without folders, controls and direction marks, with the ending of what it is. */
export function evidenceName(given: string, type: EvidenceType): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(FORBIDDEN, '').replace(/\s+/g, ' ').trim();
  const stem = clean.replace(/(\.[A-Za-z0-9]{1,5})+$/, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const short = [...stem].slice(0, LONGEST).join('');
  return `${short === '' ? 'file' : short}.${EVIDENCE_TYPES[type]}`;
}

/** `Content-Disposition` that saves a file under its name and never shows it (RFC 6266, RFC 8187). */
export function asAttachment(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
