/** A public key as JWK. */
type PublicJwk = Readonly<Record<string, string>>;

/**
 * Keeps private keys where this program can't read them: a hardware module, a signature server, the service of a
 * licensed certification body. A key is named by the keeper's own reference; only bytes to sign and signatures pass.
 */
export interface KeyKeeper {
  /** Makes a key for somebody (named by DID), and says how to refer to it. */
  readonly create: (
    owner: string,
    kind: 'P-256' | 'Ed25519',
  ) => Promise<{ readonly reference: string; readonly publicJwk: PublicJwk }>;
  /** Signs: r‖s for P-256 over SHA-256, as RFC 8032 for Ed25519. */
  readonly sign: (reference: string, bytes: Uint8Array) => Promise<Uint8Array>;
  /** Makes the private part unusable for ever. */
  readonly destroy: (reference: string) => Promise<void>;
}
