/** What people may be refused in this slice. Closed; what each means to them is in `problems.ts`. */
export type RefusalCode =
  | 'signInRefused'
  | 'attemptTooSoon'
  | 'sessionUnknown'
  | 'sessionHalfwayMissing'
  | 'codeRefused'
  | 'secondFactorNeeded'
  | 'secondFactorNotBegun'
  | 'secondFactorThere'
  | 'passkeyRefused'
  | 'addressLinkVoid'
  | 'passkeyUnknown'
  | 'lastSecondFactor'
  | 'accountUnknown'
  | 'accountRefused'
  | 'loginTaken'
  | 'passwordRefused'
  | 'membershipUnknown'
  | 'membershipRefused'
  | 'partyUnknown'
  | 'outOfReach'
  | 'ownAccount'
  | 'lastAdministrator'
  | 'invitationUnknown'
  | 'providerUnknown'
  | 'providerRefused'
  | 'demoOnly'
  | 'demoAccount'
  | 'alarmUnknown'
  | 'ownUse';

/** One thing that is wrong, and where. */
export interface Fault {
  readonly at: string;
  readonly code: string;
}

/** A refusal: expected, translated, tested. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly faults?: readonly Fault[];
  /** Seconds until it is worth trying again. */
  readonly waitSeconds?: number;
}

/** What a command gives: its value, or why not. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

/** Done. */
export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Not done. */
export function refuse(code: RefusalCode, more: Omit<Refusal, 'ok' | 'code'> = {}): Refusal {
  return { ok: false, code, ...more };
}

/** Carries a refusal out of a transaction, so that nothing of it stays. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** The result of some work that may throw `Refused`. */
export async function orRefusal<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return done(await work());
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
