import { createHmac } from 'node:crypto';
import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { type AnswerFormat, formatHeaders } from '../query/answer-format.ts';
import { type AllowedNetworks, FORBIDDEN_ADDRESS, guardedLookup, judgeDestination } from './destination.ts';

/** What became of a request. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly status: number }
  /** 413: the receiver wants less at once. */
  | { readonly kind: 'tooLarge' }
  /** 410: the receiver wants no more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: string; readonly status?: number };

/** One request to a receiver. */
export interface Webhook {
  readonly dest: string;
  readonly body: Uint8Array;
  readonly format: AnswerFormat;
  readonly delivery: string;
  readonly subscription: string;
  readonly secret: Uint8Array;
  readonly sentAt: Date;
}

/** How long a receiver may take, ms: it says 2xx first and works afterwards. */
const TIMEOUT = 15_000;

/** Sends webhooks over connections that are kept for a while. Follows no redirect. */
export class WebhookSender {
  readonly #allowed: AllowedNetworks;
  readonly #plain: PlainAgent;
  readonly #secure: SecureAgent;

  constructor(allowed: AllowedNetworks) {
    this.#allowed = allowed;
    const options = { keepAlive: true, maxFreeSockets: 32, timeout: 30_000 };
    this.#plain = new PlainAgent(options);
    this.#secure = new SecureAgent(options);
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  /** Sends it and says what became of it; throws nothing. */
  async send(webhook: Webhook): Promise<Outcome> {
    // The operator may have narrowed the networks since it was subscribed.
    const url = judgeDestination(webhook.dest, this.#allowed);
    if (typeof url === 'string') return { kind: 'failed', error: 'forbiddenAddress' };
    try {
      const status = await this.#statusOf(url, webhook);
      if (status >= 200 && status < 300) return { kind: 'accepted', status };
      if (status === 413) return { kind: 'tooLarge' };
      if (status === 410) return { kind: 'gone' };
      return { kind: 'failed', error: 'refused', status };
    } catch (error) {
      return { kind: 'failed', error: reasonOf(error) };
    }
  }

  #statusOf(url: URL, { body, format, delivery, subscription, secret, sentAt }: Webhook): Promise<number> {
    const secure = url.protocol === 'https:';
    const { vary: _vary, ...told } = formatHeaders(format);
    const headers = {
      ...told,
      'content-length': String(body.length),
      'user-agent': 'Pinxin',
      'GS1-Signature': signatureOf(secret, delivery, sentAt, body),
      'Pinxin-Subscription': subscription,
      'Pinxin-Delivery': delivery,
    };
    return new Promise((resolve, reject) => {
      const send = secure ? secureRequest : plainRequest;
      const request = send(
        url,
        {
          ...{ method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT) },
          lookup: guardedLookup(this.#allowed),
          agent: secure ? this.#secure : this.#plain,
        },
        response => {
          const status = response.statusCode ?? 0;
          // What it says is not read beyond what keeps the connection good.
          let length = 0;
          response.on('data', (chunk: Buffer) => {
            length += chunk.length;
            if (length > 65_536) response.destroy();
          });
          response.on('error', () => {});
          response.on('close', () => resolve(status));
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }
}

/**
 * `GS1-Signature`: `t=<seconds>,id=<delivery>,v1=<hex>`, HMAC-SHA-256 with the subscriber's `signatureToken` over
 * `<seconds>.<delivery>.<body>`. The time stands in it so that an old request cannot be played again, the delivery's id
 * so that a repeated one is known.
 */
export function signatureOf(secret: Uint8Array, delivery: string, sentAt: Date, body: Uint8Array): string {
  const seconds = Math.floor(sentAt.getTime() / 1000);
  const mac = createHmac('sha256', secret).update(`${seconds}.${delivery}.`).update(body).digest('hex');
  return `t=${seconds},id=${delivery},v1=${mac}`;
}

/** Why nothing came back, as a word that is kept. */
function reasonOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  if (code === FORBIDDEN_ADDRESS) return 'forbiddenAddress';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'nameNotFound';
  if (typeof code === 'string' && /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return 'certificate';
  return 'notReached';
}
