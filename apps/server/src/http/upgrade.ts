import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A connection that a request asks to use for another protocol. */
export interface Upgrade {
  readonly socket: Duplex;
  /** What the client sent already. */
  readonly head: Buffer;
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/**
 * Lets requests with `Upgrade` through the same gate as any other: they are routed, refused as problem documents, and
 * only the route that wants the connection takes it ({@link upgradeOf}).
 */
export function routeUpgrades(app: FastifyInstance): void {
  app.server.on('upgrade', (request, socket, head) => {
    upgrades.set(request, { socket, head });
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as never);
    response.on('finish', () => {
      response.detachSocket(socket as never);
      socket.end();
    });
    socket.on('error', () => socket.destroy());
    app.routing(request, response);
  });
}

/** The connection of a request that asks for `protocol`; undefined for any other. */
export function upgradeOf(request: FastifyRequest, protocol: string): Upgrade | undefined {
  return request.headers.upgrade?.toLowerCase() === protocol ? upgrades.get(request.raw) : undefined;
}
