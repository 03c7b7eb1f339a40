import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signCheckpoint } from './checkpoint.ts';
import { commitmentTo, encodeLeaf } from './leaf.ts';
import { leafHash, rootOf } from './merkle.ts';
import { SIGNATURE, verifierKey } from './note.ts';
import { checkOpenedReceipt, openReceipt, splitReceipt } from './opened-receipt.ts';
import { formatReceipt } from './receipt.ts';

const pair = generateKeyPairSync('ed25519');
const raw = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x!, 'base64url');
const log = verifierKey('brands.example/log/2026', SIGNATURE.ed25519, raw);
const secured = Buffer.from('eyJhbGciOiJFUzI1NiJ9.e30.AA');
const salt = randomBytes(32);
const leaf = encodeLeaf({
  ...{ kind: 'cert.issue', at: new Date('2026-07-18T04:00:00Z'), issuer: 'did:web:a.example' },
  ...{ record: 'stm_1', revision: 0, previous: undefined, subject: undefined },
  commitment: commitmentTo(salt, secured),
});
const other = leafHash(Buffer.from('another leaf'));
const checkpoint = signCheckpoint(log.name, 2, rootOf([leafHash(leaf), other]), pair.privateKey);
const receipt = formatReceipt({ index: 0, path: [other], extra: undefined, checkpoint });
const opened = openReceipt(receipt, leaf, salt);

describe('an opened receipt', () => {
  it('tells whoever holds the bytes when they entered the log, with nothing but the log’s key', () => {
    expect(checkOpenedReceipt(opened, secured, log)).toMatchObject({
      index: 0,
      leaf: { record: 'stm_1', at: new Date('2026-07-18T04:00:00Z') },
      checkpoint: { size: 2 },
    });
  });

  it('proves nothing of other bytes, by another log, or without its salt', () => {
    expect(checkOpenedReceipt(opened, Buffer.from('else'), log)).toBeUndefined();
    expect(checkOpenedReceipt(receipt, secured, log)).toBeUndefined();
    const stranger = verifierKey(log.name, SIGNATURE.ed25519, randomBytes(32));
    expect(checkOpenedReceipt(opened, secured, stranger)).toBeUndefined();
  });

  it('notices every byte that was changed', () => {
    for (let at = 0; at < opened.length; at += 1) {
      const changed = `${opened.slice(0, at)}${opened[at] === 'A' ? 'B' : 'A'}${opened.slice(at + 1)}`;
      expect(checkOpenedReceipt(changed, secured, log), `byte ${at}`).toBeUndefined();
    }
  });

  it('is found behind the credential that it belongs to', () => {
    expect(splitReceipt(`eyJ.a.b\n\n${opened}`)).toEqual({ before: 'eyJ.a.b\n\n', receipt: opened });
    expect(splitReceipt('eyJ.a.b')).toEqual({ before: 'eyJ.a.b', receipt: undefined });
  });
});
