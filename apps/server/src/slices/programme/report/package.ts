import { ZipStream } from '../../../kernel/sheets/zip-stream.ts';

/** Files of an Office package by path. */
export type PackageParts = readonly (readonly [path: string, text: string])[];

/** An Office Open XML package (ECMA-376 part 2) of these parts. */
export async function packed(parts: PackageParts): Promise<Buffer> {
  const zip = new ZipStream();
  const pieces: Buffer[] = [];
  for (const [path, text] of parts)
    for await (const piece of zip.file(path, [Buffer.from(text)])) pieces.push(piece);
  pieces.push(zip.end());
  return Buffer.concat(pieces);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** `[Content_Types].xml` for parts by their types. */
export function contentTypes(types: Readonly<Record<string, string>>): string {
  const parts = Object.entries(types).map(
    ([path, type]) =>
      `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`;
}

/** A file of relationships: `rId1` is the first. */
export function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}
