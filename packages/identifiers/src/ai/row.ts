/** Associations of an application identifier, as the GS1 General Specifications state them. */
export interface AiRules {
  /** Alternatives separated by blanks, each a set joined by `+`; a final `n` stands for any digit. */
  readonly needs?: string;
  /** Codes or patterns that it must not stand beside. */
  readonly excludes?: string;
  /** It is a Digital Link primary key: its qualifiers in order, alternatives separated by `|`. */
  readonly key?: string;
}

/**
 * One application identifier or a run of them: codes; `f` for predefined length (no separator follows), `a` for
 * allowed as a Digital Link attribute; components; printed title; associations.
 *
 * A component is its type (N digits, X set 82, Y set 39, Z base64), its length (`..` for up to), and its content
 * checks behind colons; one in brackets may be absent.
 */
export type AiRow = readonly [codes: string, flags: string, format: string, title: string, rules?: AiRules];
