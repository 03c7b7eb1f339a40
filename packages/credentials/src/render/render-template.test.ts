import { describe, expect, it } from 'vitest';
import { checkRenderRequest, fillTemplate, templatesOf } from './render-template.ts';

const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  credentialSubject: { name: '枸杞 <script>', lots: [{ number: 'A1' }], weight: 500, nested: {} },
  renderMethod: [
    {
      type: ['RenderTemplate2024'],
      name: '证书',
      template: '<p>{{credentialSubject.name}}</p>',
      mediaType: 'text/html',
    },
    { type: ['RenderTemplate2024'], url: 'https://issuer.example/template.html' },
  ],
};

describe('a template that a credential brings along', () => {
  it('is filled with escaped texts and nothing else', () => {
    const fill = (template: string) => fillTemplate(template, credential);
    expect(fill('<p>{{credentialSubject.name}}</p>')).toBe('<p>枸杞 &lt;script&gt;</p>');
    expect(fill('{{ credentialSubject.lots.0.number }} {{credentialSubject.weight}}')).toBe('A1 500');
    expect(fill('[{{nothing.there}}{{credentialSubject.nested}}{{constructor.name}}]')).toBe('[]');
    expect(fill('{{{credentialSubject.name}}}')).toBe('{枸杞 &lt;script&gt;}');
  });

  it('is taken where it stands inline; one elsewhere is never fetched', () => {
    expect(checkRenderRequest({ credential })).toEqual([]);
    expect(templatesOf(credential)).toEqual([
      { name: '证书', template: '<p>{{credentialSubject.name}}</p>', mediaType: 'text/html' },
    ]);
  });

  it('is refused without text or address, or as something else', () => {
    for (const renderMethod of [
      [{ type: 'RenderTemplate2024' }],
      [{ type: 'Other', template: 'x' }],
      ['x'],
    ]) {
      const found = checkRenderRequest({ credential: { ...credential, renderMethod } });
      expect(found.map(({ code, at }) => `${code} ${at}`)).toEqual(['renderForm /credential/renderMethod/0']);
    }
  });
});
