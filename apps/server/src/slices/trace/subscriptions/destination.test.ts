import { describe, expect, it } from 'vitest';
import { guardedLookup, judgeDestination, listOf, mayReach } from './destination.ts';

const nobody = listOf([]);
const inner = listOf(['10.1.0.0/16', '127.0.0.1']);
const judged = (address: string, allowed = nobody): string => {
  const verdict = judgeDestination(address, allowed);
  return typeof verdict === 'string' ? verdict : 'good';
};

describe('where a webhook may go', () => {
  it('is a public address by https', () => {
    expect(judged('https://partner.example.com/hook?x=1')).toBe('good');
    expect(judged('https://93.184.216.34/')).toBe('good');
    expect(judged('https://[2606:2800:220:1::1]/')).toBe('good');
    expect(judged('http://partner.example.com/')).toBe('notSecure');
    expect(judged('ftp://partner.example.com/')).toBe('notAnAddress');
    expect(judged('partner')).toBe('notAnAddress');
    expect(judged('https://me:secret@partner.example.com/')).toBe('withCredentials');
  });

  it('is never this machine or an inner network, however it is written', () => {
    for (const host of [
      ...[
        '127.0.0.1',
        '127.1',
        '0x7f000001',
        '2130706433',
        '0177.0.0.1',
        'localhost',
        'a.localhost',
        '0.0.0.0',
      ],
      ...['10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '224.0.0.1'],
      ...[
        '[::1]',
        '[::]',
        '[::ffff:127.0.0.1]',
        '[::ffff:7f00:1]',
        '[fe80::1]',
        '[fd00::1]',
        '[64:ff9b::7f00:1]',
      ],
    ])
      expect([host, judged(`https://${host}/`)]).toEqual([host, 'notReachable']);
  });

  it('is an inner network where the operator allows that one, also without https', () => {
    expect(judged('http://10.1.2.3:8080/', inner)).toBe('good');
    expect(judged('http://10.2.2.3/', inner)).toBe('notReachable');
    expect(judged('http://localhost:9/', inner)).toBe('good');
    expect(judged('http://93.184.216.34/', inner)).toBe('notSecure');
  });

  it('is judged again when a name is looked up', async () => {
    const code = await new Promise(done =>
      guardedLookup(nobody)('localhost', { all: false }, error => done(error?.code ?? 'found')),
    );
    expect(code).toBe('EFORBIDDENADDRESS');
    const found = await new Promise(done =>
      guardedLookup(inner)('localhost', { all: false, family: 4 }, (error, address) =>
        done(error?.code ?? address),
      ),
    );
    expect(found).toBe('127.0.0.1');
  });

  it('is told from the network, not from its neighbours', () => {
    expect(mayReach('172.32.0.1', nobody)).toBe(true);
    expect(mayReach('172.16.0.1', nobody)).toBe(false);
    expect(() => listOf(['10.0.0.0/33'])).toThrow(RangeError);
    expect(() => listOf(['example.com'])).toThrow(RangeError);
  });
});
