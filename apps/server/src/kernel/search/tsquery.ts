/** A `tsquery` text that asks for all of these grams, taken literally. */
export function tsqueryOfAll(grams: readonly string[]): string {
  return grams.map(quoted).join(' & ');
}

function quoted(gram: string): string {
  return `'${gram.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
