/**
 * Who asks: an authority that may see every event, or a party that sees its own chain. `also` are parties that were
 * merged into it: what they told is its own.
 */
export type Viewer =
  | { readonly kind: 'everything' }
  | {
      readonly kind: 'party';
      readonly party: number;
      readonly also?: readonly number[];
      /** It told of so few lots that they are read once, and not looked up for each event: see `lookedAt`. */
      readonly fewLots?: boolean;
    };

/** The numbers under which a viewer told events. */
export function numbersOf(viewer: Extract<Viewer, { kind: 'party' }>): readonly number[] {
  return [viewer.party, ...(viewer.also ?? [])];
}
