import type { JsonObject } from '../encoding/json.ts';
import type { StatementFacts } from './statement-facts.ts';

/** What a credential of any type says of the statement behind it. */
export function statedBy(facts: StatementFacts): JsonObject {
  return {
    statement: facts.statement,
    statementKind: facts.kind,
    ...(facts.number === null ? {} : { number: facts.number }),
    legalBasis: facts.legalBasis,
    mandate: facts.mandateBasis,
  };
}

/** A party as UNTP writes it. */
export function partyOf({ id, name, registeredId }: StatementFacts['holder']): JsonObject {
  return { type: ['Party'], id, name, ...(registeredId === undefined ? {} : { registeredId }) };
}
