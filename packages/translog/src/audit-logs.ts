import { type AuditFinding, type AuditParts, type AuditReport, auditLog } from './audit.ts';
import { NOTHING_CARRIED } from './audit-walk.ts';
import { folderOfLog, yearOfLog } from './chain.ts';
import { parseCheckpoint } from './checkpoint.ts';
import type { Leaf } from './leaf.ts';
import type { VerifierKey } from './note.ts';

/** What is audited: all logs that follow one another, from the first to the one that is open. */
export interface LogsParts extends Omit<AuditParts, 'log' | 'chain' | 'onLeaf'> {
  /**
   * Keys of all logs in their order. Which of them is believed from elsewhere is the caller's: the logs name one
   * another, so that one key vouches for all.
   */
  readonly logs: readonly VerifierKey[];
  readonly onLeaf?: (leaf: Leaf, index: number, log: number) => void;
}

/** What the walk over all of them found. */
export interface LogsReport extends Omit<AuditReport, 'carried' | 'opened' | 'isClosed'> {
  /** Each log by itself, as far as the walk came; what is said of size, root and checkpoint above is the last one's. */
  readonly logs: readonly (AuditReport & { readonly key: VerifierKey })[];
  /** Leaves of all logs together. */
  readonly leaves: number;
}

/**
 * Walks all logs, the files of the first at the address itself, those of a later one under its year; proves each by
 * itself, that each begins where the one before ended, and that their leaves hold together across the years.
 */
export async function auditLogs(parts: LogsParts): Promise<LogsReport> {
  const reports: (AuditReport & { readonly key: VerifierKey })[] = [];
  const findings: AuditFinding[] = [];
  const { logs } = parts;
  const keptFrom = parts.earlier === undefined ? undefined : parseCheckpoint(parts.earlier)?.origin;
  if (parts.earlier !== undefined && !logs.some(({ name }) => name === keptFrom)) {
    findings.push({ code: 'earlierUnsigned', at: 'kept checkpoint' });
  }
  for (const [at, key] of logs.entries()) {
    const report = await auditOne(parts, at, keptFrom === key.name, reports.at(-1));
    reports.push({ ...report, key });
    const place = logs.length === 1 ? '' : `${key.name} `;
    findings.push(...report.findings.map(finding => ({ ...finding, at: `${place}${finding.at}` })));
    // What comes after a log that does not hold together cannot be judged.
    if (!report.ok) break;
  }
  return summed(reports, findings);
}

function auditOne(
  parts: LogsParts,
  at: number,
  isKept: boolean,
  former: AuditReport | undefined,
): Promise<AuditReport> {
  const { logs, onLeaf, earlier: _, ...given } = parts;
  const key = logs[at]!;
  const folder = folderOfLog(key.name, at === 0);
  const isLater = at === 0 || (yearOfLog(key.name) ?? '') > (yearOfLog(logs[at - 1]!.name) ?? '9');
  return auditLog({
    ...given,
    log: key,
    read: async path => (isLater ? given.read(`${folder}${path}`) : undefined),
    earlier: isKept ? parts.earlier : undefined,
    ...(onLeaf === undefined ? {} : { onLeaf: (leaf, index) => onLeaf(leaf, index, at) }),
    chain: {
      ...{ former: former?.opened, next: logs[at + 1], carried: former?.carried ?? NOTHING_CARRIED },
    },
  });
}

function summed(reports: LogsReport['logs'], findings: readonly AuditFinding[]): LogsReport {
  const last = reports.at(-1);
  const kinds: Record<string, number> = {};
  for (const report of reports) {
    for (const [kind, count] of Object.entries(report.kinds)) kinds[kind] = (kinds[kind] ?? 0) + count;
  }
  const times = reports.flatMap(({ earliest, latest }) => [earliest, latest]).filter(at => at !== undefined);
  const ordered = times.sort((one, other) => one.getTime() - other.getTime());
  return {
    ...{ ok: findings.length === 0 && last !== undefined, findings, logs: reports, kinds },
    ...{ earliest: ordered[0], latest: ordered.at(-1) },
    ...{ checkpoint: last?.checkpoint ?? '', size: last?.size ?? 0, root: last?.root },
    witnessed: last?.witnessed ?? [],
    grownFrom: reports.find(({ grownFrom }) => grownFrom !== undefined)?.grownFrom,
    leaves: reports.reduce((sum, { size }) => sum + size, 0),
  };
}
