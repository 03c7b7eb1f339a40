const LARGEST = 1_048_576;

/** The text at an address; undefined when it can't be had: then what it would have told stays unknown. */
export async function fetchText(url: string, accept: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(10_000) });
    const text = answer.ok ? await answer.text() : undefined;
    return text !== undefined && text.length <= LARGEST ? text : undefined;
  } catch {
    return undefined;
  }
}
