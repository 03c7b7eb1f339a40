import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { qrSvg } from '../../../kernel/qr.ts';
import { CERTIFICATE_SOURCE, type CertificateFacts } from './certificate-document.ts';
import { certificateFonts } from './fonts.ts';

let compiler: NodeCompiler | undefined;

/** One compiler for the process: it keeps the fonts, some 40 MB. */
function theCompiler(): NodeCompiler {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: [...certificateFonts().files] }] });
  return compiler;
}

function compileArgs(facts: CertificateFacts, address: string) {
  const qr = qrSvg(address);
  return {
    mainFileContent: CERTIFICATE_SOURCE,
    inputs: { facts: JSON.stringify(facts), qr, family: certificateFonts().family },
  };
}

/** 证书: the certificate as PDF, with a QR code of `address`. The same facts give the same bytes. */
export function printCertificate(facts: CertificateFacts, address: string): Buffer {
  const typst = theCompiler();
  const pdf = typst.pdf(compileArgs(facts, address), {
    creationTimestamp: Date.parse(`${facts.validFrom}T00:00:00Z`) / 1000,
  });
  typst.evictCache(10);
  return pdf;
}

/** The same page as SVG, for screens. */
export function drawCertificate(facts: CertificateFacts, address: string): string {
  return theCompiler().plainSvg(compileArgs(facts, address));
}
