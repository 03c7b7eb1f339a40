/** The text of a Word document, or that it can't be read. */
export type DocxText = { readonly ok: true; readonly text: string } | { readonly ok: false };

/** Unpacks raw DEFLATE (RFC 1951); may throw. */
export type Inflate = (packed: Uint8Array) => Uint8Array;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const DOCUMENT = 'word/document.xml';

/**
 * Reads the paragraphs of a .docx (ECMA-376, a ZIP with `word/document.xml`), one a line; cells of a table's row
 * stand between tabs. Numbers that Word makes by itself (automatic numbering) are not in the text and are not made up.
 */
export function textOfDocx(bytes: Uint8Array, inflate: Inflate): DocxText {
  try {
    const xml = documentOf(bytes, inflate);
    return xml === undefined ? { ok: false } : { ok: true, text: textOfXml(xml) };
  } catch {
    // A broken archive: whatever breaks on the way, the answer is the same.
    return { ok: false };
  }
}

function documentOf(bytes: Uint8Array, inflate: Inflate): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry++) {
    if (view.getUint32(at, true) !== ENTRY) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (name === DOCUMENT) {
      const local = view.getUint32(at + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
      const method = view.getUint16(at + 10, true);
      if (method !== 0 && method !== 8) return undefined;
      return new TextDecoder('utf-8', { fatal: true }).decode(method === 0 ? packed : inflate(packed));
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return undefined;
}

/** The ZIP's end record: in the last 64 KB, behind it only a comment. */
function endRecord(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= lowest; at--) if (view.getUint32(at, true) === END) return at;
  return undefined;
}

const TOKEN =
  /<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:(tab|br|cr)(?:\s[^>]*)?\/>|<\/w:(p|tc|tr)>|<w:(delText|instrText)[\s>]|<w:(tbl)[\s>]|<\/w:(tbl)>/g;

function textOfXml(xml: string): string {
  const lines: string[] = [];
  let line = '';
  let tables = 0;
  let row: string[] = [];
  let cell: string[] = [];
  for (const [, text, gap, closed, , opens, closes] of xml.matchAll(TOKEN)) {
    if (text !== undefined) line += unescaped(text);
    else if (gap !== undefined) line += gap === 'tab' ? '\t' : '\n';
    else if (opens !== undefined) tables++;
    else if (closes !== undefined) tables--;
    else if (closed === 'p') {
      if (tables > 0) cell.push(line.trim());
      else lines.push(line);
      line = '';
    } else if (closed === 'tc') {
      row.push(cell.join('').replaceAll('\t', ' '));
      cell = [];
    } else if (closed === 'tr') {
      lines.push(row.join('\t'));
      row = [];
    }
  }
  if (line !== '') lines.push(line);
  return lines.join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
