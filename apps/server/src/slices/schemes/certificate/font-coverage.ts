/** The characters that a font has glyphs for, as ranges of code points, first to last, in order. */
export type Coverage = readonly (readonly [first: number, last: number])[];

/**
 * Reads which characters an OpenType font covers, from its `cmap` table (OpenType 1.9 `cmap`, formats 4 and 12).
 * Throws when it has neither format.
 */
export function coverageOf(font: Buffer): Coverage {
  const cmap = tableAt(font, 'cmap');
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => {
    const offset = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    return { offset, format: font.readUInt16BE(offset) };
  });
  const best = subtables.find(({ format }) => format === 12) ?? subtables.find(({ format }) => format === 4);
  if (best === undefined) throw new Error('the font has no cmap of format 4 or 12');
  return best.format === 12 ? groups(font, best.offset) : segments(font, best.offset);
}

/** Whether a font has a glyph for a code point. */
export function covers(coverage: Coverage, codePoint: number): boolean {
  let low = 0;
  let high = coverage.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = coverage[middle]!;
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** The characters of a text that a font lacks, each once, in the order in which they come. */
export function missingIn(coverage: Coverage, text: string): readonly string[] {
  return [...new Set(text)].filter(character => {
    const codePoint = character.codePointAt(0)!;
    return codePoint > 0x20 && !covers(coverage, codePoint);
  });
}

function tableAt(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4);
  for (let index = 0; index < count; index++) {
    const record = 12 + index * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

function groups(font: Buffer, offset: number): Coverage {
  const count = font.readUInt32BE(offset + 12);
  return Array.from({ length: count }, (_, index) => {
    const at = offset + 16 + index * 12;
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)] as const;
  });
}

function segments(font: Buffer, offset: number): Coverage {
  const count = font.readUInt16BE(offset + 6) / 2;
  const ends = offset + 14;
  const starts = ends + count * 2 + 2;
  const ranges: (readonly [number, number])[] = [];
  for (let index = 0; index < count; index++) {
    const [first, last] = [font.readUInt16BE(starts + index * 2), font.readUInt16BE(ends + index * 2)];
    for (let code = first; code <= last && code < 0xffff; code++) {
      if (glyphIn(font, starts, count, index, code, first) === 0) continue;
      const previous = ranges.at(-1);
      if (previous?.[1] === code - 1) ranges[ranges.length - 1] = [previous[0], code];
      else ranges.push([code, code]);
    }
  }
  return ranges;
}

function glyphIn(
  font: Buffer,
  starts: number,
  count: number,
  index: number,
  code: number,
  first: number,
): number {
  const delta = font.readUInt16BE(starts + count * 2 + index * 2);
  const rangeAt = starts + count * 4 + index * 2;
  const range = font.readUInt16BE(rangeAt);
  if (range === 0) return (code + delta) & 0xffff;
  const glyph = font.readUInt16BE(rangeAt + range + (code - first) * 2);
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}
