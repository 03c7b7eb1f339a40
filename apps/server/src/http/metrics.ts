import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Caller } from './caller.ts';

/** A figure that a room of the house tells of itself, asked for each time the metrics are read. */
export type TellFigure = (name: string, help: string, value: () => number) => void;

/** Measures every request, logs one line for it, and serves `/metrics` in Prometheus' text form. */
export function observe(app: FastifyInstance): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const tellFigure: TellFigure = (name, help, value) =>
    void new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set(value());
      },
    });
  app.decorate('tellFigure', tellFigure);
  app.addHook('onResponse', (request, reply, done) => {
    const seconds = reply.elapsedTime / 1000;
    const route = request.routeOptions.url ?? 'none';
    durations.observe({ method: request.method, route, status: String(reply.statusCode) }, seconds);
    const who = whoOf(request.caller);
    const facts = { req: request, status: reply.statusCode, ms: Math.round(seconds * 10_000) / 10, ...who };
    if (reply.statusCode >= 500) request.log.warn(facts, 'answered');
    else request.log.info(facts, 'answered');
    done();
  });
  app.get(
    '/metrics',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '运行指标（Prometheus 格式）', en: 'Metrics in Prometheus form' },
      },
    },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
}

/** Who asked, by an id that names no person: a log line must not. */
function whoOf(caller: Caller | undefined): object {
  if (caller === undefined || caller.kind === 'stranger') return {};
  return caller.kind === 'party' ? { party: caller.publicId } : { account: caller.publicId };
}
