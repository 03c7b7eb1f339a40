import type { Member } from './directory.ts';
import { EXTENSION_NAMESPACE } from './event.ts';
import { productUri } from './gs1-keys.ts';

interface Attribute {
  readonly id: string;
  readonly attribute: string | number;
}

const NAME = 'urn:epcglobal:cbv:mda:name';

function own(name: string, attribute: string | number): Attribute {
  return { id: EXTENSION_NAMESPACE + name, attribute };
}

function placeElements(member: Member): object[] {
  const children = Map.groupBy(
    member.places.filter(each => each.parent !== undefined),
    each => each.parent as string,
  );
  return member.places.map(each => {
    const attributes: Attribute[] = [
      { id: NAME, attribute: each.nameZh },
      own('nameEn', each.nameEn),
      own('division', each.division),
      own('placeKind', each.kind),
    ];
    if (each.areaMu !== undefined) attributes.push(own('areaMu', each.areaMu));
    const inside = children.get(each.uri);
    return {
      id: each.uri,
      attributes,
      ...(inside === undefined ? {} : { children: inside.map(part => part.uri) }),
    };
  });
}

/**
 * EPCIS master data of a party: itself, its places with their hierarchy, and its products.
 * Sent in the header of its first document (EPCIS 2.0 §6.1.1, CBV 2.0 §9).
 */
export function masterDataOf(member: Member): object[] {
  const products = member.products.map(each => ({
    id: productUri(each.gtin),
    attributes: [
      { id: 'urn:epcglobal:cbv:mda:descriptionShort', attribute: each.nameZh },
      own('nameEn', each.nameEn),
      own('category', each.category),
    ],
  }));
  const party = {
    id: member.party.pgln,
    attributes: [
      { id: NAME, attribute: member.party.nameZh },
      own('nameEn', member.party.nameEn),
      own('unifiedSocialCreditCode', member.party.uscc),
    ],
  };
  return [
    { type: 'urn:epcglobal:epcis:vtype:BusinessLocation', vocabularyElementList: placeElements(member) },
    { type: 'urn:epcglobal:epcis:vtype:SourceDest', vocabularyElementList: [party] },
    ...(products.length === 0
      ? []
      : [{ type: 'urn:epcglobal:epcis:vtype:EPCClass', vocabularyElementList: products }]),
  ];
}
