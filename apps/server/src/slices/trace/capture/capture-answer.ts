import type { Language } from '@pinxin/site/language';
import type { CaptureJob } from './capture-job-store.ts';
import { sentenceOf } from './problem-words.ts';

/** A job as `GET /capture/{id}` tells it (EPCIS 2.0 OpenAPI, EPCISCaptureJobInterface, and our counts). */
export interface CaptureAnswer {
  readonly captureID: string;
  readonly createdAt: string;
  readonly finishedAt?: string;
  /** Whether it is still being worked on. */
  readonly running: boolean;
  /** Whether nothing went wrong so far. */
  readonly success: boolean;
  readonly captureErrorBehaviour: 'rollback' | 'proceed';
  readonly errors: readonly {
    readonly type: string;
    readonly title: string;
    readonly status: number;
    readonly code: string;
    readonly at: string;
  }[];
  readonly total: number;
  readonly done: number;
  readonly stored: number;
  readonly repeated: number;
}

/** The answer for a job, its errors in this language. */
export function captureAnswer(job: CaptureJob, language: Language): CaptureAnswer {
  return {
    captureID: job.id,
    createdAt: job.createdAt.toISOString(),
    ...(job.finishedAt === null ? {} : { finishedAt: job.finishedAt.toISOString() }),
    running: job.state === 'queued' || job.state === 'running',
    success: job.state !== 'failed' && job.errors.length === 0,
    captureErrorBehaviour: job.behaviour,
    errors: job.errors.map(error => ({
      type: 'epcisException:ValidationException',
      title: sentenceOf(error)[language],
      status: 400,
      code: error.code,
      at: error.at,
    })),
    ...{ total: job.total, done: job.done, stored: job.stored, repeated: job.repeated },
  };
}
