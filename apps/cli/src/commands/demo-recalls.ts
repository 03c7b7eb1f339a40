import { type DemoRecall, demoRecalls } from '@pinxin/region-ningxia/recalls';
import type { Client } from '../client.ts';
import { signIn } from './demo-marks.ts';

interface Read {
  readonly epcisBody: {
    readonly queryResults: {
      readonly resultsBody: {
        readonly eventList: readonly {
          readonly outputQuantityList?: readonly { readonly epcClass: string }[];
        }[];
      };
    };
  };
}

/**
 * Recalls as an authority publishes them: of lots that a fish farm of the demo harvested, but never of the one whose page
 * visitors are shown as a good one. Safe to repeat: the same draft is one recall.
 */
export async function loadRecalls(anyone: Client, farm: Client, sample: string): Promise<void> {
  const lots = (await harvested(farm)).filter(lot => !sameLot(lot, sample));
  const officer = await signIn(anyone, 'market-decider');
  for (const [index, recall] of demoRecalls.entries()) {
    const lot = lots[index];
    if (lot === undefined) return;
    const { id, state } = await officer.json<{ id: string; state: string }>(
      'POST',
      '/recalls',
      draftOf(recall, lot),
    );
    if (state === 'draft') await officer.json('POST', `/recalls/${id}/publication`);
    if (recall.ended !== undefined && state !== 'ended')
      await officer.json('POST', `/recalls/${id}/end`, { reason: recall.ended });
  }
}

async function harvested(farm: Client): Promise<readonly string[]> {
  const { epcisBody } = await farm.json<Read>('GET', '/events?eventType=TransformationEvent&perPage=50');
  const events = epcisBody.queryResults.resultsBody.eventList;
  return [
    ...new Set(events.flatMap(event => event.outputQuantityList?.map(({ epcClass }) => epcClass) ?? [])),
  ].sort();
}

/** Whether two addresses name the same lot, whatever host they are written under. */
function sameLot(one: string, other: string): boolean {
  return one.slice(one.indexOf('/01/')) === other.slice(other.indexOf('/01/'));
}

function draftOf({ key, ended: _ended, ...told }: DemoRecall, lot: string): object {
  return { ...told, id: `demo-${key}`, question: { suspects: [lot] } };
}
