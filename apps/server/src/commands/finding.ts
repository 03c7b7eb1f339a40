/** One thing that was looked at. */
export interface Finding {
  readonly check: string;
  readonly state: 'good' | 'attention' | 'bad';
  readonly zh: string;
  readonly en: string;
}

/** All is well here. */
export function good(check: string, zh: string, en: string): Finding {
  return { check, state: 'good', zh, en };
}

/** What was found. */
export function finding(state: Finding['state'], check: string, zh: string, en: string): Finding {
  return { check, state, zh, en };
}
