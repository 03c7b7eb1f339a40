import { connect, type Socket } from 'node:net';

/** An answer, as far as the load generator cares. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * One kept-alive HTTP/1.1 connection that sends ready-made requests one after the other. Bare, so that the
 * load generator takes as little as possible of the cores it shares with what it measures.
 */
export class RequestSocket {
  readonly #socket: Socket;
  #received = '';
  #settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  constructor(url: URL) {
    this.#socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => this.#read(text));
    this.#socket.on('error', error => this.#settle?.reject(error));
    this.#socket.on('close', () => this.#settle?.reject(new Error('the server closed the connection')));
  }

  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#received += text;
    const answer = answerIn(this.#received);
    if (!answer) return;
    this.#received = '';
    this.#settle?.resolve(answer);
  }
}

/** The whole answer, once it is there. Understands `Content-Length` and chunked bodies. */
export function answerIn(received: string): Answer | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = received.slice(0, headEnd).toLowerCase();
  const status = Number(head.slice(9, 12));
  const rest = received.slice(headEnd + 4);
  if (head.includes('\r\ntransfer-encoding: chunked')) {
    return rest.endsWith('0\r\n\r\n') ? { status, body: rest } : undefined;
  }
  const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
  return rest.length >= length ? { status, body: rest.slice(0, length) } : undefined;
}

/** A request in one piece. */
export function postRequest(url: URL, headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
  return Buffer.concat([headOf('POST', url, { ...headers, 'content-length': String(body.length) }), body]);
}

/** A request without a body. */
export function getRequest(url: URL, headers: Readonly<Record<string, string>>): Buffer {
  return headOf('GET', url, headers);
}

function headOf(method: string, url: URL, headers: Readonly<Record<string, string>>): Buffer {
  const lines = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
