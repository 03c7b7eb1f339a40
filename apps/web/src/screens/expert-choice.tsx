import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import type { Expert } from './experts.tsx';

interface ExpertChoiceProps {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (experts: readonly string[]) => void;
}

/** Chooses experts by name; how much each has in hand stands beside the name. */
export function ExpertChoice({ id, value = [], onChange }: ExpertChoiceProps) {
  const { say } = useWords();
  const { data, isPending } = useQuery({
    queryKey: ['experts'],
    queryFn: () => ask<{ items: readonly Expert[] }>('/experts'),
  });
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      loading={isPending}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say('form.choose')}
      value={[...value]}
      onChange={(chosen: string[]) => onChange?.(chosen)}
      options={(data?.items ?? []).map(({ id: account, name, party, open }) => ({
        value: account,
        label: `${name} · ${party.name} · ${say('expert.inHand', { n: open })}`,
      }))}
    />
  );
}
