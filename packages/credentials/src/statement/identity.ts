import type { JsonObject } from '../encoding/json.ts';
import type { StatementFacts } from './statement-facts.ts';
import { partyOf, statedBy } from './statement-parts.ts';

/** 行政许可、资质认定: that somebody stands in a register, as UNTP's identity anchor says it. */
export function identityOf(facts: StatementFacts): JsonObject {
  const { holder, content, scheme } = facts;
  const decidedOn = content.decidedOn;
  return {
    type: ['RegisteredIdentity'],
    id: holder.id,
    registeredName: holder.name,
    registeredId: facts.number ?? holder.registeredId ?? facts.statement,
    registeredDate: typeof decidedOn === 'string' ? decidedOn : facts.validFrom,
    idScheme: { type: ['IdentifierScheme'], id: scheme.id, name: scheme.name },
    registrar: partyOf(facts.issuer),
    registerType: facts.kind === 'accreditation' ? 'accreditation' : 'business',
    ...statedBy(facts),
    permits: content,
  };
}
