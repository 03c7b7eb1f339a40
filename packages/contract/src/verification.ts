import type { LocalText } from './scan.ts';

/** One thing found about a credential, in plain words. */
export interface FindingView {
  readonly check: string;
  readonly checkName: Required<LocalText>;
  /** `unknown` is never as good as `passed`; `remark` changes nothing. */
  readonly outcome: 'passed' | 'failed' | 'unknown' | 'remark';
  readonly code: string;
  readonly message: Required<LocalText>;
  /** JSON Pointer of the place concerned. */
  readonly at?: string;
}

/** 查验结果: what a credential says, and what was found about it. */
export interface VerificationView {
  readonly verdict: 'valid' | 'invalid' | 'unknown';
  readonly message: Required<LocalText>;
  /** RFC 3339. */
  readonly checkedAt: string;
  readonly findings: readonly FindingView[];
  /** What it says, believed or not; absent when it could not be read. */
  readonly credential?: {
    readonly id?: string;
    readonly name?: string;
    readonly types: readonly string[];
    readonly issuer?: { readonly id: string; readonly name?: string };
    readonly subject?: { readonly id?: string; readonly name?: string };
    readonly validFrom?: string;
    readonly validUntil?: string;
  };
  /** How it is secured. */
  readonly securing?: string;
  /** Where the public log shows it: path of its receipt here. */
  readonly receipt?: string;
}
