import type { Portion } from './batch.ts';
import { dateText, hours, type LocalDay, startOf } from './calendar.ts';
import { type Case, caseUp } from './cases.ts';
import { type Chain, type Dock, DocumentType, lotNumber } from './chain.ts';
import { mass, objectEvent, pieces, transformationEvent } from './event.ts';
import { documentUri, lotUri } from './gs1-keys.ts';
import { CUTS } from './products.ts';
import type { Random } from './random.ts';

/** The cases of one cut. */
export interface PackedCut {
  readonly cut: (typeof CUTS)[number]['code'];
  readonly cases: readonly Case[];
}

/**
 * 屠宰: the animals end (DELETE), then each becomes a carcass with the same number; hides and offal are
 * pooled.
 */
function slaughter(
  chain: Chain,
  random: Random,
  abattoir: Dock,
  epcs: readonly string[],
  day: LocalDay,
): Portion[] {
  const { member, place } = abattoir;
  const killing = { at: startOf(day) + hours(5), step: 'killing', disposition: 'inactive', place };
  const facts = { 'pinxin:activity': 'slaughtering', 'pinxin:anteMortemInspection': '合格' };
  chain.recorder.record(member, objectEvent('DELETE', { epcs }, { ...killing, facts }));
  const hide = lotUri(member.gtin('sheep/hide'), lotNumber(chain, 'PZ', day));
  const offal = lotUri(member.gtin('sheep/offal'), lotNumber(chain, 'FC', day));
  return epcs.map((epc, index) => {
    const number = epc.slice(epc.lastIndexOf('/') + 1);
    const carcass = {
      uri: lotUri(member.gtin('sheep/carcass'), number),
      grams: random.between(160, 205) * 100,
    };
    const outputs = [
      mass(carcass.uri, carcass.grams),
      mass(hide, random.between(28, 36) * 100),
      mass(offal, random.between(38, 48) * 100),
    ];
    const about = {
      at: startOf(day) + hours(6) + index * 90,
      step: 'other',
      disposition: 'in_progress',
      place,
      facts: { 'pinxin:activity': 'carcassDressing', 'pinxin:postMortemInspection': '合格' },
    };
    chain.recorder.record(
      member,
      transformationEvent({ epcs: [epc] }, { quantities: outputs }, about),
      index === 0 ? 3 : 1,
    );
    return carcass;
  });
}

/** 分割包装: one cut lot into packs and cases. */
function packCut(
  chain: Chain,
  abattoir: Dock,
  cut: (typeof CUTS)[number],
  from: Portion,
  day: LocalDay,
  number: string,
): Case[] {
  const { member, place } = abattoir;
  const uri = lotUri(member.gtin(`sheep/pack/${cut.code}`), number);
  const packs = Math.floor(from.grams / cut.grams);
  const certificate = documentUri(member.prefix, DocumentType.quarantineCertificate, `P${chain.nextCode()}`);
  const event = transformationEvent(
    { quantities: [mass(from.uri, from.grams)] },
    { quantities: [pieces(uri, packs)] },
    {
      at: startOf(day) + hours(13),
      step: 'packing',
      disposition: 'active',
      place,
      transactions: [{ type: 'cert', bizTransaction: certificate }],
      ilmd: {
        'cbvmda:lotNumber': number,
        'cbvmda:itemExpirationDate': dateText(day + 365),
        'cbvmda:countryOfOrigin': 'CN',
        'pinxin:productionDate': dateText(day),
        'pinxin:netContentKilograms': cut.grams / 1000,
      },
      facts: { 'pinxin:activity': 'packing', 'pinxin:quarantineCertificateKind': '产品B' },
    },
  );
  chain.recorder.record(member, event, 1);
  const lot = { uri, packs, day, released: day + 1 };
  return caseUp(chain, abattoir, lot, member.gtin(`sheep/case/${cut.code}`), 10, 'T');
}

/**
 * Slaughter, cutting and packing of a group of animals. Carcasses are cut two to eight at a time; where
 * `letters` is
 * given, the first cutting takes all of them and its pack lots are numbered `{letters}{cut}`, for the story.
 */
export function slaughterAndCut(
  chain: Chain,
  random: Random,
  abattoir: Dock,
  epcs: readonly string[],
  day: LocalDay,
  letters?: string,
): PackedCut[] {
  const carcasses = slaughter(chain, random, abattoir, epcs, day);
  const packed: PackedCut[] = [];
  for (let from = 0; from < carcasses.length; ) {
    const some = carcasses.slice(
      from,
      from + (letters === undefined ? random.between(2, 8) : carcasses.length),
    );
    from += some.length;
    const input = some.reduce((sum, each) => sum + each.grams, 0);
    const cuts = CUTS.map(cut => ({
      cut,
      uri: lotUri(abattoir.member.gtin(`sheep/cut/${cut.code}`), lotNumber(chain, 'FG', day + 1)),
      grams: Math.floor((input * cut.share) / 100) * 100,
    }));
    const about = {
      at: startOf(day + 1) + hours(8) + from * 120,
      step: 'other',
      disposition: 'in_progress',
      place: abattoir.place,
      facts: { 'pinxin:activity': 'cutting' },
    };
    const inputs = { quantities: some.map(each => mass(each.uri, each.grams)) };
    const outputs = { quantities: cuts.map(each => mass(each.uri, each.grams)) };
    chain.recorder.record(abattoir.member, transformationEvent(inputs, outputs, about), cuts.length);
    for (const each of cuts) {
      const number = letters === undefined ? lotNumber(chain, 'TY', day + 1) : `${letters}${each.cut.code}`;
      packed.push({ cut: each.cut.code, cases: packCut(chain, abattoir, each.cut, each, day + 1, number) });
    }
  }
  return packed;
}
