/** `dateTimeStamp` of XML Schema 1.1, as VCDM 2.0 §4.9 asks: with a time zone. */
const FORM =
  /^-?(?:[1-9]\d{3,}|0\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

/** Whether this is an instant with a time zone that the calendar knows. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !FORM.test(value)) return false;
  const [year, month, day] = value.split('T')[0]!.split('-').map(Number);
  return day! <= new Date(Date.UTC(year!, month!, 0)).getUTCDate();
}
