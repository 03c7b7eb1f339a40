import { firstOutside, isDigit } from '../characters.ts';
import type { LinterCode } from '../problem.ts';
import { finding, type Linter } from './linter.ts';

function oneOf(characters: string, code: LinterCode): Linter {
  return text => (text.length === 1 && characters.includes(text) ? undefined : finding(code));
}

const isZero = (code: number): boolean => code === 48;

/** Zeros only, one at least. */
export const lintZero: Linter = text => {
  if (text.length === 0) return finding('notZero');
  const at = firstOutside(text, isZero);
  return at < 0 ? undefined : finding('notZero', at);
};

/** A number other than zero. */
export const lintNonZero: Linter = text => {
  const at = firstOutside(text, isDigit);
  if (at >= 0) return finding('nonDigitCharacter', at);
  return firstOutside(text, isZero) < 0 ? finding('illegalZeroValue') : undefined;
};

/** A number without leading zeros; zero itself is `0`. */
export const lintNoZeroPrefix: Linter = text => {
  const at = firstOutside(text, isDigit);
  if (at >= 0) return finding('nonDigitCharacter', at);
  return text.length > 1 && text.startsWith('0') ? finding('illegalZeroPrefix') : undefined;
};

/** A flag: `0` or `1`. */
export const lintYesNo: Linter = oneOf('01', 'notZeroOrOne');

/** Winding direction of a roll: `0` face out, `1` face in, `9` undefined. */
export const lintWinding: Linter = oneOf('019', 'invalidWindingDirection');

/** Biological sex (ISO/IEC 5218): `0` not known, `1` male, `2` female, `9` not applicable. */
export const lintSex: Linter = oneOf('0129', 'invalidBiologicalSexCode');

/** Piece number and total in two halves of equal width; neither zero, the piece not above the total. */
export const lintPieceOfTotal: Linter = text => {
  if (text.length === 0 || text.length % 2 !== 0) return finding('invalidLengthForPieceOfTotal');
  const at = firstOutside(text, isDigit);
  if (at >= 0) return finding('nonDigitCharacter', at);
  const middle = text.length / 2;
  const piece = text.slice(0, middle);
  const total = text.slice(middle);
  if (firstOutside(piece, isZero) < 0) return finding('zeroPieceNumber');
  if (firstOutside(total, isZero) < 0) return finding('zeroTotalPieces', middle);
  // equal widths: the order of the texts is the order of the numbers
  return piece > total ? finding('pieceNumberExceedsTotal') : undefined;
};

/** A position in a sequence: `position/end`, both without leading zeros, the position not beyond the end. */
export const lintPositionInSequence: Linter = text => {
  const slash = text.indexOf('/');
  const position = text.slice(0, slash);
  const end = text.slice(slash + 1);
  const malformed =
    slash < 1 || end === '' || firstOutside(position, isDigit) >= 0 || firstOutside(end, isDigit) >= 0;
  if (malformed) return finding('positionInSequenceMalformed');
  if (position.startsWith('0')) return finding('illegalZeroPrefix');
  if (end.startsWith('0')) return finding('illegalZeroPrefix', slash + 1);
  const beyond = position.length === end.length ? position > end : position.length > end.length;
  return beyond ? finding('positionExceedsEnd') : undefined;
};

function angle(max: string, lengthCode: LinterCode, code: LinterCode): Linter {
  return text => {
    if (text.length !== 10) return finding(lengthCode);
    const at = firstOutside(text, isDigit);
    if (at >= 0) return finding('nonDigitCharacter', at);
    return text > max ? finding(code) : undefined;
  };
}

/** Latitude from the south pole in ten-millionths of a degree: 0 to 180°. */
export const lintLatitude: Linter = angle('1800000000', 'latitudeInvalidLength', 'invalidLatitude');

/** Longitude in ten-millionths of a degree: 0 to 360°. */
export const lintLongitude: Linter = angle('3600000000', 'longitudeInvalidLength', 'invalidLongitude');
