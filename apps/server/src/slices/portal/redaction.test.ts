import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPerson, publicPartyName, publicPhone, redactDocument, redactText } from './redaction.ts';

describe('redaction', () => {
  it('keeps the first character of a person and nothing of how long the name was', () => {
    expect([maskPerson('张三'), maskPerson('欧阳小明')]).toEqual(['张**', '欧**']);
  });

  it('masks households and family farms and no firm', () => {
    expect(publicPartyName('household', '王小明')).toBe('王**');
    expect(publicPartyName('familyFarm', '李四家庭农场')).toBe('李**');
    expect(publicPartyName('enterprise', '晒场演示烘干厂')).toBe('晒场演示烘干厂');
  });

  it('shows the telephone of those who serve the public only', () => {
    expect(publicPhone('authority', '0951-5550199')).toBe('0951-5550199');
    expect(publicPhone('enterprise', '0951-5550199')).toBeUndefined();
  });

  it('hides persons, telephones and coordinates at any depth and leaves identifiers alone', () => {
    const event = {
      type: 'ObjectEvent',
      epcList: ['urn:epc:id:sgtin:9521234.000001.13812345678'],
      readPoint: { id: 'geo:38.4872,106.2309' },
      'ex:operator': { 'ex:name': '李小红', 'ex:since': 2019 },
      'ex:note': '找王姐 13812345678 或 0951-5550123',
      sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4.2 }], 'ex:latitude': 38.4872 }],
    };
    expect(redactDocument(event)).toEqual({
      type: 'ObjectEvent',
      epcList: ['urn:epc:id:sgtin:9521234.000001.13812345678'],
      readPoint: { id: 'geo:**' },
      'ex:operator': { 'ex:name': '**', 'ex:since': '**' },
      'ex:note': '找王姐 ** 或 **',
      sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4.2 }], 'ex:latitude': '**' }],
    });
  });

  it('lets no mobile number through in any free text', () => {
    const mobile = fc
      .tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.stringMatching(/^\d{9}$/))
      .map(([second, rest]) => `1${second}${rest}`);
    fc.assert(
      fc.property(mobile, fc.stringMatching(/^[一-龥 ,.]{0,8}$/), (number, around) => {
        expect(redactText(`${around}${number}${around}`)).not.toContain(number);
      }),
    );
  });

  it('lets no identity number through in any free text, and leaves longer and shorter numbers alone', () => {
    // GB 11643: six digits of a division, eight of a day of birth, three in order, and a check sign.
    const identity = fc
      .tuple(fc.stringMatching(/^[1-8]\d{5}(?:19|20)\d{6}\d{3}$/), fc.constantFrom(...'0123456789Xx'))
      .map(([body, check]) => body + check);
    fc.assert(
      fc.property(identity, fc.stringMatching(/^[一-龥 ,.：]{0,8}$/), (number, around) => {
        expect(redactText(`${around}${number}${around}`)).toBe(`${around}**${around}`);
        expect(
          JSON.stringify(redactDocument({ 'ex:note': [{ 'ex:said': `身份证${number}` }] })),
        ).not.toContain(number);
        expect(redactText(`批号${number}7`)).toBe(`批号${number}7`);
      }),
    );
  });
});
