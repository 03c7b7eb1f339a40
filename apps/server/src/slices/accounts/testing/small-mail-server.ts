import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** A message as a mail server is given it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and text as they came over the wire. */
  readonly data: string;
}

/** A mail server (RFC 5321) that keeps what it is given; `refuse` lets it answer 451, try again later. */
export interface SmallMailServer {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  readonly refuse: (isBusy: boolean) => void;
  readonly close: () => Promise<void>;
}

/** Opens one on a free port of this machine. */
export async function smallMailServer(): Promise<SmallMailServer> {
  const received: ReceivedMail[] = [];
  let isBusy = false;
  const server = createServer(socket => serve(socket, received, () => isBusy));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    refuse: busy => {
      isBusy = busy;
    },
    close: () => new Promise(done => server.close(() => done())),
  };
}

function serve(socket: Socket, received: ReceivedMail[], isBusy: () => boolean): void {
  let held = '';
  let from = '';
  let to: string[] = [];
  let data: string[] | undefined;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const onLine = (line: string): void => {
    if (data !== undefined) {
      if (line !== '.') return void data.push(line.replace(/^\.\./, '.'));
      received.push({ from, to, data: data.join('\r\n') });
      data = undefined;
      return void say('250 kept');
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') say('250 small');
    else if (verb === 'MAIL') {
      from = addressIn(line);
      to = [];
      say(isBusy() ? '451 try again later' : '250 from');
    } else if (verb === 'RCPT') {
      to.push(addressIn(line));
      say('250 to');
    } else if (verb === 'DATA') {
      data = [];
      say('354 go on');
    } else if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say('250 well');
  };
  socket.setEncoding('utf8').on('data', (text: string) => {
    held += text;
    for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
      const line = held.slice(0, end);
      held = held.slice(end + 2);
      onLine(line);
    }
  });
  socket.on('error', () => socket.destroy());
  say('220 small');
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
