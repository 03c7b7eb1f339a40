/** Pairs of characters that mean the same in a plan: as typed, as the rules read it. */
const SAME = [
  '(（',
  ')）',
  '[〔',
  ']〕',
  '［〔',
  '］〕',
  '【〔',
  '】〕',
  '﹝〔',
  '﹞〕',
  ':：',
  ';；',
  ',，',
  '!！',
  '?？',
  '％%',
  '．.',
  '｡。',
  '､、',
  '＋+',
  '「“',
  '」”',
  '『“',
  '』”',
  '-—',
  '–—',
  '―—',
  '－—',
  '~—',
  '～—',
  '〈《',
  '〉》',
  '○〇',
] as const;

function foldTable(): Uint16Array {
  const table = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
  // Full-width digits and letters stand 0xFEE0 above the half-width ones.
  for (const [from, to] of [
    [0xff10, 0xff19],
    [0xff21, 0xff3a],
    [0xff41, 0xff5a],
  ] as const)
    for (let code = from; code <= to; code++) table[code] = code - 0xfee0;
  for (const pair of SAME) table[pair.charCodeAt(0)] = pair.charCodeAt(1);
  // What carries no meaning between Chinese characters: spaces of every width, marks of no width.
  for (const code of [
    0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xa0, 0x3000, 0xfeff, 0x200b, 0x200c, 0x200d, 0x2060,
  ])
    table[code] = 0;
  for (let code = 0x2000; code <= 0x200a; code++) table[code] = 0;
  return table;
}

/** Each UTF-16 unit as the rules read it; 0 for white space. */
export const FOLD: Uint16Array = foldTable();
