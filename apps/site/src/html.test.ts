import { expect, it } from 'vitest';
import { html, PLACEHOLDER, SHEET_PLACEHOLDER } from './html.ts';

it('escapes what it is given and takes out what stands for something that is filled in later', () => {
  const given = `<b title="x">枸杞 & ${PLACEHOLDER}'${SHEET_PLACEHOLDER}'</b>`;
  expect(html`<p>${given}</p>`.markup).toBe(
    '<p>&lt;b title=&quot;x&quot;&gt;枸杞 &amp; &#39;&#39;&lt;/b&gt;</p>',
  );
});
