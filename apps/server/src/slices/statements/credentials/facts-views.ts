import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import { toBase58 } from '@pinxin/credentials/encoding/base58';
import type { JsonObject } from '@pinxin/credentials/encoding/json';
import { didWebOf } from '@pinxin/credentials/keys/did-web';
import type {
  NamedParty,
  StatementFacts,
  StatementSubject,
} from '@pinxin/credentials/statement/statement-facts';
import type { Tx } from '../../../kernel/transaction.ts';
import { publicName } from '../../parties/api.ts';

interface FactsRow {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementFacts['kind'];
  readonly number: string | null;
  readonly scheme: string | null;
  readonly schemeName: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly legalBasis: string;
  readonly mandateBasis: string;
  readonly issuerName: string;
  readonly issuerUscc: string | null;
  readonly holder: string | null;
  readonly holderKind: string | null;
  readonly holderName: string | null;
  readonly holderUscc: string | null;
  readonly subjectKind: StatementSubject['kind'];
  readonly subjectId: string;
  readonly subjectName: string | null;
  readonly evidence: readonly { readonly digest: string; readonly mediaType: string }[];
}

/** Where a credential is to be found and what signs it: what only its issuing knows. */
export interface Signing {
  /** Number of the statement. */
  readonly id: number;
  readonly publicUrl: string;
  readonly did: string;
  readonly content: JsonObject;
  readonly status: StatementFacts['status'];
}

// Each statement is looked up by itself (`offset 0`): a plan that is kept must not read the whole table for a group.
const STATEMENT_FACTS = `select f.* from unnest($1::bigint[]) as g(id) cross join lateral (
  select s.id, s.public_id as "publicId", s.kind, s.number, s.scheme, s.valid_from as "validFrom", s.valid_to as "validTo",
    s.legal_basis as "legalBasis", m.legal_basis as "mandateBasis", i.name_zh as "issuerName", i.uscc as "issuerUscc",
    h.public_id as holder, h.kind as "holderKind", h.name_zh as "holderName", h.uscc as "holderUscc",
    -- The scheme's name on the day of issue is part of what is said; the room of schemes is above this one.
    (select e.name_zh from scheme c join scheme_edition e on e.scheme = c.id
      where c.code = s.scheme order by e.effective_from <= s.valid_from desc, e.effective_from desc limit 1) as "schemeName",
    case when s.party_id is not null then 'party' when s.place_id is not null then 'place'
      when s.product_id is not null then 'product' when s.brand_id is not null then 'brand' else 'lot' end as "subjectKind",
    coalesce(p.public_id, t.uri, d.gtin, b.public_id, o.uri) as "subjectId",
    coalesce(p.name_zh, l.name_zh, d.name_zh, b.name_zh) as "subjectName",
    (select coalesce(json_agg(json_build_object('digest', encode(e.digest, 'hex'), 'mediaType', e.media_type) order by x.line), '[]')
      from statement_evidence x join evidence e on e.digest = x.digest where x.statement = s.id) as evidence
  from statement s join mandate m on m.id = s.mandate join party i on i.id = s.issuer
  left join party h on h.id = s.subject_party left join party p on p.id = s.party_id
  left join place l on l.id = s.place_id left join term t on t.id = s.place_id
  left join product d on d.id = s.product_id left join brand b on b.id = s.brand_id
  left join lot o on o.id = s.lot_id where s.id = g.id offset 0) as f`;

/** 声明事实: statements as their credentials say them, read in the transaction that writes them. Names of persons are masked. */
export async function statementFacts(
  tx: Tx,
  signings: readonly Signing[],
): Promise<readonly StatementFacts[]> {
  // Kept parsed and planned by the connection: to plan so many joins anew takes ten times as long as to run them.
  const { rows } = await tx.client.query<FactsRow>({
    name: 'statement-facts',
    text: STATEMENT_FACTS,
    values: [signings.map(({ id }) => id)],
  });
  const found = new Map(rows.map(row => [row.id, row]));
  return signings.map(signing => factsOf(found.get(signing.id)!, signing));
}

function factsOf(row: FactsRow, { publicUrl, did, content, status }: Signing): StatementFacts {
  const { publicId, kind, number, validFrom, validTo, legalBasis, mandateBasis } = row;
  const issuer = named(did, row.issuerName, row.issuerUscc);
  const schemeName = row.schemeName ?? row.scheme;
  return {
    ...{ kind, number, validFrom, validTo, legalBasis, mandateBasis, issuer, content, status },
    id: `${publicUrl}/credentials/${publicId}`,
    statement: publicId,
    title: schemeName ?? STATEMENT_KIND_WORDS[kind]['zh-CN'],
    holder: holderOf(row, publicUrl) ?? issuer,
    subject: subjectOf(row, publicUrl),
    scheme: {
      id:
        row.scheme === null
          ? `${publicUrl}/statement-kinds#${kind}`
          : `${publicUrl}/schemes/${encodeURIComponent(row.scheme)}`,
      name: schemeName ?? legalBasis,
    },
    evidence: row.evidence.map(({ digest, mediaType }) => ({
      ...{ url: `${publicUrl}/evidence/${digest}`, mediaType },
      digestMultibase: `z${toBase58(Buffer.concat([Buffer.of(0x12, 0x20), Buffer.from(digest, 'hex')]))}`,
    })),
  };
}

function holderOf(row: FactsRow, publicUrl: string): NamedParty | undefined {
  if (row.holder === null) return undefined;
  const name = publicName(row.holderKind ?? '', row.holderName ?? '');
  const isPerson = name !== row.holderName;
  return named(partyDid(publicUrl, row.holder), name, isPerson ? null : row.holderUscc);
}

function named(id: string, name: string, uscc: string | null): NamedParty {
  return { id, name, ...(uscc === null ? {} : { registeredId: uscc }) };
}

function subjectOf(row: FactsRow, publicUrl: string): StatementSubject {
  const { subjectKind: kind, subjectId } = row;
  const name = row.subjectName ?? row.holderName ?? subjectId;
  switch (kind) {
    case 'party':
      return { kind, id: partyDid(publicUrl, subjectId), name: publicName(row.holderKind ?? '', name) };
    case 'product':
      return { kind, id: `https://id.gs1.org/01/${subjectId}`, name };
    case 'brand':
      return { kind, id: `${publicUrl}/brands/${subjectId}`, name };
    case 'place':
    case 'lot':
      return { kind, id: subjectId, name };
  }
}

/** The DID of a party that this instance knows: `did:web` below its public address. */
export function partyDid(publicUrl: string, party: string): string {
  return didWebOf(publicUrl, ['parties', party]);
}
