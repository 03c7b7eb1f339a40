import { useEffect, useRef, useState } from 'react';

/** How a draft stands: nothing to save, waiting or saving, saved then, or why it could not be. */
export type SaveState =
  | { readonly state: 'idle' | 'saving' }
  | { readonly state: 'saved'; readonly at: Date }
  | { readonly state: 'failed'; readonly error: unknown };

const PAUSE_MS = 900;

/**
 * Saves a draft by itself, a moment after the last change, one request at a time; what changes meanwhile is saved
 * next. Asks before the page is left with something unsaved.
 */
export function useAutosave<T>(save: (draft: T) => Promise<void>) {
  const [state, setState] = useState<SaveState>({ state: 'idle' });
  const waiting = useRef<{ draft: T } | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef(false);
  const latest = useRef(save);
  latest.current = save;

  const flush = async (): Promise<void> => {
    clearTimeout(timer.current);
    if (running.current || waiting.current === undefined) return;
    const { draft } = waiting.current;
    waiting.current = undefined;
    running.current = true;
    try {
      await latest.current(draft);
      setState({ state: 'saved', at: new Date() });
    } catch (error) {
      waiting.current ??= { draft };
      setState({ state: 'failed', error });
      return;
    } finally {
      running.current = false;
    }
    if (waiting.current !== undefined) await flush();
  };
  const change = (draft: T) => {
    waiting.current = { draft };
    setState({ state: 'saving' });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (waiting.current !== undefined || running.current) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  return { state, change, flush };
}
