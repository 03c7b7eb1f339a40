import type { KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { toBase64 } from '@pinxin/translog/base64';
import { cosignNote, formatSignature, type VerifierKey } from '@pinxin/translog/note';
import { judgeCheckpoint } from '@pinxin/translog/witness';
import type { SeenFile } from './seen-file.ts';

/** What a witness is: its key, the logs it knows, and what it remembers of them. */
export interface WitnessParts {
  readonly name: string;
  readonly key: KeyObject;
  /** Read anew for each request: a log of a new year is known as soon as its key stands in the list. */
  readonly logs: () => readonly VerifierKey[];
  readonly seen: SeenFile;
  readonly now: () => Date;
}

const LONGEST_BODY = 64 * 1024;

/** A witness over HTTP (C2SP tlog-witness): `POST /add-checkpoint`. One request after another. */
export function witnessServer(parts: WitnessParts): Server {
  let turn: Promise<unknown> = Promise.resolve();
  return createServer((request, response) => {
    const answer = (status: number, body = '', type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'content-type': type }).end(body);
    };
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') return void answer(404);
    turn = turn
      .then(async () => {
        const body = await bodyOf(request);
        if (body === undefined) return answer(413);
        const { status, text, type } = witness(parts, body);
        answer(status, text, type);
      })
      .catch(() => answer(500));
  });
}

/** Judges, remembers, signs: in this order, so that a crash in between signs less and never more. */
function witness(parts: WitnessParts, body: string): { status: number; text?: string; type?: string } {
  const verdict = judgeCheckpoint(body, parts.logs(), parts.seen.of);
  if (verdict.status === 409) {
    return { status: 409, text: `${verdict.size}\n`, type: 'text/x.tlog.size' };
  }
  if (verdict.status !== 200) return { status: verdict.status };
  const { origin, size, root, note } = verdict.checkpoint;
  parts.seen.keep(origin, { size, root: toBase64(root) });
  return { status: 200, text: formatSignature(cosignNote(note.text, parts.name, parts.key, parts.now())) };
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LONGEST_BODY) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
