/** Why the program cannot go on, told to the person who runs it. Closed: a new reason is a new member. */
export type OperatorErrorCode =
  | 'configuration'
  | 'usage'
  | 'dataUnwritable'
  | 'dataInUse'
  | 'noSpace'
  | 'noPrograms'
  | 'noUnprivilegedUser'
  | 'otherPostgresVersion'
  | 'postgresFailed'
  | 'databaseUnreachable'
  | 'databaseTooOld'
  | 'databaseNotUtf8'
  | 'schemaNewer'
  | 'schemaOlder'
  | 'migrationChanged'
  | 'migrationMissing'
  | 'portTaken'
  | 'cannotListen'
  | 'targetNotEmpty'
  | 'backupUnreadable'
  | 'backupDamaged'
  | 'backupNewer'
  | 'fileExists';

/**
 * The world around the program is not as it must be, and only a person can mend it: a sentence in both
 * languages that says what to do next. Caught in `main.ts`, printed without a stack, exit code 1.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly code: OperatorErrorCode;
  readonly zh: string;
  readonly en: string;

  constructor(code: OperatorErrorCode, zh: string, en: string, cause?: unknown) {
    super(en, cause === undefined ? undefined : { cause });
    this.code = code;
    this.zh = zh;
    this.en = en;
  }
}

/** The code of a system error (`ENOSPC`, `EACCES` …), if it is one. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
