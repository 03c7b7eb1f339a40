import { describe, expect, it } from 'vitest';
import { formFields } from './form-fields.ts';
import { bodyFrom } from './form-values.ts';
import { withoutNull } from './json-schema.ts';
import { listPage } from './list-answer.ts';
import { cursorName, queryFields, sortChoices } from './query-fields.ts';
import { queryText, readUrlState, searchFrom, searchText, withFilter } from './url-state.ts';

const schema = {
  type: 'object',
  required: ['name', 'kind', 'places', 'validFrom'],
  properties: {
    name: {
      type: 'object',
      properties: { 'zh-CN': { type: 'string' }, en: { type: 'string' } },
      required: ['zh-CN'],
    },
    kind: { enum: ['a', 'b'] },
    uscc: { anyOf: [{ type: 'string', pattern: '^\\w{18}$' }, { type: 'null' }] },
    areaMu: { type: 'integer', minimum: 0 },
    validFrom: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    reason: { type: 'string', maxLength: 2000 },
    closed: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
    roles: { type: 'array', items: { anyOf: [{ const: 'x' }, { const: 'y' }] } },
    places: { type: 'array', items: { type: 'object', properties: { gln: { type: 'string' } } } },
    subject: {
      anyOf: [
        { type: 'object', properties: { party: { type: 'string' } }, required: ['party'] },
        { type: 'object', properties: { lot: { type: 'string' } }, required: ['lot'] },
      ],
    },
  },
} as const;

describe('a form made of a schema', () => {
  const fields = formFields(schema);
  const kinds = Object.fromEntries(fields.map(({ name, kind }) => [name, kind]));

  it('draws each property by what it is, in the order of the schema', () => {
    expect(kinds).toEqual({
      name: 'localText',
      kind: 'choice',
      uscc: 'text',
      areaMu: 'number',
      validFrom: 'date',
      reason: 'longText',
      closed: 'truth',
      tags: 'texts',
      roles: 'choices',
      places: 'list',
      subject: 'variant',
    });
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(schema.properties));
  });

  it('asks only for what is required, and never where null is allowed', () => {
    const asked = fields.filter(({ required }) => required).map(({ name }) => name);
    expect(asked.sort()).toEqual([...schema.required].sort());
    expect(withoutNull(schema.properties.uscc)).toMatchObject({ nullable: true, schema: { type: 'string' } });
  });

  it('takes names, words, units and lines from the schema where it says them', () => {
    const told = {
      title: '面积',
      'x-en': 'area',
      'x-unit': '亩',
      'x-lines': 4,
      type: 'string',
    };
    expect(formFields({ properties: { a: told } })).toEqual([
      { name: 'a', required: false, kind: 'longText', unit: '亩', label: { 'zh-CN': '面积', en: 'area' } },
    ]);
    const chosen = { enum: ['x'], 'x-words': { x: ['甲', 'first'] } } as const;
    expect(formFields({ properties: { b: chosen } })[0]?.words).toEqual({ x: ['甲', 'first'] });
  });

  it('leaves out what the screen gives itself and what can only be one value', () => {
    const small = { properties: { issuer: { type: 'string' }, type: { const: 'x' }, a: { type: 'string' } } };
    expect(formFields(small, ['issuer']).map(({ name }) => name)).toEqual(['a']);
  });

  it('sends no empty text, trims, and keeps leading zeros as text', () => {
    const body = bodyFrom(fields, {
      name: { 'zh-CN': ' 宁杞 ', en: ' ' },
      uscc: '',
      tags: [],
      kind: 'a',
      places: [{ gln: '0012' }, undefined],
      closed: false,
      areaMu: 0,
    });
    expect(body).toEqual({
      name: { 'zh-CN': '宁杞' },
      kind: 'a',
      places: [{ gln: '0012' }, {}],
      closed: false,
      areaMu: 0,
    });
  });

  it('says null for a value that was there and is taken away', () => {
    expect(bodyFrom(fields, { uscc: '' }, { uscc: '91', reason: null })).toEqual({ uscc: null });
  });

  it('sends the chosen shape of several only', () => {
    expect(bodyFrom(fields, { subject: { variant: 'lot', lot: 'L1', party: 'p' } })).toEqual({
      subject: { lot: 'L1' },
    });
    expect(bodyFrom(fields, { subject: {} })).toEqual({});
  });
});

describe('a list described by its operation', () => {
  const operation = {
    parameters: [
      { name: 'kind', in: 'query', schema: { enum: ['a', 'b'] } },
      { name: 'sort', in: 'query', schema: { enum: ['name', '-name'] } },
      { name: 'after', in: 'query', schema: { type: 'string' } },
      { name: 'limit', in: 'query', schema: { type: 'integer' } },
      { name: 'id', in: 'path', schema: { type: 'string' } },
    ],
  } as const;

  it('offers filters, not the parameters that move through it', () => {
    expect(queryFields(operation).map(({ name }) => name)).toEqual(['kind']);
    expect(sortChoices(operation)).toEqual(['name', '-name']);
    expect(cursorName(operation)).toBe('after');
    expect(queryFields(undefined)).toEqual([]);
  });

  it('takes one or several of a set, and the empty text, for the same choice', () => {
    const kinds = { enum: ['a', 'b'] };
    const anyOf = [kinds, { type: 'array', items: kinds }, { const: '' }];
    expect(queryFields({ parameters: [{ name: 'kind', in: 'query', schema: { anyOf } }] })).toMatchObject([
      { kind: 'choice', choices: ['a', 'b'] },
    ]);
  });

  it('reads its answer whatever its rows are called', () => {
    expect(listPage({ parties: [1], next: 'x', total: 9 })).toEqual({ rows: [1], next: 'x', total: 9 });
    expect(listPage([1, 2])).toEqual({ rows: [1, 2], next: undefined, total: 2 });
    expect(listPage({ recalls: [1], page: 2, pages: 3 }).next).toBe('3');
    expect(listPage({ recalls: [1], page: 3, pages: 3 }).next).toBeUndefined();
    expect(listPage({ rows: [], next: null })).toEqual({ rows: [], next: undefined, total: undefined });
  });
});

describe('the state of a list in its address', () => {
  it('keeps codes as texts and comes back as it went', () => {
    const state = { division: '0640', q: '枸杞 & 1', on: '2026-11-26' };
    expect(searchFrom(searchText(state).slice(1))).toEqual(state);
    expect(readUrlState({ a: 1, b: {}, c: '', d: true })).toEqual({ a: '1', d: 'true' });
  });

  it('starts anew when the filter changes', () => {
    expect(withFilter({ q: 'x', after: 'k' }, { q: 'y' })).toEqual({ q: 'y' });
    expect(withFilter({ q: 'x', sort: 'name' }, { q: undefined })).toEqual({ sort: 'name' });
  });

  it('asks the server with the fixed part of the screen and the cursor under its own name', () => {
    expect(queryText({ q: 'x', after: 'k', view: '1' }, { kind: 'a', q: 'z' }, 'cursor', 50)).toBe(
      'cursor=k&kind=a&limit=50&q=z',
    );
  });
});
