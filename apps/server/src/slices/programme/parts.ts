import type { PageContext } from '@pinxin/site/frame';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import type { BlobStore } from '../../kernel/files/blob-store.ts';

/** What the routes of programmes need. */
export interface ProgrammeParts {
  readonly ctx: Context;
  /** Where files of evidence lie. */
  readonly blobs: BlobStore;
  /** What every page for people is told. */
  readonly contextOf: (request: FastifyRequest) => PageContext;
  /** Names of divisions by code. */
  readonly divisions: Readonly<Record<string, { readonly 'zh-CN': string; readonly en?: string }>>;
}
