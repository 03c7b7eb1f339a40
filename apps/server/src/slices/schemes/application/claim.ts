import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import type { Claim } from '@pinxin/contract/statements/content';
import type { Application } from './application.ts';

/** What the claim names beside the application itself. */
export interface ClaimFacts {
  readonly number: string;
  readonly today: string;
  readonly round: string | undefined;
  readonly subjectName: string;
  readonly gtin: string | null;
}

/** What is said when a mark is granted, in the form of the statement that the scheme ends in. Pure. */
export function claimOf(rules: SchemeRules, application: Application, facts: ClaimFacts): Claim {
  switch (rules.outcome) {
    case 'certification':
      return { kind: 'certification', content: certificationOf(application, facts) };
    case 'award':
      return {
        kind: 'award',
        content: {
          round: facts.round ?? facts.today.slice(0, 4),
          ...(application.scope === null ? {} : { field: application.scope.slice(0, 200) }),
        },
      };
    case 'listing':
      return {
        kind: 'listing',
        content: {
          list: 'register',
          level: 'regional',
          category: rules.name['zh-CN'],
          enteredOn: facts.today,
          measures: [],
        },
      };
    case 'licence':
      return {
        kind: 'licence',
        content: {
          documentName: `${rules.name['zh-CN']}许可`,
          documentNumber: facts.number,
          category: 'special',
          certificateName: `${rules.name['zh-CN']}使用许可证`,
          content: application.scope ?? `许可使用${rules.name['zh-CN']}`,
          decidedOn: facts.today,
        },
      };
  }
}

function certificationOf({ areaMu, outputKg }: Application, { subjectName, gtin }: ClaimFacts) {
  return {
    ...(areaMu === null ? {} : { areaMu: plain(areaMu) }),
    ...(outputKg === null ? {} : { outputTonnes: thousandth(outputKg) }),
    products: [{ name: subjectName, ...(gtin === null ? {} : { gtin }) }],
  };
}

/** A decimal without the zeros that the column adds. */
function plain(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** Kilograms as tonnes, exactly: the point moves by three places. */
export function thousandth(kilograms: string): string {
  const [whole = '0', fraction = ''] = plain(kilograms).split('.');
  const digits = whole.padStart(4, '0');
  return plain(`${digits.slice(0, -3)}.${digits.slice(-3)}${fraction}`).replace(/^0+(?=\d)/, '');
}
