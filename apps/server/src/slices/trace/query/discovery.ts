import { createRequire } from 'node:module';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendProblem } from '../../../http/problem.ts';
import type { CaptureLimits } from '../capture/capture.ts';
import { limitHeaders } from '../capture/http-problems.ts';
import { EPC_FORMATS } from './epc-format.ts';
import { notAcceptable } from './query-problems.ts';
import { acceptedVersions, CBV_HEADERS, EPCIS_HEADERS } from './versions.ts';

const { version } = createRequire(import.meta.url)('../../../../package.json') as { version: string };

/** What this repository speaks (EPCIS 2.0 OpenAPI, "Discovery"). */
const SPOKEN: Readonly<Record<string, string>> = {
  'GS1-EPCIS-Version': '2.0.0',
  'GS1-EPCIS-Min': '1.2.0',
  'GS1-EPCIS-Max': '2.0.0',
  'GS1-CBV-Version': '2.0.0',
  'GS1-CBV-Min': '1.2.0',
  'GS1-CBV-Max': '2.0.0',
  'GS1-EPC-Format': Object.keys(EPC_FORMATS).join(', '),
  'GS1-CBV-XML-Format': 'No_Preference, Always_Web_URI, Always_URN, Never_Translates',
  'GS1-Vendor-Version': `pinxin-${version}`,
};

/** A path that answers `OPTIONS`, and the methods that it takes besides. */
export interface Discoverable {
  readonly url: string;
  readonly allow: string;
  /** Whether documents may be sent there: then its limits are told too. */
  readonly captures?: boolean;
}

/** Adds `OPTIONS` to these paths: which editions and formats are spoken, which methods taken, which limits hold. */
export function registerDiscovery(
  app: FastifyInstance,
  paths: readonly Discoverable[],
  limits: CaptureLimits,
): void {
  const summary = { 'zh-CN': '查询本端点支持的版本和格式', en: 'Which versions and formats are spoken here' };
  for (const { url, allow, captures } of paths) {
    app.options(url, { config: { access: 'public', summary } }, async (request, reply) => {
      for (const names of [EPCIS_HEADERS, CBV_HEADERS]) {
        const accepted = acceptedVersions(request.headers, names);
        if (!accepted.ok) return sendProblem(reply, notAcceptable(accepted.error));
      }
      const more =
        captures === true
          ? { ...limitHeaders(limits), 'GS1-Capture-Error-Behaviour': 'rollback, proceed' }
          : {};
      return answer(reply, allow, more);
    });
  }
}

function answer(reply: FastifyReply, allow: string, more: Readonly<Record<string, string>>): FastifyReply {
  return reply
    .code(204)
    .headers({ ...SPOKEN, ...more, allow: `${allow}, OPTIONS` })
    .send();
}
