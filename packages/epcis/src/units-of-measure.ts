/**
 * 计量单位: units that measure one quantity and convert into one another exactly. Source: UN/ECE Recommendation No. 20,
 * Codes for Units of Measure Used in International Trade, revision 17 (2021): common codes and conversion factors.
 * Left out: units whose factor is rounded there (conventional millimetre of mercury, international BTU, radian),
 * and months and years, which have no fixed length.
 *
 * A line: the quantity; then codes with the factor to the quantity's base unit, as a decimal or a ratio, and where
 * the scale's zero lies elsewhere what is added before (`FAH 5/9 +459.67`: base = (value + 459.67) × 5/9).
 */
const TABLE = `
temperature: KEL 1, CEL 1 +273.15, FAH 5/9 +459.67, A48 5/9
mass: KGM 1, GRM 0.001, MGM 0.000001, MC 0.000000001, CGM 0.00001, DG 0.0001, DJ 0.01, HGM 0.1, DTN 100, TNE 1000, 2U 1000, KTN 1000000, LBR 0.45359237, ONZ 0.028349523125, APZ 0.0311034768, GRN 0.00006479891, STI 6.35029318, CWA 45.359237, CWI 50.80234544, STN 907.18474, LTN 1016.0469088, CTM 0.0002
length: MTR 1, C45 0.000000001, 4H 0.000001, MMT 0.001, CMT 0.01, DMT 0.1, HMT 100, KMT 1000, INH 0.0254, FOT 0.3048, YRD 0.9144, SMI 1609.344, NMI 1852
area: MTK 1, MMK 0.000001, CMK 0.0001, DMK 0.01, ARE 100, HAR 10000, KMK 1000000, INK 0.00064516, FTK 0.09290304, YDK 0.83612736, ACR 4046.8564224, MIK 2589988.110336
volume: MTQ 1, MMQ 0.000000001, CMQ 0.000001, DMQ 0.001, 4G 0.000000001, MLT 0.000001, CLT 0.00001, DLT 0.0001, LTR 0.001, A44 0.01, HLT 0.1, INQ 0.000016387064, FTQ 0.028316846592, YDQ 0.764554857984, GLL 0.003785411784, GLI 0.00454609, BLL 0.158987294928, PTI 0.00056826125, QTI 0.0011365225
time: SEC 1, C47 0.000000001, B98 0.000001, C26 0.001, MIN 60, HUR 3600, DAY 86400, WEE 604800
pressure: PAL 1, A97 100, KPA 1000, MPA 1000000, MBR 100, BAR 100000, ATM 101325, ATT 98066.5, UA 101325/760, PS 4.4482216152605/0.00064516
speed: MTS 1, C16 0.001, 2M 0.01, KMH 5/18, M62 1000, HM 0.44704, KNT 1852/3600, FS 0.3048
acceleration: MSK 1, A76 0.01, K40 9.80665
ratio: C62 1, P1 0.01, NX 0.001, 59 0.000001, 61 0.000000001
density: KMQ 1, A93 0.001, GP 0.000001, GQ 0.000000001, GL 1, M1 0.001, GJ 1000, 23 1000, B35 1000
energy: JOU 1, KJO 1000, 3B 1000000, GV 1000000000, WHR 3600, KWH 3600000, MWH 3600000000, GWH 3600000000000, D70 4.1868, E14 4186.8
power: WTT 1, D80 0.000001, C31 0.001, KWT 1000, MAW 1000000, A90 1000000000, HJ 735.49875
force: NEW 1, DU 0.00001, C20 0.001, B47 1000, B73 1000000, B51 9.80665
voltage: VLT 1, D82 0.000001, 2Z 0.001, KVT 1000, B78 1000000
current: AMP 1, C39 0.000000001, B84 0.000001, 4K 0.001, B22 1000
resistance: OHM 1, E45 0.001, B49 1000, B75 1000000
frequency: HTZ 1, KHZ 1000, MHZ 1000000, A86 1000000000
illuminance: LUX 1, KLX 1000
angle: DD 1, D61 1/60, D62 1/3600, A91 0.9
volume flow: MQS 1, MQH 1/3600, G51 0.001, L2 0.001/60
mass flow: KGS 1, E93 1/3600
activity: BQL 1, 2Q 1000, 4N 1000000, GBQ 1000000000, MCU 37000000, CUR 37000000000
amount of substance: C34 1, FH 0.000001, C18 0.001, B45 1000
concentration: C36 1, M33 1, C38 1000
conductivity: D10 1, G42 0.0001, H61 0.1
data: AD 1, A99 0.125, 2P 1000, 4L 1000000, E34 1000000000
`;

/** A fraction of whole numbers; the lower one is positive. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

interface Unit {
  readonly quantity: string;
  readonly factor: Fraction;
  readonly added: Fraction;
}

function decimal(text: string): Fraction {
  const [whole = '', fraction = ''] = text.split('.');
  return { over: BigInt(`${whole}${fraction}`), under: 10n ** BigInt(fraction.length) };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

function divided(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under, under: a.under * b.over };
}

function plus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

function ratio(text: string): Fraction {
  const [over = '', under] = text.split('/');
  return under === undefined ? decimal(over) : divided(decimal(over), decimal(under));
}

function readTable(): { readonly units: Map<string, Unit>; readonly codes: Map<string, string[]> } {
  const units = new Map<string, Unit>();
  const codes = new Map<string, string[]>();
  for (const line of TABLE.trim().split('\n')) {
    const [quantity = '', list = ''] = line.split(': ');
    codes.set(
      quantity,
      list.split(', ').map(entry => {
        const [code = '', factor = '', added = '+0'] = entry.split(' ');
        units.set(code, { quantity, factor: ratio(factor), added: decimal(added.slice(1)) });
        return code;
      }),
    );
  }
  return { units, codes };
}

const { units: UNITS, codes: CODES } = readTable();

/** The codes of all units that measure what this one does, itself among them; itself alone when it is not known. */
export function unitsOfOneQuantity(code: string): readonly string[] {
  const unit = UNITS.get(code);
  return unit === undefined ? [code] : (CODES.get(unit.quantity) as readonly string[]);
}

/** A value in another unit. `exact` is false where the decimal has no end and was cut after 30 places. */
export interface Converted {
  readonly value: string;
  readonly exact: boolean;
}

const PLACES = 30;

/**
 * A plain decimal of one unit, told in another; undefined when the two do not measure one quantity. Of a `difference`
 * (a deviation of 1 °C is one of 1.8 °F) the zero of the scale does not matter.
 */
export function convertUnit(
  value: string,
  from: string,
  to: string,
  difference = false,
): Converted | undefined {
  if (from === to) return { value, exact: true };
  const a = UNITS.get(from);
  const b = UNITS.get(to);
  if (a === undefined || b === undefined || a.quantity !== b.quantity) return undefined;
  if (difference) return decimalText(divided(times(signed(value), a.factor), b.factor));
  const base = times(plus(signed(value), a.added), a.factor);
  return decimalText(plus(divided(base, b.factor), { over: -b.added.over, under: b.added.under }));
}

function signed(text: string): Fraction {
  const negative = text.startsWith('-');
  const { over, under } = decimal(text.replace(/^[+-]/, ''));
  return { over: negative ? -over : over, under };
}

function decimalText({ over, under }: Fraction): Converted {
  const scale = 10n ** BigInt(PLACES);
  const scaled = (over * scale) / under;
  const exact = scaled * under === over * scale;
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  const whole = digits.slice(0, -PLACES);
  const sign = scaled < 0n ? '-' : '';
  return { value: fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`, exact };
}
