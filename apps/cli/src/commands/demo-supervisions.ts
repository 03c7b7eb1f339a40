import { NEXT_PROGRAMME } from '@pinxin/region-ningxia/programme';
import { demoSupervisions, SUPERVISION_BASIS } from '@pinxin/region-ningxia/programme-supervisions';
import { addDays, localDateOf } from '@pinxin/rules/local-date';
import type { Person } from './demo-marks.ts';

interface Shown {
  readonly id: string;
  readonly subject: string;
  readonly revision: number;
}

/** 督办 of the demo: items opened by the programme office and brought to their steps by those who act. Safe to repeat. */
export async function loadSupervisions(
  as: (key: string) => Promise<Person>,
  uscc: (key: string) => string | undefined,
): Promise<void> {
  const office = await as('programme');
  const { items } = await office.json<{ items: readonly Shown[] }>(
    'GET',
    `/supervisions?programme=${NEXT_PROGRAMME}&limit=200`,
  );
  const today = localDateOf(new Date());
  for (const { key, task, party, subject, signIn, dueIn, steps } of demoSupervisions) {
    // Loaded again on another day its days would be others: what is there keeps its own, and goes on.
    const known = items.find(item => item.subject === subject);
    const { id, revision = 1 } =
      known ??
      (await office.json<{ id: string; revision?: number }>('POST', '/supervisions', {
        ...{
          request: `demo-supervision-${key}`,
          programme: NEXT_PROGRAMME,
          task,
          party: uscc(party),
          subject,
        },
        ...{ basis: SUPERVISION_BASIS, signBy: addDays(today, signIn), dueOn: addDays(today, dueIn) },
      }));
    for (const [index, { by, ...step }] of steps.entries()) {
      if (index + 1 < revision) continue;
      await (await as(by)).json('POST', `/supervisions/${id}/steps`, { ...step, revision: index + 1 });
    }
  }
}
