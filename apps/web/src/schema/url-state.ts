/** What a list shows, as its address says it: shared by sending the address. */
export type UrlState = Readonly<Record<string, string>>;

/** Search parameters of an address that are texts; anything else is dropped. */
export function readUrlState(search: Readonly<Record<string, unknown>>): UrlState {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'string') return value === '' ? [] : [[name, value]];
      return typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [];
    }),
  );
}

/** The state with some values set (or, when empty, taken out); a changed filter starts the list anew. */
export function withFilter(state: UrlState, changes: Readonly<Record<string, string | undefined>>): UrlState {
  const { after: _first, ...kept } = state;
  return Object.fromEntries(
    Object.entries({ ...kept, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}

/** The server's query for a state: fixed parameters of the screen win over what the address says. */
export function queryText(
  state: UrlState,
  fixed: Readonly<Record<string, string>>,
  cursor: string,
  limit?: number,
): string {
  const { after, view: _view, ...filters } = state;
  const query = new URLSearchParams({ ...filters, ...fixed });
  if (after !== undefined) query.set(cursor, after);
  if (limit !== undefined) query.set('limit', String(limit));
  query.sort();
  return String(query);
}

/** Search text as the address bar shows it: plain names and values, no JSON. */
export function searchText(search: Readonly<Record<string, unknown>>): string {
  const text = String(new URLSearchParams(readUrlState(search)));
  return text === '' ? '' : `?${text}`;
}

/** The other way round. Numbers stay texts, so that codes keep their leading zeros. */
export function searchFrom(text: string): UrlState {
  return readUrlState(Object.fromEntries(new URLSearchParams(text)));
}
