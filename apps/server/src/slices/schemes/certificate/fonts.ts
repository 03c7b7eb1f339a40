import { readFileSync } from 'node:fs';
import { type Coverage, coverageOf, missingIn } from './font-coverage.ts';

/** What a certificate is set in: Noto Sans Hans (OFL 1.1), which comes as an npm package with `npm ci`. */
export interface CertificateFonts {
  readonly family: string;
  readonly files: readonly Buffer[];
  readonly coverage: Coverage;
}

let loaded: CertificateFonts | undefined;

/** The fonts, read once: 17 MB, on the first certificate only. */
export function certificateFonts(): CertificateFonts {
  if (loaded !== undefined) return loaded;
  const entry = import.meta.resolve('@embedpdf/fonts-sc');
  const files = ['Regular', 'Bold'].map(weight =>
    readFileSync(new URL(`../fonts/NotoSansHans-${weight}.otf`, entry)),
  );
  loaded = { family: 'Noto Sans S Chinese', files, coverage: coverageOf(files[0]!) };
  return loaded;
}

/** The characters of these texts that the certificate's font does not have. */
export function missingGlyphs(texts: readonly string[]): readonly string[] {
  return missingIn(certificateFonts().coverage, texts.join(''));
}
