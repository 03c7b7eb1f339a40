import { type Checkpoint, parseCheckpoint } from '@pinxin/translog/checkpoint';
import type { Hash } from '@pinxin/translog/merkle';
import { formatNote, type NoteSignature, parseSignature, verifyNote } from '@pinxin/translog/note';
import type { Policy } from '@pinxin/translog/policy';
import { formatAddCheckpoint } from '@pinxin/translog/witness';
import type { Log } from '../log.ts';

/** Sizes that witnesses told they saw last, by their address and the name of the log. */
export type SeenSizes = Map<string, number>;

/** What the witnesses said of a checkpoint. */
export interface Witnessing {
  /** The checkpoint with every line that a witness gave for it. */
  readonly checkpoint: string;
  readonly signed: number;
  /** Somebody saw a larger tree than ours, or another one: ours may be an old one, restored. */
  readonly contradicted: boolean;
}

/** Makes the proof that the checkpoint's tree grew from the one of `size` leaves. */
export type ProofSince = (size: number) => Promise<readonly Hash[]>;

const PATIENCE = 5_000;

/** Shows a checkpoint to all witnesses at once and gathers what they sign (C2SP tlog-witness). */
export async function askWitnesses(
  policy: Policy,
  checkpoint: string,
  seen: SeenSizes,
  proofSince: ProofSince,
  log: Log,
): Promise<Witnessing> {
  const parsed = parseCheckpoint(checkpoint)!;
  const answers = await Promise.all(
    policy.witnesses.map(async ({ key, url }) => {
      if (url === undefined) return undefined;
      try {
        const answer = await askOne(url, checkpoint, parsed, seen, proofSince);
        if (answer === 'contradicted') return answer;
        return answer.find(line => isBy(line, checkpoint, key));
      } catch (error) {
        log.warn({ err: error, witness: key.name }, 'a witness did not sign');
        return undefined;
      }
    }),
  );
  const lines = answers.filter(
    answer => answer !== undefined && answer !== 'contradicted',
  ) as NoteSignature[];
  const signatures = [...parsed.note.signatures, ...lines];
  return {
    checkpoint: formatNote({ text: parsed.note.text, signatures }),
    signed: lines.length,
    contradicted: answers.includes('contradicted'),
  };
}

function isBy(line: NoteSignature, checkpoint: string, key: Policy['witnesses'][number]['key']): boolean {
  const { text } = parseCheckpoint(checkpoint)!.note;
  const verified = verifyNote({ text, signatures: [line] }, [key]);
  return verified.ok && verified.by.length === 1;
}

async function askOne(
  url: string,
  checkpoint: string,
  { origin, size }: Pick<Checkpoint, 'origin' | 'size'>,
  seen: SeenSizes,
  proofSince: ProofSince,
): Promise<readonly NoteSignature[] | 'contradicted'> {
  const place = `${url} ${origin}`;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const old = Math.min(seen.get(place) ?? 0, size);
    const body = formatAddCheckpoint({ old, proof: await proofSince(old), checkpoint });
    const answer = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await answer.text();
    if (answer.status === 200) {
      seen.set(place, size);
      return text.split('\n').flatMap(line => parseSignature(line) ?? []);
    }
    if (answer.status === 422) return 'contradicted';
    const told = answer.status === 409 ? Number(/^(\d{1,15})\n$/.exec(text)?.[1]) : Number.NaN;
    if (answer.status === 404) throw new Error(`the witness does not know ${origin}: it needs its key`);
    if (Number.isNaN(told)) throw new Error(`the witness answered ${answer.status}`);
    if (told > size || told === old) return 'contradicted';
    seen.set(place, told);
  }
  throw new Error('the witness told two sizes');
}
