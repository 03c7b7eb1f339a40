import bwip from 'bwip-js/node';

/** Light modules around a code that readers want (ISO/IEC 18004 §9.1). */
const QUIET = 4;

/** A QR code of a text as SVG, with its quiet zone. */
export function qrSvg(text: string): string {
  return bwip.toSVG({ bcid: 'qrcode', text, padding: QUIET });
}

/** A QR code as a drawing: the side in modules, quiet zone included, and the dark ones as the path of an SVG. */
export interface QrDrawing {
  readonly side: number;
  readonly path: string;
}

/** The same for a page that draws it itself. */
export function drawQr(text: string): QrDrawing {
  const [code] = bwip.raw('qrcode', text, {}) as readonly { pixs: readonly number[]; pixx: number }[];
  const { pixs, pixx } = code!;
  const dark = pixs.flatMap((module, index) =>
    module === 1 ? [`M${(index % pixx) + QUIET} ${Math.floor(index / pixx) + QUIET}h1v1h-1z`] : [],
  );
  return { side: pixx + 2 * QUIET, path: dark.join('') };
}
