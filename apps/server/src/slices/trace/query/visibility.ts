/** Who asks: an authority that may see every event, or a party that sees its own chain. */
export type Viewer = { readonly kind: 'everything' } | { readonly kind: 'party'; readonly party: number };
