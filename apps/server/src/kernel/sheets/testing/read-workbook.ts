import { inflateRawSync } from 'node:zlib';

/** Texts of the cells of each worksheet, as a reader of the central directory finds them. Throws on a damaged archive. */
export function sheetsIn(workbook: Buffer): string[][][] {
  const files = filesIn(workbook);
  const names = [...files.keys()].filter(name => name.startsWith('xl/worksheets/'));
  return names.map(name =>
    [...files.get(name)!.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
      [...row!.matchAll(/<c(?: r="[A-Z0-9]+")?\/>|<c [^>]*><is><t[^>]*>(.*?)<\/t><\/is><\/c>/gs)].map(
        ([, text]) => (text ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
      ),
    ),
  );
}

/** The files of a ZIP archive. */
export function filesIn(zip: Buffer): Map<string, string> {
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== 0x06054b50) throw new Error('no end of a directory');
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [packed, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = zip.readUInt32LE(at + 42) + 30 + nameLength;
    const content = inflateRawSync(zip.subarray(start, start + packed));
    if (content.length !== size) throw new Error(`${name} has ${content.length} bytes, not ${size}`);
    files.set(name, content.toString());
    at += 46 + nameLength;
  }
  if (at !== end) throw new Error('the directory has another length');
  return files;
}
