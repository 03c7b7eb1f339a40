import { NEXT_PROGRAMME, PROGRAMME, regionProgramme } from '@pinxin/region-ningxia/programme';
import { programmeAuthorities } from '@pinxin/region-ningxia/programme-authorities';
import { pastStatements, programmeBrands } from '@pinxin/region-ningxia/programme-history';
import type { RegionSeed } from '@pinxin/region-ningxia/region';
import type { Client } from '../client.ts';
import type { Person } from './demo-marks.ts';

/** Statements on their way at once. */
const IN_FLIGHT = 6;

/**
 * Registers the authorities that the programme names, brings the registers of past years in, and takes the programme
 * over; through the interface, as the demo's own people. Safe to repeat.
 */
export async function loadProgramme(
  as: (key: string) => Promise<Person>,
  operator: Client,
  region: RegionSeed,
): Promise<void> {
  await operator.json('POST', '/registrations', {
    body: {
      parties: programmeAuthorities.map(({ key: _key, ...party }) => ({
        ...party,
        kind: 'authority',
        demo: true,
      })),
    },
  });
  const uscc = new Map([...region.parties, ...programmeAuthorities].map(party => [party.key, party.uscc]));
  const brands: string[] = [];
  const registrar = await as('registrar');
  for (const { owner, ...brand } of programmeBrands(region)) {
    const body = { ...brand, owner: uscc.get(owner), demo: true };
    brands.push((await registrar.json<{ id: string }>('POST', '/brands', body)).id);
  }
  const waiting = pastStatements(region, brands)[Symbol.iterator]();
  const lane = async () => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      await (await as(next.value.by)).json('POST', '/statements', next.value.body);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  await takeOver(await as('programme'), key => uscc.get(key));
}

async function takeOver(office: Person, uscc: (key: string) => string | undefined): Promise<void> {
  for (const code of [PROGRAMME, NEXT_PROGRAMME] as const) {
    await office.json('POST', '/programmes', regionProgramme(code, uscc));
  }
  await office.json('POST', `/programmes/${NEXT_PROGRAMME}/goals/Q1/reports`, {
    ...{ request: 'demo-recognition', day: '2026-06-30', value: '74' },
    text: '演示：抽样调查，认可度 74 分（满分 100）',
    evidence: '演示：消费者调查报告（2026 年上半年）',
  });
}
