/** Hexadecimal digits of each byte. */
const HEX = Uint16Array.from({ length: 256 }, (_, byte) => {
  const digits = byte.toString(16).padStart(2, '0');
  return (digits.charCodeAt(0) << 8) | digits.charCodeAt(1);
});
const ZERO = 0x30;
const DAY = 86_400_000;

/** Writes bytes as hexadecimal text; answers where it ends. */
export function writeHex(into: Buffer, at: number, bytes: Buffer, from: number, to: number): number {
  let end = at;
  for (let index = from; index < to; index++) {
    const digits = HEX[bytes[index]!]!;
    into[end++] = digits >> 8;
    into[end++] = digits & 0xff;
  }
  return end;
}

/** Writes instants as `toISOString` does; days are remembered, for neighbours in a sheet share them. */
export class InstantWriter {
  #day = Number.NaN;
  /** `YYYY-MM-DDT`; longer beyond year 9999. */
  #date = Buffer.alloc(0);

  /** Down to the second, without zone. Answers where it ends. */
  seconds(into: Buffer, at: number, time: number): number {
    const whole = Math.floor(time / 1000) * 1000;
    const day = Math.floor(whole / DAY);
    if (day !== this.#day) {
      const text = new Date(whole).toISOString();
      this.#date = Buffer.from(text.slice(0, text.indexOf('T') + 1));
      this.#day = day;
    }
    let end = at;
    for (let index = 0; index < this.#date.length; index++) into[end++] = this.#date[index]!;
    const second = (whole - day * DAY) / 1000;
    end = two(into, end, Math.floor(second / 3_600));
    into[end++] = 0x3a;
    end = two(into, end, Math.floor(second / 60) % 60);
    into[end++] = 0x3a;
    return two(into, end, second % 60);
  }

  /** To the millisecond, in UTC. Answers where it ends. */
  milliseconds(into: Buffer, at: number, time: number): number {
    const whole = Math.trunc(time);
    let end = this.seconds(into, at, whole);
    const rest = ((whole % 1000) + 1000) % 1000;
    into[end++] = 0x2e;
    into[end++] = ZERO + Math.floor(rest / 100);
    end = two(into, end, rest % 100);
    into[end++] = 0x5a;
    return end;
  }
}

function two(into: Buffer, at: number, value: number): number {
  into[at] = ZERO + Math.floor(value / 10);
  into[at + 1] = ZERO + (value % 10);
  return at + 2;
}

/** Bytes for which a cell is put in quotes: quote, comma, line ends. */
export const QUOTED: readonly number[] = [0x22, 0x2c, 0x0a, 0x0d];

/** Whether a spreadsheet would take a cell that begins with this byte for a formula. */
export function startsFormula(first: number): boolean {
  // = + - @ tab and carriage return
  return (
    first === 0x3d || first === 0x2b || first === 0x2d || first === 0x40 || first === 0x09 || first === 0x0d
  );
}
