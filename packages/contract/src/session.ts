import type { Permission, Reach, Role } from './permissions.ts';
import type { LocalText } from './scan.ts';

/** 任职: an office of somebody as the console shows it. */
export interface MembershipView {
  readonly id: string;
  readonly party: { readonly id: string; readonly kind: string; readonly name: LocalText };
  readonly role: Role;
  /** Division code of the area that it reaches; null for the whole region. */
  readonly area: string | null;
  /** `office`, or 代办 on behalf of the party. */
  readonly basis: 'office' | 'delegation';
  /** Local dates, both ends included; no end when null. */
  readonly from: string;
  readonly to: string | null;
}

/** Who is signed in, and what they may do: the answer of `GET /session`. */
export interface SessionView {
  readonly session: { readonly id: string; readonly openedAt: string; readonly expiresAt: string };
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly login: string;
    readonly isDemo: boolean;
  };
  readonly assurance: 'password' | 'secondFactor' | 'passkey';
  readonly memberships: readonly MembershipView[];
  /** Every permission held today, with how far it reaches. */
  readonly permissions: Readonly<Partial<Record<Permission, readonly Reach[]>>>;
  /** Permissions held that ask for a second factor, which this session has not shown. */
  readonly needSecondFactor: readonly Permission[];
  readonly factors: {
    readonly password: boolean;
    readonly totp: boolean;
    readonly recoveryCodes: number;
    readonly passkeys: number;
  };
}

/** Answer of `POST /sessions` and the steps after it. */
export interface SignInView {
  /** What is still to be done: nothing, or `POST /session/second-factor`. */
  readonly next: 'done' | 'secondFactor';
  readonly session: string;
  readonly expiresAt: string;
}

/** A demo account as the sign-in page offers it. */
export interface DemoAccountView {
  readonly key: string;
  readonly role: Role;
  readonly name: LocalText;
  readonly at: LocalText;
  readonly basis: 'office' | 'delegation';
}
