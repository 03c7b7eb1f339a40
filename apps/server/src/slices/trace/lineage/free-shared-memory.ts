import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Lets go of shared memory that nobody looks at any more. The engine does not count shared memory among what a thread
 * holds: a thread that makes little else would keep former bases of the graph until long after.
 */
export function freeSharedMemory(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
