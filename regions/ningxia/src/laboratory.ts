import { hours, type LocalDay, startOf } from './calendar.ts';
import { type Chain, type Dock, DocumentType } from './chain.ts';
import { objectEvent, type Quantity, transformationEvent } from './event.ts';
import { assetUri, documentUri } from './gs1-keys.ts';

/** 检测 of a lot by a laboratory. */
export interface Testing {
  readonly laboratory: Dock;
  /** Where the sample is taken, usually the packer's or a shop's. */
  readonly takenAt: string;
  /** What is taken out of the lot, two packs or a bag. */
  readonly taken: Quantity;
  readonly sampled: LocalDay;
  readonly reported: LocalDay;
  readonly verdict: 'conformant' | 'non_conformant';
  /** One sentence for people, zh. */
  readonly summary: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Number of the report; a fresh one when absent. */
  readonly report?: string;
}

/** The document that says how it was tested (type testprd). */
export function methodUri(laboratory: Dock): string {
  return documentUri(laboratory.member.prefix, DocumentType.testMethod, 'M1');
}

/**
 * Records sampling (a TransformationEvent lot → sample, so that the sample stays tied to its lot) and the
 * result
 * (inspecting the lot, with the report, the method, and the verdict as lasting disposition). Returns the
 * report's URI.
 */
export function testLot(chain: Chain, testing: Testing): string {
  const { laboratory, taken } = testing;
  const code = testing.report ?? chain.nextCode();
  const sample = assetUri(laboratory.member.prefix, `Y${code}`);
  const sampling = transformationEvent(
    { quantities: [taken] },
    { epcs: [sample] },
    {
      at: startOf(testing.sampled) + hours(17.5),
      step: 'sampling',
      disposition: 'in_progress',
      place: testing.takenAt,
      facts: { 'pinxin:activity': 'sampling' },
    },
  );
  chain.recorder.record(laboratory.member, sampling, 1);
  return reportLot(chain, { ...testing, report: code }, [sample]);
}

/** Records only the result of a test whose sample was not tracked by itself. Returns the report's URI. */
export function reportLot(chain: Chain, testing: Testing, samples: readonly string[] = []): string {
  const { laboratory } = testing;
  const report = documentUri(
    laboratory.member.prefix,
    DocumentType.testReport,
    testing.report ?? chain.nextCode(),
  );
  const result = objectEvent(
    'OBSERVE',
    { epcs: samples, quantities: [{ epcClass: testing.taken.epcClass }] },
    {
      at: startOf(testing.reported) + hours(9.2),
      step: 'inspecting',
      disposition: testing.verdict,
      persistent: { set: [testing.verdict] },
      place: laboratory.place,
      // The verdict is about the lot, wherever it is: it does not move to the laboratory.
      stays: false,
      transactions: [
        { type: 'testres', bizTransaction: report },
        { type: 'testprd', bizTransaction: methodUri(laboratory) },
      ],
      facts: { 'pinxin:activity': 'testing', 'pinxin:testSummary': testing.summary, ...testing.facts },
    },
  );
  chain.recorder.record(laboratory.member, result);
  return report;
}
