import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { Finding } from '../finding.ts';
import { checkCredential } from './check-credential.ts';
import { Complaints, checkFrame, checkTyped, isUrl } from './check-document.ts';

/**
 * Everything that is wrong with a presentation by the W3C data model (VCDM 2.0 §4.13): its own form and that of the
 * credentials in it. What is enveloped is judged when it is opened.
 */
export function checkPresentation(presentation: JsonObject): readonly Finding[] {
  const complaints = new Complaints();
  checkFrame(presentation, 'VerifiablePresentation', complaints);
  const { holder } = presentation;
  const holderId = isObject(holder) ? holder.id : holder;
  if (holder !== undefined && !isUrl(holderId)) complaints.add('presentationForm', '/holder');
  checkTyped(presentation.proof, '/proof', { code: 'resourceForm' }, complaints);
  const inner = asList(presentation.verifiableCredential).flatMap((credential, index) =>
    checkInner(credential, `/verifiableCredential/${index}`),
  );
  return [...complaints.found, ...inner];
}

function checkInner(credential: Json, at: string): readonly Finding[] {
  if (!isObject(credential)) return [{ check: 'form', outcome: 'failed', code: 'presentationForm', at }];
  if (asList(credential.type).includes('EnvelopedVerifiableCredential')) {
    const isRight = typeof credential.id === 'string' && credential.id.startsWith('data:');
    return isRight ? [] : [{ check: 'form', outcome: 'failed', code: 'presentationForm', at: `${at}/id` }];
  }
  return checkCredential(credential).map(finding => ({ ...finding, at: `${at}${finding.at ?? ''}` }));
}
