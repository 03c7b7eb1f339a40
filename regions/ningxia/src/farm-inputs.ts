import { hours, type LocalDay, startOf } from './calendar.ts';
import { type Chain, type Dock, DocumentType, deliver, dockOf } from './chain.ts';
import type { Member } from './directory.ts';
import { objectEvent, type Quantity } from './event.ts';
import { documentUri, lotUri } from './gs1-keys.ts';
import type { FarmInputLabel, ProductSeed } from './region.ts';

/** 农业投入品 lot: a pesticide, fertilizer, feed or vaccine with its label. */
export interface InputLot {
  readonly uri: string;
  readonly product: ProductSeed;
  readonly label: FarmInputLabel;
  readonly unit: 'LTR' | 'KGM' | 'piece';
}

/** A quantity of an input lot: thousandths of its unit, or pieces. */
export function inputQuantity(lot: InputLot, amount: number): Quantity {
  if (lot.unit === 'piece') return { epcClass: lot.uri, quantity: amount };
  return { epcClass: lot.uri, quantity: amount / 1000, uom: lot.unit };
}

/** An input lot of a maker; nothing is recorded yet. */
export function inputLot(maker: Member, category: string, number: string, unit: InputLot['unit']): InputLot {
  const product = maker.product(category);
  if (product.label === undefined) throw new Error(`${category} has no label`);
  return { uri: lotUri(product.gtin, number), product, label: product.label, unit };
}

/** One buyer's order of an input lot. */
export interface InputOrder {
  readonly seller: Member;
  readonly buyer: Dock;
  /** Thousandths of the unit, or pieces. */
  readonly amount: number;
}

/**
 * Records the way of an input lot from its maker through the sellers to the growers, ten days in all.
 * The maker makes a tenth more than is ordered: some of it never leaves the shelf.
 */
export function supplyInput(
  chain: Chain,
  maker: Member,
  lot: InputLot,
  orders: readonly InputOrder[],
  day: LocalDay,
): void {
  const total = orders.reduce((sum, each) => sum + each.amount, 0);
  const number = lot.uri.slice(lot.uri.lastIndexOf('/') + 1);
  const made = objectEvent(
    'ADD',
    { quantities: [inputQuantity(lot, Math.ceil(total * 1.1))] },
    {
      at: startOf(day) + hours(9),
      step: 'commissioning',
      disposition: 'active',
      place: dockOf(maker).place,
      ilmd: {
        'cbvmda:lotNumber': number,
        'pinxin:registrationNumber': lot.label.registrationNumber,
        'pinxin:inputKind': lot.label.kind,
        ...(lot.label.activeIngredient === undefined
          ? {}
          : { 'pinxin:activeIngredient': lot.label.activeIngredient }),
        ...(lot.label.intervalDays === undefined ? {} : { 'pinxin:intervalDays': lot.label.intervalDays }),
      },
      facts: { 'pinxin:activity': 'inputMaking' },
    },
  );
  chain.recorder.record(maker, made, 1);
  for (const [seller, bought] of Map.groupBy(orders, each => each.seller)) {
    const amount = bought.reduce((sum, each) => sum + each.amount, 0);
    const store = dockOf(seller);
    const leaves = startOf(day + 1) + hours(10);
    deliver(chain, {
      from: dockOf(maker, 1),
      to: store,
      leaves,
      arrives: leaves + hours(26),
      what: { quantities: [inputQuantity(lot, amount)] },
      facts: { 'pinxin:activity': 'inputPurchase' },
    });
    bought.forEach((order, index) => {
      const sold = startOf(day + 4 + (index % 5)) + hours(9) + (index % 60) * 60;
      deliver(chain, {
        from: store,
        to: order.buyer,
        leaves: sold,
        arrives: sold + hours(3),
        what: { quantities: [inputQuantity(lot, order.amount)] },
        papers: [
          {
            type: 'inv',
            bizTransaction: documentUri(seller.prefix, DocumentType.invoice, chain.nextCode()),
          },
        ],
        facts: {
          'pinxin:activity': 'inputPurchase',
          'pinxin:registrationNumber': lot.label.registrationNumber,
        },
      });
    });
  }
}

/** An input lot bought by several growers ahead of the season: one purchase for the next cells of a line. */
export interface SharedPurchase {
  readonly maker: Member;
  readonly category: string;
  readonly number: string;
  readonly unit: InputLot['unit'];
  readonly buyers: readonly Dock[];
  /** Thousandths of the unit, or pieces, for each buyer. */
  readonly amountEach: number;
  readonly day: LocalDay;
}

/** Records the making of a lot and its sale to every buyer in turn; returns the lot. */
export function buyTogether(chain: Chain, purchase: SharedPurchase): InputLot {
  const lot = inputLot(purchase.maker, purchase.category, purchase.number, purchase.unit);
  const orders = purchase.buyers.map(
    (buyer, index): InputOrder => ({
      seller: chain.directory.one('inputseller', index),
      buyer,
      amount: purchase.amountEach,
    }),
  );
  supplyInput(chain, purchase.maker, lot, orders, purchase.day);
  return lot;
}
