/** Kinds of files that are taken as evidence, with the ending that their names get. */
export const EVIDENCE_TYPES = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
} as const;

/** 证据文件类型: one of `EVIDENCE_TYPES`. */
export type EvidenceType = keyof typeof EVIDENCE_TYPES;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * What a file is, by its own bytes; what the sender calls it counts for nothing. Undefined for everything that is not
 * taken: HTML, SVG, programs, archives, and office files with macros.
 */
export function mediaTypeOf(bytes: Buffer): EvidenceType | undefined {
  const starts = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text;
  if (starts('%PDF-') && bytes.subarray(-2048).includes('%%EOF')) return 'application/pdf';
  if (starts('\x89PNG\r\n\x1a\n') && starts('IHDR', 12)) return 'image/png';
  if (starts('\xff\xd8\xff') && bytes.length > 100) return 'image/jpeg';
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp';
  return starts('PK\x03\x04') ? officeTypeOf(bytes) : undefined;
}

const CENTRAL_ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const MOST_ENTRIES = 10_000;

/** Office Open XML (ISO/IEC 29500): told by the parts that the archive's directory names; nothing is unpacked. */
function officeTypeOf(bytes: Buffer): EvidenceType | undefined {
  const names = namesIn(bytes);
  if (!names?.has('[Content_Types].xml')) return undefined;
  const hasMacros = [...names].some(
    name => /vbaProject|macros?\/|activeX|\.bin$/i.test(name) && !/printerSettings/.test(name),
  );
  if (hasMacros) return undefined;
  if (names.has('xl/workbook.xml')) return XLSX;
  return names.has('word/document.xml') ? DOCX : undefined;
}

function namesIn(bytes: Buffer): ReadonlySet<string> | undefined {
  const end = bytes.lastIndexOf(END_OF_DIRECTORY);
  if (end === -1 || end + 22 > bytes.length) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let place = bytes.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES) return undefined;
  const names = new Set<string>();
  for (let entry = 0; entry < count; entry++) {
    if (place + 46 > end || bytes.compare(CENTRAL_ENTRY, 0, 4, place, place + 4) !== 0) return undefined;
    const length = bytes.readUInt16LE(place + 28);
    names.add(bytes.toString('utf8', place + 46, place + 46 + length));
    place += 46 + length + bytes.readUInt16LE(place + 30) + bytes.readUInt16LE(place + 32);
  }
  return names;
}
