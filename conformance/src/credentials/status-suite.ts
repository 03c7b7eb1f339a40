import { join } from 'node:path';
import { readIndex, StatusError } from '@pinxin/credentials/status/bitstring';
import { statusIn } from '@pinxin/credentials/status/judge-status';
import type { Suite } from '../suite.ts';
import { type Outcome, PASSED, sameText, tally } from '../tally.ts';
import { findVectorFolder } from '../vector-folder.ts';
import { readJsonFile } from './json-files.ts';

const FILE = 'lists.json';

interface ListVector {
  readonly id: string;
  readonly encodedList: string;
  readonly statusSize?: number;
  readonly listPurpose?: string;
  readonly entryPurpose?: string;
  readonly query: readonly {
    readonly index: number | string;
    readonly status?: number;
    readonly error?: string;
  }[];
}

/** Packed status lists, questions to them, and the named errors of the W3C algorithm. */
export const statusSuite: Suite = {
  name: 'bitstring-status-list',
  find: root => findVectorFolder(root, 'bitstring-status-list', FILE),
  run: async path => {
    const { lists } = (await readJsonFile(join(path, FILE))) as unknown as {
      readonly lists: readonly ListVector[];
    };
    return tally(
      'credentials/bitstring-status-list',
      lists.flatMap(list =>
        list.query.map(query => [`${list.id} ${query.index}`, judge(list, query)] as const),
      ),
    );
  },
};

function judge(list: ListVector, query: ListVector['query'][number]): Outcome {
  const purpose = list.entryPurpose ?? list.listPurpose ?? 'revocation';
  const credential = {
    credentialSubject: {
      type: 'BitstringStatusList',
      statusPurpose: list.listPurpose ?? purpose,
      encodedList: list.encodedList,
    },
  };
  const entry = {
    statusPurpose: purpose,
    ...(list.statusSize === undefined ? {} : { statusSize: list.statusSize }),
  };
  try {
    const value = statusIn(credential, entry, readIndex(query.index), new Date());
    if (query.error !== undefined) return { kind: 'failed', because: `${value} instead of ${query.error}` };
    return query.status === value
      ? PASSED
      : { kind: 'failed', because: `${value} instead of ${query.status}` };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return sameText(query.error, error.code);
  }
}
