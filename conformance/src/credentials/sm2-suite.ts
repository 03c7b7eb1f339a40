import { join } from 'node:path';
import { sm3, verifySm2 } from '@pinxin/credentials/sm2/sm2';
import type { Suite } from '../suite.ts';
import { type Outcome, sameText, tally } from '../tally.ts';
import { findVectorFolder } from '../vector-folder.ts';
import { readJsonFile } from './json-files.ts';

const FILE = 'gbt32918-sample.json';

interface Case {
  readonly message: string;
  readonly id?: string;
  readonly publicKey?: string;
  readonly r?: string;
  readonly s?: string;
  readonly sameSignatureAs?: number;
  readonly expect: string;
}

/** The example of GB/T 32918 and what must not pass for it; digests of SM3. */
export const sm2Suite: Suite = {
  name: 'sm2-sm3',
  find: root => findVectorFolder(root, 'sm2-sm3', FILE),
  run: async path => {
    const vectors = (await readJsonFile(join(path, FILE))) as unknown as {
      readonly cases: readonly Case[];
      readonly sm3?: readonly { readonly message: string; readonly digest: string }[];
    };
    return tally('credentials/sm2-sm3', [
      ...vectors.cases.map((each, index) => [`signature ${index}`, judge(each, vectors.cases)] as const),
      ...(vectors.sm3 ?? []).map(
        ({ message, digest }) =>
          [
            `sm3 ${message}`,
            sameText(digest, Buffer.from(sm3(Buffer.from(message))).toString('hex')),
          ] as const,
      ),
    ]);
  },
};

function judge(each: Case, all: readonly Case[]): Outcome {
  const source = each.sameSignatureAs === undefined ? each : all[each.sameSignatureAs]!;
  const [key, r, s] = [each.publicKey ?? source.publicKey, each.r ?? source.r, each.s ?? source.s];
  if (key === undefined || r === undefined || s === undefined)
    return { kind: 'failed', because: 'nothing to verify' };
  const isGood = verifySm2(
    Buffer.from(key, 'hex'),
    Buffer.from(each.message, 'utf8'),
    Buffer.from(r + s, 'hex'),
    each.id ?? source.id ?? '',
  );
  return sameText(each.expect, isGood ? 'accept' : 'reject');
}
