/** 签名与日志: who signed a statement, by which key, and when the public log took it up. */
export interface SignatureView {
  readonly issuer: { readonly name: string; readonly did: string };
  readonly key: {
    readonly name: string;
    readonly kind: 'P-256' | 'Ed25519';
    readonly state: 'active' | 'retired' | 'lost';
  };
  /** RFC 3339. Later than the statement itself when it was signed afterwards. */
  readonly signedAt: string;
  /** Whether it is signed with SM2 beside. */
  readonly hasParallel: boolean;
  /** Null until the log has taken it up, which is a matter of seconds. */
  readonly logged: { readonly log: string; readonly index: number; readonly at: string } | null;
}
