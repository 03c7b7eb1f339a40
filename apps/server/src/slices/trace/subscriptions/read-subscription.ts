import { nextMoment, type ReadSchedule, readSchedule, type Schedule } from '@pinxin/epcis/schedule';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import { instantOf } from '../query/parameter-values.ts';
import type { SubscriptionProblem } from './refusal.ts';

/** When a subscriber wants to be told. */
export interface When {
  /** Absent: at once. */
  readonly schedule?: { readonly given: Schedule; readonly read: ReadSchedule };
  readonly reportIfEmpty: boolean;
  readonly initialRecordTime?: Date;
}

const FIELDS = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek', 'timeZone'] as const;

/** The members that say when, of a body of `POST …/subscriptions`. */
export function readWhen(
  body: Readonly<Record<string, unknown>>,
  now: Date,
  problems: SubscriptionProblem[],
  place = '',
): When {
  const { stream, schedule, reportIfEmpty, initialRecordTime } = body;
  const initial = readInstant(initialRecordTime, `${place}/initialRecordTime`, problems);
  const rest = {
    reportIfEmpty: readTruth(reportIfEmpty, `${place}/reportIfEmpty`, problems),
    ...(initial === undefined ? {} : { initialRecordTime: initial }),
  };
  const wantsStream = readTruth(stream, `${place}/stream`, problems);
  if (wantsStream === (schedule !== undefined)) {
    problems.push({ at: place === '' ? '/stream' : `${place}/stream`, code: 'scheduleOrStream' });
    return rest;
  }
  if (schedule === undefined) return rest;
  const read = readFields(schedule, `${place}/schedule`, now, problems);
  return read.ok ? { ...rest, schedule: read.value } : rest;
}

function readFields(
  schedule: unknown,
  place: string,
  now: Date,
  problems: SubscriptionProblem[],
): Result<NonNullable<When['schedule']>, undefined> {
  if (typeof schedule !== 'object' || schedule === null || Array.isArray(schedule)) {
    problems.push({ at: place, code: 'scheduleOrStream' });
    return refuse(undefined);
  }
  const before = problems.length;
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(schedule)) {
    if (!(FIELDS as readonly string[]).includes(name))
      problems.push({ at: `${place}/${name}`, code: 'unknownMember' });
    else if (typeof value === 'string' || typeof value === 'number') given[name] = String(value);
    else problems.push({ at: `${place}/${name}`, code: 'scheduleField' });
  }
  if (problems.length > before) return refuse(undefined);
  const read = readSchedule(given);
  if (!read.ok) {
    for (const field of read.wrong) problems.push({ at: `${place}/${field}`, code: 'scheduleField', field });
    return refuse(undefined);
  }
  if (nextMoment(read.value, now.getTime()) === undefined) {
    problems.push({ at: place, code: 'scheduleNever' });
    return refuse(undefined);
  }
  return ok({ given, read: read.value });
}

function readTruth(value: unknown, at: string, problems: SubscriptionProblem[]): boolean {
  if (value === undefined || value === false || value === 'false') return false;
  if (value === true || value === 'true') return true;
  problems.push({ at, code: 'notATruth' });
  return false;
}

function readInstant(value: unknown, at: string, problems: SubscriptionProblem[]): Date | undefined {
  if (value === undefined) return undefined;
  const instant = typeof value === 'string' ? instantOf(value) : undefined;
  if (instant !== undefined) return new Date(instant);
  problems.push({ at, code: 'notATime' });
  return undefined;
}
