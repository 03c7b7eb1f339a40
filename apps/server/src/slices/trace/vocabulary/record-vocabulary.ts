import type { EventContext } from '@pinxin/epcis/context';
import type { MasterDataElement } from '@pinxin/epcis/event';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { internTerms, placesOf, prefixesOf } from '../../parties/api.ts';
import { knownDigests, replaceElement } from './store.ts';
import { type ToldElement, toldElements } from './told-elements.ts';

/**
 * Takes over the master data of a document's header: elements, their attributes, what lies below them. What the same
 * party told of an element before is replaced; another party's word stands beside it. Whose word others hear is in
 * the table (`own`): that of who owns the identifier.
 */
export async function recordVocabulary(
  ctx: Context,
  teller: { readonly party: number; readonly actor: string },
  elements: readonly MasterDataElement[],
  context: EventContext,
): Promise<void> {
  const told = toldElements(elements, context);
  if (told.length === 0) return;
  const { party, actor } = teller;
  await inTransaction(ctx, async tx => {
    const terms = await internTerms(tx, told.flatMap(termsOf).sort());
    const numberOf = (uri: string): number => terms.get(uri) as number;
    const ids = told.map(({ uri }) => numberOf(uri));
    const known = await knownDigests(tx, party, ids);
    const owners = await placesOf(tx, ids);
    const prefixes = await prefixesOf(tx, party);
    let count = 0;
    for (const element of told) {
      const id = numberOf(element.uri);
      const type = numberOf(element.type);
      if (known.get(`${id} ${type}`)?.equals(element.digest) === true) continue;
      const owner = owners.get(id);
      const own =
        typeof owner === 'number'
          ? owner === party
          : prefixes.some(prefix => element.companyDigits?.startsWith(prefix) === true);
      await replaceElement(tx, { element: id, type, party, own }, element, numberOf);
      count += 1;
    }
    if (count > 0) tx.journal({ actor, kind: 'vocabulary-told', facts: { party, count } });
  });
}

function termsOf({ uri, type, attributes, children }: ToldElement): readonly string[] {
  return [uri, type, ...attributes.map(({ name }) => name), ...children];
}
