import type { Policy } from '@pinxin/translog/policy';
import type { Log } from '../log.ts';
import type { LogFiles } from './log-files.ts';
import type { LogState } from './log-store.ts';
import { consistencyProof } from './tree-nodes.ts';
import { askWitnesses, type SeenSizes } from './witnesses.ts';

/** Whose word is needed, and what they told before. */
export interface Publishing {
  readonly policy: Policy | undefined;
  readonly seen: SeenSizes;
  readonly log: Log;
}

/** What came of it; `contradicted`: witnesses who are needed have seen another history. */
export type Published = 'public' | 'waiting' | 'contradicted';

/** Makes the signed tree public, with the words of witnesses; not before as many as the policy asks for signed. */
export async function publishTree(
  files: LogFiles,
  state: LogState,
  { policy, seen, log }: Publishing,
): Promise<Published> {
  if (await isPublic(files, state)) return 'public';
  if (policy === undefined || policy.witnesses.length === 0) {
    await files.publish(state.checkpoint);
    return 'public';
  }
  const proofSince = (size: number) => consistencyProof(files, size, state.size);
  const said = await askWitnesses(policy, state.checkpoint, seen, proofSince, log);
  if (said.contradicted) log.error({}, 'a witness has seen another history of the log');
  if (said.signed >= policy.quorum) {
    await files.publish(said.checkpoint);
    return 'public';
  }
  // One witness alone could lie; where the others do not outvote it, a person must look.
  if (said.contradicted) return 'contradicted';
  log.warn(
    { name: state.origin, signed: said.signed, needed: policy.quorum },
    'too few witnesses signed: the checkpoint is not published yet',
  );
  return 'waiting';
}

/** Whether the public sees this very tree. */
export async function isPublic(files: LogFiles, { checkpoint }: LogState): Promise<boolean> {
  return (await files.published())?.startsWith(textOf(checkpoint)) === true;
}

/** What of a checkpoint is signed. */
function textOf(checkpoint: string): string {
  return checkpoint.slice(0, checkpoint.indexOf('\n\n') + 2);
}
