import { PARTY_KIND_WORDS, PLACE_KIND_WORDS, PRODUCT_KIND_WORDS } from '@pinxin/contract/parties';
import { ROLE_WORDS } from '@pinxin/contract/permissions';
import type { LocalText } from '@pinxin/contract/scan';
import { ACTION_WORDS, PROCEDURE_WORDS, STATE_WORDS } from '@pinxin/contract/schemes/words';
import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import { STATEMENT_ACTION_WORDS, STATEMENT_STATUS_WORDS } from '@pinxin/contract/statements/status';
import { UNUSUAL_WORDS } from '@pinxin/contract/unusual-use';

type Table = Readonly<Record<string, Required<LocalText>>>;

/** The words that both sides agreed on, by the field in which their set stands; looked through in this order. */
const TABLES: readonly (readonly [fields: readonly string[], words: Table])[] = [
  [['procedure'], PROCEDURE_WORDS],
  [['state', 'step', 'to', 'from'], STATE_WORDS],
  [['action'], { ...STATEMENT_ACTION_WORDS, ...ACTION_WORDS }],
  [['status', 'toStatus'], STATEMENT_STATUS_WORDS],
  [['role', 'roles'], ROLE_WORDS],
  [['unusual'], UNUSUAL_WORDS],
  [
    ['kind', 'kinds', 'applicantKinds', 'outcome'],
    {
      ...PRODUCT_KIND_WORDS,
      ...PLACE_KIND_WORDS,
      ...PARTY_KIND_WORDS,
      ...STATEMENT_KIND_WORDS,
      ...UNUSUAL_WORDS,
    },
  ],
];

/** The agreed word for a member of a closed set; undefined when the contract has none. */
export function contractWord(field: string, value: string): Required<LocalText> | undefined {
  return TABLES.find(([fields, words]) => fields.includes(field) && words[value] !== undefined)?.[1][value];
}
