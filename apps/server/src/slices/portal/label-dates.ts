import type { DateKind } from '@pinxin/contract/scan';
import type { LabelDate } from './scan-views.ts';

/** Master data words of a lot that are dates on its label; CBV 2.0 §9.2 (ILMD) and GS1 Web Vocabulary spellings. */
const WORDS: Readonly<Record<string, DateKind>> = {
  harvestdate: 'harvested',
  harveststartdate: 'harvested',
  harvestenddate: 'harvested',
  productiondate: 'made',
  packagingdate: 'packed',
  packdate: 'packed',
  bestbeforedate: 'bestBefore',
  itemexpirationdate: 'expires',
  expirationdate: 'expires',
  expirydate: 'expires',
};

/** The dates that an event's ILMD states; nothing for an event that was not received as JSON. */
export function labelDatesIn(document: Buffer): readonly LabelDate[] {
  const ilmd = ilmdOf(document);
  if (!ilmd) return [];
  const found = new Map<DateKind, LabelDate>();
  for (const [key, value] of Object.entries(ilmd)) {
    const kind = WORDS[key.slice(key.lastIndexOf(':') + 1).toLowerCase()];
    const date = dateIn(value);
    if (kind && date && !found.has(kind)) found.set(kind, { kind, date });
  }
  return [...found.values()];
}

function ilmdOf(document: Buffer): Record<string, unknown> | undefined {
  // Most events have none: looked for before the document is read.
  if (!document.includes('"ilmd"')) return undefined;
  const text = document.toString('utf8');
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const { ilmd } = JSON.parse(text) as { ilmd?: unknown };
    return typeof ilmd === 'object' && ilmd !== null ? (ilmd as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function dateIn(value: unknown): string | undefined {
  const text =
    typeof value === 'object' && value !== null ? (value as { '@value'?: unknown })['@value'] : value;
  return typeof text === 'string' ? /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] : undefined;
}
