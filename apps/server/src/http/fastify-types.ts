import type { Access } from '@pinxin/contract/access';
import type { Language } from '@pinxin/site/language';
import type { FastifyTypeProvider } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Caller } from './caller.ts';
import type { TellFigure } from './metrics.ts';
import type { ProblemPage, Sentence } from './problem.ts';
import type { TellUse } from './tell-use.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. Stated on every route; the app refuses to start otherwise. */
    access: Access;
    /** One line for `/openapi.json`; routes without it (pages) are not listed there. */
    summary?: Sentence;
    /** Why bodies of bytes are not scanned for malware here; scanned when absent. */
    unscanned?: string;
  }
  interface FastifyRequest {
    /** Who sent it, known before the body is read. */
    caller: Caller;
    /** The language of the answer. */
    language: Language;
  }
  interface FastifyInstance {
    problemPage: ProblemPage;
    /** Hears what people take away. */
    tellUse: TellUse | undefined;
    /** Adds a figure to the metrics. */
    tellFigure: TellFigure;
  }
}

/** Gives handlers the types of their route's TypeBox schemas: `app.withTypeProvider<TypeBoxProvider>()`. */
export interface TypeBoxProvider extends FastifyTypeProvider {
  readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  readonly serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
}
