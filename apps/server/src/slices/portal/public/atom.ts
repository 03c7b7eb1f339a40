import { escapeHtml } from '@pinxin/site/html';

/** One thing that is new. */
export interface FeedEntry {
  /** Stays the same for ever. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly href: string;
  /** Instants (RFC 3339). */
  readonly updated: string;
}

/** A feed (RFC 4287). */
export interface Feed {
  readonly title: string;
  readonly language: string;
  readonly self: string;
  readonly page: string;
  /** When nothing was ever new. */
  readonly updated: string;
  readonly entries: readonly FeedEntry[];
}

/** A feed as Atom. */
export function printAtom({ title, language, self, page, updated, entries }: Feed): string {
  const latest = entries.reduce((last, entry) => (entry.updated > last ? entry.updated : last), '');
  const text = (value: string) => escapeHtml(printable(value));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><id>${text(self)}</id><title>${text(title)}</title><updated>${latest || updated}</updated><link rel="self" href="${text(self)}"/><link href="${text(page)}"/><author><name>品信 · Pinxin</name></author>
${entries
  .map(
    entry =>
      `<entry><id>${text(entry.id)}</id><title>${text(entry.title)}</title><updated>${entry.updated}</updated><link href="${text(entry.href)}"/><summary>${text(entry.summary)}</summary></entry>`,
  )
  .join('\n')}
</feed>
`;
}

/** XML 1.0 has no room for control characters, however they are written. */
function printable(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
