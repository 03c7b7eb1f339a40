import type { Batch } from './batch.ts';
import { dateText, hours, type LocalDay, startOf } from './calendar.ts';
import { type Case, caseUp } from './cases.ts';
import { type Chain, type Dock, lotNumber } from './chain.ts';
import { mass, pieces, transformationEvent } from './event.ts';
import { lotUri } from './gs1-keys.ts';

const BOTTLE_GRAMS = 500;
const BOTTLES_PER_CASE = 12;

/**
 * 原浆: fresh lots pressed into one bulk lot (a fifth stays as pomace), bottled the next day; returns the
 * cases.
 */
export function pressAndBottle(chain: Chain, juicer: Dock, fresh: readonly Batch[], day: LocalDay): Case[] {
  const input = fresh.reduce((sum, each) => sum + each.grams, 0);
  const bulk = lotUri(juicer.member.gtin('juice/bulk'), lotNumber(chain, 'YS', day));
  const juice = Math.floor((input * 0.8) / 100) * 100;
  const facts = { 'pinxin:activity': 'juicing', 'pinxin:method': '低温压榨、巴氏杀菌' };
  const pressing = {
    at: startOf(day) + hours(20),
    step: 'other',
    disposition: 'in_progress',
    place: juicer.place,
    facts,
  };
  const inputs = { quantities: fresh.map(each => mass(each.uri, each.grams)) };
  chain.recorder.record(
    juicer.member,
    transformationEvent(inputs, { quantities: [mass(bulk, juice)] }, pressing),
    1,
  );
  const number = lotNumber(chain, 'YJ', day + 1);
  const uri = lotUri(juicer.member.gtin('juice/pack'), number);
  const bottles = Math.floor(juice / BOTTLE_GRAMS);
  const bottling = {
    at: startOf(day + 1) + hours(11),
    step: 'packing',
    disposition: 'active',
    place: juicer.place,
    ilmd: {
      'cbvmda:lotNumber': number,
      'cbvmda:itemExpirationDate': dateText(day + 366),
      'cbvmda:countryOfOrigin': 'CN',
      'pinxin:productionDate': dateText(day + 1),
      'pinxin:netContentKilograms': BOTTLE_GRAMS / 1000,
    },
    facts: { 'pinxin:activity': 'packing' },
  };
  const bottled = transformationEvent(
    { quantities: [mass(bulk, juice)] },
    { quantities: [pieces(uri, bottles)] },
    bottling,
  );
  chain.recorder.record(juicer.member, bottled, 1);
  const lot = { uri, packs: bottles, day: day + 1, released: day + 3 };
  return caseUp(chain, juicer, lot, juicer.member.gtin('juice/case'), BOTTLES_PER_CASE, 'J');
}
