import type { Dice } from './dice.ts';

const NASTY: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  -0,
  1e-320,
  9007199254740992,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '枸杞',
  '%',
  '%zz',
  '../..',
  "'; drop table event; --",
  '$1',
  '{}',
  [],
  {},
  [[]],
  [null],
  { '@context': null },
  { __proto__: null },
  'a'.repeat(70_000),
  '9999-99-99T99:99:99Z',
  '2026-07-18T12:00:00',
  'urn:epc:id:sgtin:',
  'https://id.gs1.org/01/09520000000012',
  'NaN',
  '1e999999',
];

/** Changes one place of a JSON value: replaces, removes, repeats, nests or renames something. */
export function mutate(value: unknown, dice: Dice): unknown {
  if (dice.next() < 0.18 || value === null || typeof value !== 'object') return mutateHere(value, dice);
  if (Array.isArray(value)) {
    if (value.length === 0) return [dice.pick(NASTY)];
    const at = dice.below(value.length);
    if (dice.next() < 0.15) return [...value, value[at]];
    return value.map((each, index) => (index === at ? mutate(each, dice) : each));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return { [JSON.stringify(dice.pick(NASTY))]: dice.pick(NASTY) };
  const at = dice.below(entries.length);
  const kind = dice.next();
  if (kind < 0.1) return Object.fromEntries(entries.filter((_, index) => index !== at));
  if (kind < 0.2)
    return Object.fromEntries(entries.map(([key, each], index) => [index === at ? `${key}X` : key, each]));
  return Object.fromEntries(
    entries.map(([key, each], index) => [key, index === at ? mutate(each, dice) : each]),
  );
}

function mutateHere(value: unknown, dice: Dice): unknown {
  const kind = dice.next();
  if (kind < 0.6 || typeof value !== 'string') return dice.pick(NASTY);
  const cut = dice.below(value.length + 1);
  if (kind < 0.8) return value.slice(0, cut) + String.fromCharCode(dice.below(0x2fff)) + value.slice(cut);
  return value.slice(0, cut);
}

/** Breaks bytes themselves: cut, flipped, wrongly encoded, wrapped in depth. */
export function breakBytes(bytes: Buffer, dice: Dice): Buffer {
  switch (dice.below(8)) {
    case 0:
      return bytes.subarray(0, dice.below(bytes.length + 1));
    case 1:
      return flip(bytes, dice);
    case 2:
      return Buffer.from(bytes.toString('utf8'), 'utf16le');
    case 3:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case 4:
      return Buffer.from(`${'['.repeat(20_000)}${bytes}${']'.repeat(20_000)}`);
    case 5:
      return Buffer.from(bytes.toString('utf8').replace(/\d+/, '9'.repeat(4_000)));
    case 6:
      return Buffer.concat([bytes, bytes]);
    default:
      return Buffer.from(Array.from({ length: dice.below(400) }, () => dice.below(256)));
  }
}

function flip(bytes: Buffer, dice: Dice): Buffer {
  const changed = Buffer.from(bytes);
  for (let times = 1 + dice.below(4); times > 0 && changed.length > 0; times--) {
    const at = dice.below(changed.length);
    changed[at] = changed[at]! ^ (1 << dice.below(8));
  }
  return changed;
}
