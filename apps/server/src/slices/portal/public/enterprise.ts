import type { PartyKind, PlaceKind } from '@pinxin/contract/parties';
import { type EnterprisePage, MARK_KINDS } from '@pinxin/contract/public-pages';
import type { LocalText } from '@pinxin/contract/scan';
import type { Database } from '../../../kernel/db/database.ts';
import { faceOf, readRecall } from '../../trace/api.ts';
import { isPersonal } from '../redaction.ts';
import { localText } from '../row-facts.ts';
import { listBrands, listProducts } from './brand-views.ts';
import { brandRow, publicProduct } from './brands.ts';
import { type EnterpriseRecord, placesOfParty, readEnterprise, recallsOfParty } from './enterprise-views.ts';
import { readMarks, readSanctions } from './mark-views.ts';
import { markRow, partyName } from './marks.ts';
import { successionsOf } from './successions.ts';

const MOST_SHOWN = 60;
const OWN_PLACE: LocalText = { 'zh-CN': '农户自有场地', en: "a grower's own place" };

/** What is at the address of a party's page: the page, or the party that it turned out to be. */
export type EnterpriseFound =
  | { readonly kind: 'page'; readonly page: EnterprisePage }
  | { readonly kind: 'moved'; readonly to: string };

/** 企业档案, as everybody may read it; undefined when there is no such party. */
export async function enterprisePage(
  database: Database,
  id: string,
  today: string,
): Promise<EnterpriseFound | undefined> {
  const party = await readEnterprise(database, id);
  if (party === undefined) return undefined;
  if (party.mergedInto !== null) return { kind: 'moved', to: party.mergedInto };
  return { kind: 'page', page: await pageOf(database, party, today) };
}

async function pageOf(database: Database, party: EnterpriseRecord, today: string): Promise<EnterprisePage> {
  const question = { on: today, today, party: party.number, limit: MOST_SHOWN } as const;
  const marks = MARK_KINDS.filter(kind => kind !== 'licence');
  const [held, past, licences, sanctions, brands, products, places, recalls, successions] = await Promise.all(
    [
      readMarks(database, { ...question, kinds: marks, standing: 'inForce' }),
      readMarks(database, { ...question, kinds: MARK_KINDS, standing: 'ended' }),
      readMarks(database, {
        ...question,
        kinds: ['licence', 'accreditation'],
        standing: 'inForce',
        isAnything: true,
      }),
      readSanctions(database, party.number, today),
      listBrands(database, { today, owner: party.number, limit: MOST_SHOWN, offset: 0 }),
      listProducts(database, { party: party.number, limit: MOST_SHOWN }),
      placesOfParty(database, party.number, MOST_SHOWN),
      recallsOfParty(database, party.number),
      successionsOf(database, party.number, today),
    ],
  );
  const rows = await Promise.all(recalls.map(recall => readRecall(database, recall)));
  const isMasked = isPersonal(party.kind as PartyKind);
  return {
    ...{
      id: party.id,
      kind: party.kind as PartyKind,
      isMasked,
      name: partyName(party.kind, party.zh, party.en),
    },
    ...{ marks: held.map(markRow), past: past.map(markRow), licences: licences.map(markRow) },
    sanctions: isMasked
      ? []
      : sanctions.map(({ issuerZh, issuerEn, ...row }) => ({
          ...row,
          issuer: localText(issuerZh, issuerEn),
        })),
    brands: brands.brands.map(brandRow),
    products: products.map(publicProduct),
    places: places.map(({ zh, en, kind, division }) => ({
      ...{ kind: kind as PlaceKind, name: isMasked ? OWN_PLACE : localText(zh, en) },
      ...(division === null ? {} : { division }),
    })),
    ...successions,
    recalls: rows.flatMap(row => (row === undefined ? [] : [faceOf(row)])),
    ...(party.uscc === null || isMasked ? {} : { uscc: party.uscc }),
    ...(party.division === null ? {} : { division: party.division }),
  };
}
