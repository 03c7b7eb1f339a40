/** What a file of rows is, by its first bytes; its name is not asked. */
export type SheetForm = 'xlsx' | 'oldExcel' | 'text' | 'other';

/** Looks at the first bytes: ZIP (PKWARE APPNOTE §4.3.7), OLE compound file, or text without control characters. */
export function sheetFormOf(bytes: Uint8Array): SheetForm {
  const starts = (...first: number[]) => first.every((byte, index) => bytes[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'xlsx';
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'oldExcel';
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return 'text';
  const hasControl = bytes.subarray(0, 4_096).some(byte => byte < 9 || (byte > 13 && byte < 32));
  return hasControl ? 'other' : 'text';
}

/**
 * Text of a CSV file: UTF-8 with or without byte order mark, UTF-16 with one, else GB18030 (GB 18030-2022), which
 * Excel writes on Chinese Windows. Undefined when it is none of these.
 */
export function sheetText(bytes: Uint8Array): string | undefined {
  const utf16 = bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : undefined;
  for (const encoding of utf16 === undefined ? ['utf-8', 'gb18030'] : [utf16]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding.
    }
  }
  return undefined;
}
