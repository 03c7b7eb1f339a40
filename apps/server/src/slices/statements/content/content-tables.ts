import { STATEMENT_CONTENT } from '@pinxin/contract/statements/content';
import type { StatementKind } from '@pinxin/contract/statements/kind';

/** Where the content of a kind is kept: one row in `table`, and the rows of each list in a table of their own. */
export interface ContentTables {
  readonly table: string;
  readonly lists: Readonly<Record<string, string>>;
}

/** The typed tables of each kind. Columns are the fields in snake case; a test holds both to each other. */
export const CONTENT_TABLES: Readonly<Record<StatementKind, ContentTables>> = {
  certification: { table: 'statement_certification', lists: { products: 'statement_certified_product' } },
  declaration: { table: 'statement_declaration', lists: { indicators: 'statement_declared_indicator' } },
  accreditation: { table: 'statement_accreditation', lists: { scope: 'statement_accreditation_scope' } },
  testReport: { table: 'statement_test_report', lists: { items: 'statement_test_item' } },
  licence: { table: 'statement_licence', lists: {} },
  sanction: { table: 'statement_sanction', lists: { measures: 'statement_sanction_measure' } },
  award: { table: 'statement_award', lists: {} },
  listing: { table: 'statement_listing', lists: { measures: 'statement_listing_measure' } },
  complianceCommitment: {
    table: 'statement_compliance_commitment',
    lists: { bases: 'statement_commitment_basis' },
  },
};

/** `areaMu` → `area_mu`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/** `area_mu` → `areaMu`. */
export function fieldOf(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The fields of a kind's content that are single values, in the order of its schema. */
export function singleFields(kind: StatementKind): readonly string[] {
  const { lists } = CONTENT_TABLES[kind];
  return Object.keys(STATEMENT_CONTENT[kind].properties).filter(field => !(field in lists));
}
