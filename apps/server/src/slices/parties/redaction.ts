import { PERSONAL_KINDS } from '@pinxin/contract/parties';

const PERSONAL: ReadonlySet<string> = new Set(PERSONAL_KINDS);

/** A party's name as the public may see it: enterprises whole, natural persons by their first character. */
export function publicName(kind: string, name: string): string {
  if (!PERSONAL.has(kind)) return name;
  const [first = ''] = name;
  return `${first}**`;
}
