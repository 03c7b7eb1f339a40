import type { VerdictKind } from '@pinxin/contract/scan';
import { type Html, trusted } from './html.ts';
import { tokens } from './tokens.ts';

/** One sign a verdict, told apart by shape as well as by colour: shield, triangle, octagon, lens. */
export function verdictIcon(kind: VerdictKind): Html {
  return trusted(`<svg viewBox="0 0 44 44" aria-hidden="true">${DRAWINGS[kind]}</svg>`);
}

const stroke = 'fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"';

const DRAWINGS: Readonly<Record<VerdictKind, string>> = {
  trusted: `<path fill="${tokens.verified}" d="M22 2 39 8v13c0 10-7 17-17 21C12 38 5 31 5 21V8z"/><path ${stroke} d="m14 22 6 6 11-12"/>`,
  attention: `<path fill="${tokens.attention}" d="M22 3 42 39H2z" stroke="${tokens.attention}" stroke-width="3" stroke-linejoin="round"/><path ${stroke} d="M22 17v10m0 6v.1"/>`,
  stop: `<path fill="${tokens.stop}" d="M14 2h16l12 12v16L30 42H14L2 30V14z"/><path ${stroke} d="m15 15 14 14m0-14L15 29"/>`,
  unknown: `<circle cx="19" cy="19" r="15" fill="none" stroke="${tokens.unknown}" stroke-width="5"/><path stroke="${tokens.unknown}" stroke-width="6" stroke-linecap="round" d="m31 31 9 9"/><path fill="none" stroke="${tokens.unknown}" stroke-width="3.5" stroke-linecap="round" d="M15 15c0-6 9-5 8 0-.6 3-4 3-4 6m0 5v.1"/>`,
};
