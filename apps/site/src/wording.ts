import type { LocalText, PartyFact, PlaceFact, Quantity } from '@pinxin/contract/scan';
import { inLanguage, type Language } from './language.ts';
import { catalogue, type MessageKey } from './messages/catalogue.ts';

/** Speaks one language: messages, names, dates, figures. */
export interface Wording {
  readonly language: Language;
  /** A message with its `{places}` filled. */
  readonly say: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly name: (text: LocalText) => string;
  /** 2026年3月8日 / 8 March 2026, from `YYYY-MM-DD…`. */
  readonly date: (iso: string) => string;
  /** With hours and minutes, as on the clock of the place. */
  readonly time: (iso: string) => string;
  readonly quantity: (quantity: Quantity) => string;
  readonly number: (value: number) => string;
  readonly division: (code: string) => string;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** Units people know, UN/CEFACT Recommendation 20; others are shown by their code. */
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  KGM: ['千克', 'kg'],
  GRM: ['克', 'g'],
  TNE: ['吨', 't'],
  LTR: ['升', 'L'],
  MLT: ['毫升', 'mL'],
  MTR: ['米', 'm'],
  HAR: ['公顷', 'ha'],
  EA: ['件', 'pcs'],
  H87: ['件', 'pcs'],
  C62: ['件', 'pcs'],
  XBG: ['袋', 'bags'],
  XBX: ['箱', 'boxes'],
};

/** Names of divisions by code, given by the region; unknown ones are shown as codes. */
export type DivisionNames = Readonly<Record<string, LocalText>>;

/** A message cut at its places: text, name, text, name, …, text. */
type Sentence = readonly string[];

const SENTENCES = new Map<Language, Readonly<Record<MessageKey, Sentence>>>();

function sentencesIn(language: Language): Readonly<Record<MessageKey, Sentence>> {
  let sentences = SENTENCES.get(language);
  if (sentences === undefined) {
    const cut = Object.entries(catalogue).map(([key, message]) => [
      key,
      message[language].split(/\{(\w+)\}/),
    ]);
    sentences = Object.fromEntries(cut) as Record<MessageKey, Sentence>;
    SENTENCES.set(language, sentences);
  }
  return sentences;
}

function filled(sentence: Sentence, values: Readonly<Record<string, string | number>> | undefined): string {
  let text = sentence[0]!;
  for (let place = 1; place < sentence.length; place += 2) {
    text += `${values?.[sentence[place]!] ?? ''}${sentence[place + 1]}`;
  }
  return text;
}

const MOST_DATES = 5_000;

/** The wording of a language. */
export function wordingOf(language: Language, divisions: DivisionNames = {}): Wording {
  const dates = new Map<string, string>();
  const date = (iso: string) => {
    const day = iso.slice(0, 10);
    let words = dates.get(day);
    if (words === undefined) {
      if (dates.size >= MOST_DATES) dates.clear();
      words = dateIn(language, day);
      dates.set(day, words);
    }
    return words;
  };
  const sentences = sentencesIn(language);
  return {
    language,
    say: (key, values) => filled(sentences[key], values),
    name: text => inLanguage(language, text),
    date,
    time: iso => (iso.length < 16 ? date(iso) : `${date(iso)} ${iso.slice(11, 16)}`),
    quantity: quantity => `${groupDigits(quantity.value)} ${unitIn(language, quantity.unit)}`.trim(),
    number: value => groupDigits(String(value)),
    division: code => {
      const name = divisions[code];
      return name ? inLanguage(language, name) : code;
    },
  };
}

/** A party's name and, where known, its division. */
export function partyLine(words: Wording, party: PartyFact): string {
  const division = party.division ? words.division(party.division) : undefined;
  return division ? `${words.name(party.name)} · ${division}` : words.name(party.name);
}

/** A place's name and, where known, its division. */
export function placeLine(words: Wording, place: PlaceFact): string {
  const division = place.division ? words.division(place.division) : undefined;
  return division ? `${words.name(place.name)} · ${division}` : words.name(place.name);
}

function dateIn(language: Language, iso: string): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  if (language === 'en') return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
  return `${year}年${Number(month)}月${Number(day)}日`;
}

function unitIn(language: Language, unit: string | undefined): string {
  const known = UNITS[unit ?? 'H87'];
  if (!known) return unit ?? '';
  return language === 'en' ? known[1] : known[0];
}

/** 1118.50 → 1,118.5: digits in threes, no trailing zeros after the point. */
export function groupDigits(decimal: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = '', whole = '', fraction = ''] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = fraction.replace(/0+$/, '');
  return rest ? `${sign}${grouped}.${rest}` : `${sign}${grouped}`;
}
