import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { Finding } from '../finding.ts';
import { Complaints, checkId, isUrl } from '../model/check-document.ts';

/** A template that a credential brings along (UNTP `RenderTemplate2024`). */
export interface RenderTemplate {
  readonly template: string;
  readonly mediaType: string;
  readonly name?: string;
  readonly mediaQuery?: string;
}

/**
 * What is wrong with a request to render: the credential must be there with a context that can be read, and each of its
 * templates must be one or say where it is, with its media type.
 */
export function checkRenderRequest(request: Json): readonly Finding[] {
  const complaints = new Complaints();
  const credential = isObject(request) ? request.credential : undefined;
  if (!isObject(credential)) complaints.add('notACredential', '/credential');
  else checkRenderMethods(credential, complaints);
  return complaints.found;
}

function checkRenderMethods(credential: JsonObject, complaints: Complaints): void {
  const contexts = asList(credential['@context']);
  if (contexts.length === 0) complaints.add('contextMissing', '/credential/@context');
  for (const [index, context] of contexts.entries()) {
    if (!isObject(context) && !isUrl(context)) complaints.add('contextForm', `/credential/@context/${index}`);
  }
  for (const [index, method] of asList(credential.renderMethod).entries()) {
    if (!isTemplate(method)) complaints.add('renderForm', `/credential/renderMethod/${index}`);
  }
  checkId(credential.id, '/credential/id', complaints);
}

function isTemplate(method: Json): boolean {
  if (!isObject(method)) return false;
  const types = asList(method.type ?? method['@type']);
  const isText = (value: Json | undefined) =>
    value === undefined || (typeof value === 'string' && value !== '');
  return (
    types.includes('RenderTemplate2024') &&
    [method.name, method.template, method.mediaQuery, method.mediaType, method.digestMultibase].every(
      isText,
    ) &&
    (method.url === undefined || isUrl(method.url)) &&
    (method.template !== undefined || method.url !== undefined)
  );
}

/** Inline templates of a credential, in its order; one that stands elsewhere is left out: nothing is fetched. */
export function templatesOf(credential: JsonObject): readonly RenderTemplate[] {
  return asList(credential.renderMethod)
    .filter(isObject)
    .filter(method => isTemplate(method) && typeof method.template === 'string')
    .map(({ template, mediaType, name, mediaQuery }) => ({
      template: template as string,
      mediaType: typeof mediaType === 'string' ? mediaType : 'text/html',
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof mediaQuery === 'string' ? { mediaQuery } : {}),
    }));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Fills a template: `{{a.b.c}}` is the text there, escaped for HTML; nothing there is nothing. No logic, no helpers, no
 * unescaped form. The template itself is its issuer's: show the result only in a frame without scripts or network.
 */
export function fillTemplate(template: string, credential: JsonObject): string {
  return template.replace(/\{\{\s*([\w.@-]+)\s*\}\}/g, (_, path: string) => {
    let value: Json | undefined = credential;
    for (const name of path.split('.')) {
      const list: Json | undefined = value;
      if (Array.isArray(list)) value = (list as readonly Json[])[Number(name)];
      else value = isObject(list) && Object.hasOwn(list, name) ? list[name] : undefined;
    }
    const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isText ? String(value).replace(/[&<>"']/g, letter => ESCAPES[letter]!) : '';
  });
}
