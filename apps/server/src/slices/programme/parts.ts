import type { PageContext } from '@pinxin/site/frame';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../kernel/context.ts';

/** What the routes of programmes need. */
export interface ProgrammeParts {
  readonly ctx: Context;
  /** What every page for people is told. */
  readonly contextOf: (request: FastifyRequest) => PageContext;
  /** Names of divisions by code. */
  readonly divisions: Readonly<Record<string, { readonly 'zh-CN': string; readonly en?: string }>>;
}
