import { markStories } from '@pinxin/region-ningxia/marks';
import { defineSchemes, openPeople } from './demo-marks.ts';
import { type Told, tellStory } from './demo-story.ts';

/** How long a new demo has lived before it is shown, in days: its applications went on notice then. */
export const DEMO_DAYS = 40;
/** When their notices were over and they were decided on: five working days fit before, whatever holidays there are. */
const DECIDED_DAYS = 20;

/** Moves the server's clock on, to so many days before today. */
export type MoveClock = (daysBehind: number) => Promise<void>;

/**
 * What needs weeks in the life of a mark: applications that stood on public notice, an objection that was answered, the
 * decision. All through the interface and by the server's own clock, which is then at the present.
 */
export async function loadPast(told: Omit<Told, 'as'>, moveClock: MoveClock): Promise<void> {
  const past = markStories.filter(({ isPast }) => isPast === true);
  for (const daysBehind of [DECIDED_DAYS, 0]) {
    // Whoever signed in before the clock moved is signed out by then.
    const now = { ...told, as: openPeople(told) };
    await defineSchemes(now);
    for (const story of past) await tellStory(now, story);
    await moveClock(daysBehind);
  }
}
