const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;

/**
 * How many bytes a ZIP archive says it unpacks to, from its directory (APPNOTE 6.3.10 §4.3.12); undefined when it
 * has none. Asked before anything is unpacked: a few kilobytes may hold gigabytes.
 */
export function unpackedSize(zip: Buffer): number | undefined {
  for (
    let end = zip.length - END_BYTES;
    end >= Math.max(0, zip.length - END_BYTES - LONGEST_COMMENT);
    end--
  ) {
    if (zip.readUInt32LE(end) !== END) continue;
    return sizeInDirectory(zip, zip.readUInt32LE(end + 16), zip.readUInt16LE(end + 10));
  }
  return undefined;
}

function sizeInDirectory(zip: Buffer, from: number, count: number): number | undefined {
  let size = 0;
  let at = from;
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) return undefined;
    size += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return size;
}
