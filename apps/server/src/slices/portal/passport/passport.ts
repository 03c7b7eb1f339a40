import type { NamedCode, PartyFact, ScanPage } from '@pinxin/contract/scan';
import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import { toBase58 } from '@pinxin/credentials/encoding/base58';
import { UNTP_LINK_TYPES } from '@pinxin/credentials/passport/build-passport';
import type { PassportClaim, PassportFacts } from '@pinxin/credentials/passport/passport-facts';
import type { NamedParty } from '@pinxin/credentials/statement/statement-facts';
import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { type ClaimRow, claimsBehind, partyDid } from '../../statements/api.ts';
import { partyOfUscc } from './passport-views.ts';

/** So long a passport holds: what the records say of goods may change any day, and a recall must not be outlived. */
const HOLDS = 24 * 3_600_000;
const STEM = 'https://id.gs1.org';

/** Why there is no passport of a code. Closed. */
export type NoPassport = 'codeUnknown' | 'notALot' | 'originUnknown';

/** What a passport says, but for who issues it. */
export type PassportContent = Omit<PassportFacts, 'issuer'>;

/** 产品护照: from the public page of a lot or pack and the statements behind it. Nothing that the page hides is in it. */
export async function passportContent(
  ctx: Context,
  code: NamedCode,
  page: ScanPage,
): Promise<PassportContent | NoPassport> {
  if ((code.thing !== 'lot' && code.thing !== 'item') || code.gtin === undefined) return 'notALot';
  if (page.verdict.kind === 'unknown' || page.records === 0) return 'codeUnknown';
  const facility = facilityOf(ctx, code, page);
  if (facility === undefined) return 'originUnknown';
  const madeAt = ctx.clock.now();
  const lots = [code.uri, ...code.wider];
  const named = page.registered.filter(({ status }) => status === 'valid').map(({ id }) => id);
  const rows = await claimsBehind(
    ctx.database,
    { lots, gtin: code.gtin, named },
    localDateOf(ctx.clock.now()),
  );
  const maker = page.maker && (await makerOf(ctx, page.maker));
  const date = page.dates.find(({ kind }) => kind === 'made' || kind === 'packed') ?? page.dates[0];
  return {
    id: `${ctx.publicUrl}/passports${code.path}`,
    madeAt,
    goodUntil: new Date(madeAt.getTime() + HOLDS),
    product: {
      ...{ id: code.uri, gtin: code.gtin, granularity: code.thing === 'item' ? 'item' : 'batch' },
      name: page.product?.name['zh-CN'] ?? code.text,
      ...(code.lot === undefined ? {} : { lot: code.lot }),
      ...(code.serial === undefined ? {} : { serial: code.serial }),
      ...(page.product?.category === undefined ? {} : { category: page.product.category }),
    },
    ...(maker === undefined ? {} : { maker }),
    facility,
    // The register of parties and the divisions are China's: goods that neither knows get no passport here.
    country: { code: 'CN', name: '中国' },
    ...(date === undefined ? {} : { productionDate: date.date }),
    claims: rows.map(row => claimOf(ctx, row)),
    documents: documentsOf(ctx, code, page),
    verdict: page.verdict.kind,
    journal: page.journal,
  };
}

/** Named by the page's own line about it: which place exactly is not public. Who made it stands for a place that nobody told. */
function facilityOf(ctx: Context, code: NamedCode, { place, maker }: ScanPage) {
  if (maker === undefined && place?.division === undefined) return undefined;
  const name = (place ?? maker)!.name['zh-CN'];
  return { id: `${ctx.publicUrl}${code.path}#what`, name };
}

/** Natural persons have no code on a page, and so no identifier here. */
async function makerOf(ctx: Context, { name, uscc }: PartyFact): Promise<NamedParty | undefined> {
  const party = uscc === undefined ? undefined : await partyOfUscc(ctx.database, uscc);
  if (uscc === undefined || party === undefined) return undefined;
  return { id: partyDid(ctx.publicUrl, party), name: name['zh-CN'], registeredId: uscc };
}

function claimOf({ publicUrl }: Context, row: ClaimRow): PassportClaim {
  const { id, kind, scheme, schemeName, number, validFrom, validTo, digest } = row;
  const name = schemeName ?? scheme ?? STATEMENT_KIND_WORDS[kind]['zh-CN'];
  return {
    ...{ statement: id, kind, name, number, validFrom, validTo },
    scheme:
      scheme === null
        ? { id: `${publicUrl}/statement-kinds#${kind}`, name: row.legalBasis }
        : { id: `${publicUrl}/schemes/${encodeURIComponent(scheme)}`, name },
    score: row.grade ?? row.conclusion ?? 'conforms',
    credential: {
      url: `${publicUrl}/credentials/${id}`,
      digestMultibase: `z${toBase58(Buffer.concat([Buffer.of(0x12, 0x20), digest]))}`,
    },
  };
}

function documentsOf({ publicUrl }: Context, { path }: NamedCode, page: ScanPage) {
  const gs1 = (type: string) => `https://gs1.org/voc/${type}`;
  const { lineage, linkset } = page.links;
  return [
    { path, name: '扫码页', mediaType: 'text/html', linkType: gs1('pip') },
    { path: lineage, name: '来龙去脉', mediaType: 'text/html', linkType: gs1('traceability') },
    {
      ...{ path: linkset, name: '全部链接', mediaType: 'application/linkset+json' },
      linkType: `${UNTP_LINK_TYPES}idr`,
    },
    {
      path: `/events?MATCH_${page.kind === 'lot' ? 'anyEPCClass' : 'anyEPC'}=${encodeURIComponent(STEM + path)}`,
      ...{ name: 'EPCIS 2.0 事件', mediaType: 'application/json', linkType: gs1('epcis') },
    },
  ].map(({ path: at, ...rest }) => ({ url: `${publicUrl}${at}`, ...rest }));
}
