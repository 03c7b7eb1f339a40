/** A piece of markup that is safe to print: everything put into it was escaped. */
export interface Html {
  readonly markup: string;
}

/** Noncharacters that stand for what is filled in later; no data brings them into a page. */
export const PLACEHOLDER = '\uFDEE';
export const SHEET_PLACEHOLDER = '\uFDED';

type Part = string | number | Html | null | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  [PLACEHOLDER]: '',
  [SHEET_PLACEHOLDER]: '',
};

/** Text made safe for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return /[&<>"'\uFDED\uFDEE]/.test(text)
    ? text.replace(/[&<>"'\uFDED\uFDEE]/g, character => ESCAPES[character]!)
    : text;
}

/** Builds markup; every value is escaped unless it is markup already. Lists are joined; null, undefined and false print nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0]!;
  for (let index = 0; index < parts.length; index++) markup += print(parts[index]) + strings[index + 1]!;
  return { markup };
}

/** Markup from a string that this code wrote itself (styles, a constant); never from data. */
export function trusted(markup: string): Html {
  return { markup };
}

/** Nothing at all. */
export const nothing: Html = { markup: '' };

function print(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if (isHtml(part)) return part.markup;
  return part.map(print).join('');
}

function isHtml(part: Html | readonly Part[]): part is Html {
  return 'markup' in part;
}
