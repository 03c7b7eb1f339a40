import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** An authenticator in software (ES256, attestation `none`), for tests: what a browser and a phone do together. */
export interface SoftwarePasskey {
  readonly create: (options: { readonly challenge: string }, where: Where) => object;
  readonly get: (options: { readonly challenge: string }, where: Where) => object;
}

interface Where {
  readonly origin: string;
  readonly host: string;
  /** Whether the user was verified (PIN, finger); true when absent. */
  readonly verified?: boolean;
}

/** Makes one. Its counter goes up by one with each use. */
export function softwarePasskey(): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(16);
  const id = credentialId.toString('base64url');
  let counter = 0;
  const shared = { id, rawId: id, type: 'public-key', clientExtensionResults: {} };
  return {
    create: ({ challenge }, where) => {
      const attested = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, credentialId.length]),
        credentialId,
        coseKey(publicKey),
      ]);
      const authData = Buffer.concat([head(where, 0x40, counter), attested]);
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        ...[
          text('fmt'),
          text('none'),
          text('attStmt'),
          Buffer.from([0xa0]),
          text('authData'),
          bytes(authData),
        ],
      ]);
      return {
        ...shared,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, where).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
        },
      };
    },
    get: ({ challenge }, where) => {
      counter++;
      const data = clientData('webauthn.get', challenge, where);
      const authenticatorData = head(where, 0, counter);
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(data).digest()]);
      return {
        ...shared,
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      };
    },
  };
}

function clientData(type: string, challenge: string, { origin }: Where): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** Hash of the relying party, flags (user present, verified), counter (WebAuthn §6.1). */
function head({ host, verified = true }: Where, flags: number, counter: number): Buffer {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(counter);
  return Buffer.concat([
    createHash('sha256').update(host).digest(),
    Buffer.from([flags | 0x01 | (verified ? 0x04 : 0)]),
    number,
  ]);
}

/** COSE_Key of a P-256 key: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053 §7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, 'base64url')),
  ]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  const length =
    value.length < 256
      ? Buffer.from([0x58, value.length])
      : Buffer.from([0x59, value.length >> 8, value.length & 255]);
  return Buffer.concat([length, value]);
}
