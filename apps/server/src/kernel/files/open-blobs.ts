import { join } from 'node:path';
import type { ListedBlobs } from './blob-store.ts';
import { diskBlobs } from './disk-blobs.ts';
import { type S3Place, s3Blobs } from './s3-blobs.ts';

/** Where files of evidence are kept: in the bucket that is set, else in the data folder. */
export function openEvidence(settings: {
  readonly data: string;
  readonly evidenceBucket: S3Place | undefined;
}): ListedBlobs {
  return settings.evidenceBucket === undefined
    ? diskBlobs(join(settings.data, 'evidence'))
    : s3Blobs(settings.evidenceBucket);
}
