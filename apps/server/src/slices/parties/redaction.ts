/** Kinds whose name is a natural person's: shown masked to the public (个人信息保护法 第六条, 最小必要). */
const PERSONAL: ReadonlySet<string> = new Set(['familyFarm', 'household']);

/** A party's name as the public may see it: enterprises whole, natural persons by their first character. */
export function publicName(kind: string, name: string): string {
  if (!PERSONAL.has(kind)) return name;
  const [first = ''] = name;
  return `${first}**`;
}
