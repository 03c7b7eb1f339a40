import type { PassportPage } from '@pinxin/contract/passport-page';
import type { ScanPage } from '@pinxin/contract/scan';
import { isObject, type JsonObject } from '@pinxin/credentials/encoding/json';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import { localInstant } from '../row-facts.ts';
import type { PassportContent } from './passport.ts';

/** The page of a passport: what it says, in the words of the page behind the code where that has them in two languages. */
export function passportPage(
  { path, label, product, maker, place }: ScanPage,
  content: PassportContent,
  { issuer }: JsonObject,
  isSigned: boolean,
): PassportPage {
  const { facility, productionDate, goodUntil, claims, verdict } = content;
  return {
    ...{ path, label, claims, verdict, isSigned },
    ...{ granularity: content.product.granularity, gtin: content.product.gtin },
    name: product?.name ?? { 'zh-CN': content.product.name },
    ...(maker === undefined ? {} : { maker: maker.name }),
    facility: place ?? { 'zh-CN': facility.name },
    ...(productionDate === undefined ? {} : { productionDate }),
    issuer: isObject(issuer) ? String(issuer.name) : '',
    goodUntil: localInstant(goodUntil.toISOString(), LEGAL_OFFSET_MINUTES),
  };
}
