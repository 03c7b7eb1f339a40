import type { Finding, QualitativeTarget, QuantityTarget, Section, Task } from './plan.ts';

/** What a person should look at: contradictions and gaps of the plan, reported as they stand. */
export function findingsOf(
  sections: readonly Section[],
  gaps: readonly Section[],
  tasks: readonly Task[],
  targets: readonly QuantityTarget[],
  aims: readonly QualitativeTarget[],
): readonly Finding[] {
  return [
    ...gaps.map((section): Finding => found('numberingGap', section.id, section.marker, section.marker.text)),
    ...sections
      .filter(section => section.unsure)
      .map((section): Finding => found('titleUnsure', section.id, section.title, section.title.text)),
    ...tasks.flatMap(partyFindings),
    ...withoutAuthority(sections, tasks),
    ...contradictions(targets),
    ...aims
      .filter(aim => aim.baseMissing)
      .map((aim): Finding => found('baseMissing', aim.section, aim.quote, aim.quote.text)),
  ];
}

function found(
  code: Finding['code'],
  section: string | undefined,
  quote: Finding['quote'],
  about: string,
): Finding {
  return { code, section, quote, about };
}

function partyFindings(task: Task): readonly Finding[] {
  const findings: Finding[] = [];
  const leads = new Set(task.lead.map(party => party.fullName));
  for (const party of task.supporting)
    if (leads.has(party.fullName))
      findings.push(found('leadAlsoSupports', task.section, party.quote, party.fullName));
  for (const list of [task.lead, task.supporting, task.responsible, task.guiding]) {
    const seen = new Set<string>();
    for (const { fullName, quote } of list) {
      if (seen.has(fullName)) findings.push(found('partyTwice', task.section, quote, fullName));
      seen.add(fullName);
    }
  }
  if (task.lead.length === 0 && task.responsible.length + task.supporting.length > 0)
    findings.push(found('noLead', task.section, task.responsibility, task.title?.text ?? ''));
  return findings;
}

/** Sections among tasks that nobody answers for; said once where the whole plan names nobody. */
function withoutAuthority(sections: readonly Section[], tasks: readonly Task[]): readonly Finding[] {
  if (tasks.length === 0)
    return sections.some(section => section.kind === 'task')
      ? [found('noAuthority', undefined, undefined, '')]
      : [];
  const named = new Set(tasks.map(task => task.section));
  return sections
    .filter(section => section.kind === 'task' && !named.has(section.id))
    .map(section => found('noAuthority', section.id, section.title, section.title.text));
}

/** The same subject with two numbers for one day, or one number for two days. */
function contradictions(targets: readonly QuantityTarget[]): readonly Finding[] {
  const bySubject = new Map<string, QuantityTarget[]>();
  for (const target of targets) {
    if (target.share !== undefined || target.change !== undefined) continue;
    const key = `${target.subject.text} ${target.unit}`;
    const peers = bySubject.get(key);
    if (peers === undefined) bySubject.set(key, [target]);
    else peers.push(target);
  }
  const findings: Finding[] = [];
  for (const peers of bySubject.values()) {
    const [first, ...others] = peers;
    for (const other of others) {
      const sameDay = other.deadline?.date === first!.deadline?.date;
      const sameNumber = other.number === first!.number;
      if (sameDay && !sameNumber)
        findings.push(
          found(
            'contradictoryNumbers',
            other.section,
            other.quote,
            `${first!.numberText} / ${other.numberText}`,
          ),
        );
      if (!sameDay && sameNumber)
        findings.push(
          found(
            'contradictoryDeadlines',
            other.section,
            other.quote,
            `${first!.deadline?.date ?? ''} / ${other.deadline?.date ?? ''}`,
          ),
        );
    }
  }
  return findings;
}
