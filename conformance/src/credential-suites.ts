import { joseSuite } from './credentials/jose-suite.ts';
import { credentialModelSuites } from './credentials/model-suites.ts';
import { proofSuites } from './credentials/proof-suites.ts';
import { sm2Suite } from './credentials/sm2-suite.ts';
import { statusSuite } from './credentials/status-suite.ts';
import { untpSuites } from './credentials/untp-suites.ts';
import type { Suite } from './suite.ts';

/** All suites about credentials, except those about transparency logs. */
export const credentialSuites: readonly Suite[] = [
  ...credentialModelSuites,
  joseSuite,
  ...proofSuites,
  statusSuite,
  sm2Suite,
  ...untpSuites,
];
