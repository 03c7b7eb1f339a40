import { hrefIn, type PageContext } from './frame.ts';
import { type Html, html, nothing } from './html.ts';

/** One choice of a filter. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A field of a filter: words, a day, or one of several choices. */
export type FilterField =
  | { readonly kind: 'text' | 'date'; readonly name: string; readonly label: string; readonly value: string }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly value: string;
      readonly choices: readonly Choice[];
    };

/** What to look for in a list. It stands in the address: a list is shared by its address. */
export function filterForm(
  context: PageContext,
  action: string,
  fields: readonly FilterField[],
  go = context.words.say('list.filter'),
): Html {
  const { words } = context;
  return html`<form class="card filter" action="${action}" method="get" role="search">${
    context.languageChosen ? html`<input type="hidden" name="lang" value="${words.language}">` : nothing
  }${fields.map(filterField)}<div class="go"><button type="submit">${go}</button></div></form>`;
}

function filterField(field: FilterField): Html {
  const id = `f-${field.name}`;
  const label = html`<label for="${id}">${field.label}</label>`;
  if (field.kind !== 'choice') {
    return html`<div>${label}<input id="${id}" name="${field.name}" type="${field.kind === 'date' ? 'date' : 'search'}" value="${field.value}"></div>`;
  }
  return html`<div>${label}<select id="${id}" name="${field.name}">${choiceList(field.choices, field.value)}</select></div>`;
}

/** Options of a select. */
export function choiceList(choices: readonly Choice[], chosen: string): readonly Html[] {
  return choices.map(
    ({ value, label }) =>
      html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${label}</option>`,
  );
}

/** The same list as files and feeds, with the filter that is set. */
export function exportLinks(
  context: PageContext,
  links: readonly { readonly label: string; readonly href: string }[],
): Html {
  const { words } = context;
  return html`<p class="choice small exports"><span>${words.say('list.export')}</span>${links.map(
    ({ label, href }) => html`<a href="${hrefIn(context, href)}">${label}</a>`,
  )}</p>`;
}

/** A path with those parameters that say something. */
export function pathWith(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) parameters.set(name, value);
  const query = String(parameters);
  return query === '' ? path : `${path}?${query}`;
}
