import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { millisecondsOf, offsetMinutesOf, utcText } from './date-time.ts';

const moment = fc
  .date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })
  .map(date => date.getTime());

describe('millisecondsOf', () => {
  it('reads what Date writes, and utcText writes the same', () => {
    fc.assert(
      fc.property(moment, time => {
        const text = new Date(time).toISOString();
        expect(millisecondsOf(text)).toBe(time);
        expect(utcText(time)).toBe(text);
      }),
    );
  });

  it('gives one moment whatever the zone it is written in', () => {
    expect(millisecondsOf('2026-06-18T07:30:00+08:00')).toBe(millisecondsOf('2026-06-17T23:30:00.000Z'));
    expect(millisecondsOf('2026-06-18T00:10:00-06:30')).toBe(millisecondsOf('2026-06-18T06:40:00Z'));
  });

  it('rounds half up at the fourth decimal, with carry into the next day', () => {
    expect(utcText(millisecondsOf('2026-01-01T00:00:00.1415Z'))).toBe('2026-01-01T00:00:00.142Z');
    expect(utcText(millisecondsOf('2026-01-01T00:00:00.14149999Z'))).toBe('2026-01-01T00:00:00.141Z');
    expect(utcText(millisecondsOf('2025-12-31T23:59:59.9995Z'))).toBe('2026-01-01T00:00:00.000Z');
    expect(utcText(millisecondsOf('2026-01-01T00:00:00.5Z'))).toBe('2026-01-01T00:00:00.500Z');
  });

  it.each([
    '2026-06-18T07:30:00',
    '2026-06-18',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00+8:00',
    '2026-01-01T00:00:00Zx',
    '2026-01-01 00:00:00Z',
    '',
  ])('refuses %j', text => {
    expect(millisecondsOf(text)).toBeNaN();
  });
});

describe('offsetMinutesOf', () => {
  it('reads offsets up to fourteen hours', () => {
    expect(offsetMinutesOf('+08:00')).toBe(480);
    expect(offsetMinutesOf('-06:30')).toBe(-390);
    expect(offsetMinutesOf('+14:00')).toBe(840);
  });

  it.each(['+14:01', 'Z', '08:00', '+0800', '+08:60'])('refuses %j', text => {
    expect(offsetMinutesOf(text)).toBeNaN();
  });
});
