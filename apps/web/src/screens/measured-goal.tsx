import type { GoalBody, IndicatorBody } from '@pinxin/contract/programme';
import { INDICATOR_KINDS, MEASURES } from '@pinxin/contract/programme';
import { Input, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { nameText } from '../record/texts.ts';

interface SchemeName {
  readonly code: string;
  readonly name: { readonly 'zh-CN': string; readonly en?: string };
}

interface Props {
  readonly goal: GoalBody;
  /** Period of the programme: what is counted as new, until it is said otherwise. */
  readonly period: { readonly from: string; readonly to: string };
  readonly set: (indicator: IndicatorBody) => void;
}

/** 指标: how a goal is measured, one of the closed set, with the parameters of its kind and no others. */
export function MeasuredGoal({ goal: { indicator }, period, set }: Props) {
  const { say } = useWords();
  const schemes = indicator.schemes ?? [];
  const change = (part: Partial<IndicatorBody>) => set({ ...indicator, ...part });
  return (
    <>
      <Labelled label={say('programme.kind')}>
        {id => (
          <Select
            id={id}
            value={indicator.kind}
            options={INDICATOR_KINDS.map(kind => ({ value: kind, label: say(`programme.kind.${kind}`) }))}
            onChange={kind => set(withKind(kind, schemes, period))}
          />
        )}
      </Labelled>
      {indicator.kind !== 'reported' && (
        <Schemes
          label={say('programme.schemes')}
          value={schemes}
          set={codes => change({ schemes: [...codes] })}
        />
      )}
      {indicator.kind === 'share' && (
        <Schemes
          label={say('programme.whole')}
          value={indicator.whole ?? []}
          set={codes => change({ whole: [...codes] })}
        />
      )}
      {indicator.kind === 'sum' && (
        <Labelled label={say('programme.measure')}>
          {id => (
            <Select
              id={id}
              value={indicator.measure ?? null}
              options={MEASURES.map(measure => ({
                value: measure,
                label: say(`programme.measure.${measure}`),
              }))}
              onChange={measure => measure !== null && change({ measure })}
            />
          )}
        </Labelled>
      )}
      {indicator.kind === 'countNew' && (
        <>
          <Day label={say('programme.since')} value={indicator.from} set={from => change({ from })} />
          <Day label={say('programme.until')} value={indicator.to} set={to => change({ to })} />
        </>
      )}
    </>
  );
}

/** An indicator of a kind with just what that kind takes. */
function withKind(
  kind: IndicatorBody['kind'],
  schemes: readonly string[],
  period: Props['period'],
): IndicatorBody {
  if (kind === 'reported') return { kind };
  const counted = { kind, schemes: [...schemes] };
  if (kind === 'countNew') return { ...counted, ...period };
  if (kind === 'share') return { ...counted, whole: [] };
  return kind === 'sum' ? { ...counted, measure: 'products' } : counted;
}

let known: Promise<{ readonly items: readonly SchemeName[] }> | undefined;

function Schemes({
  label,
  value,
  set,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly set: (codes: readonly string[]) => void;
}) {
  const { say, language } = useWords();
  const [schemes, setSchemes] = useState<readonly SchemeName[]>([]);
  const load = async () => {
    known ??= ask<{ items: readonly SchemeName[] }>('/schemes?limit=200');
    setSchemes((await known).items);
  };
  return (
    <Labelled label={label}>
      {id => (
        <Select
          id={id}
          mode="multiple"
          value={[...value]}
          status={value.length === 0 ? 'error' : ''}
          placeholder={say('programme.schemesMissing')}
          optionFilterProp="label"
          onOpenChange={open => open && void load()}
          options={schemes.map(({ code, name }) => ({ value: code, label: nameText(name, language) }))}
          onChange={set}
        />
      )}
    </Labelled>
  );
}

function Day({
  label,
  value,
  set,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly set: (day: string) => void;
}) {
  return (
    <Labelled label={label}>
      {id => <Input id={id} type="date" value={value ?? ''} onChange={event => set(event.target.value)} />}
    </Labelled>
  );
}

/** A field with its label beside it. */
export function Labelled({
  label,
  children,
}: {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="plan-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
