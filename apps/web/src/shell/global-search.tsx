import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input, Modal, Tag } from 'antd';
import { type KeyboardEvent, useDeferredValue, useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { type Found, foundIn } from './found.ts';

/** Ctrl/⌘ K: one box over all registers; keys alone suffice. */
export function GlobalSearch({ close }: { readonly close: () => void }) {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const q = useDeferredValue(text.trim());
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', q, language],
    enabled: q !== '',
    queryFn: async ({ signal }) =>
      foundIn(await ask<unknown>(`/search?q=${encodeURIComponent(q)}`, { signal }), language),
    retry: false,
  });
  const found = q === '' ? [] : (data ?? []);
  const open = (one: Found | undefined) => {
    if (one === undefined) return;
    close();
    if (one.inConsole) void navigate({ to: one.href });
    else location.assign(one.href);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') open(found[at]);
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else return;
    event.preventDefault();
  };
  return (
    <Modal open footer={null} closable={false} onCancel={close} title={say('search.open')} width={640}>
      <Input
        autoFocus
        size="large"
        value={text}
        aria-label={say('search.placeholder')}
        placeholder={say('search.placeholder')}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="found"
        {...(found[at] ? { 'aria-activedescendant': `found-${at}` } : {})}
        onChange={event => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div id="found" role="listbox" aria-label={say('search.open')} className="found">
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled in the box that keeps the focus
          <div
            key={one.href}
            id={`found-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => open(one)}
          >
            <Tag>{one.kind}</Tag>
            <span>{one.name}</span>
            <small>{one.code}</small>
          </div>
        ))}
      </div>
      <p className="hint" role="status">
        {error
          ? say('search.failed')
          : q !== '' && !isFetching && found.length === 0
            ? say('search.nothing', { q })
            : say('search.hint')}
      </p>
    </Modal>
  );
}
