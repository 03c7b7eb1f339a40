const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const VALUES = new Map([...ALPHABET].map((letter, index) => [letter, BigInt(index)]));
/** Longest text that is read: keys, signatures and digests are far shorter, and the work grows with the square. */
const LONGEST = 400;

/** Base58 in Bitcoin's alphabet, as multibase `z` has it. */
export function toBase58(bytes: Uint8Array): string {
  let rest = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  while (rest > 0n) {
    text = ALPHABET[Number(rest % 58n)]! + text;
    rest /= 58n;
  }
  return '1'.repeat(leading(bytes, 0)) + text;
}

/** Reads base58; undefined for any letter outside its alphabet or a text over 400 letters. */
export function fromBase58(text: string): Uint8Array | undefined {
  if (text.length > LONGEST) return undefined;
  let value = 0n;
  for (const letter of text) {
    const digit = VALUES.get(letter);
    if (digit === undefined) return undefined;
    value = value * 58n + digit;
  }
  const digits = value === 0n ? '' : value.toString(16);
  const hex = digits.length % 2 === 0 ? digits : `0${digits}`;
  const zeros = leading([...text], '1');
  return Buffer.from('00'.repeat(zeros) + hex, 'hex');
}

function leading<T>(items: ArrayLike<T>, wanted: T): number {
  let count = 0;
  while (count < items.length && items[count] === wanted) count += 1;
  return count;
}
