import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';
import { Refusal } from '../api/problem.ts';
import { useWords } from '../language.tsx';

/** The certificate of a mark as PDF; nothing where the statement is no mark that was granted here. */
export function CertificateLink({ statement }: { readonly statement: string }) {
  const { say } = useWords();
  const address = `/certificates/${encodeURIComponent(statement)}`;
  const { data } = useQuery({ queryKey: ['record', address], queryFn: () => isThere(address), retry: false });
  if (data !== true) return null;
  return (
    <p>
      <a href={`${address}/certificate.pdf`} target="_blank" rel="noreferrer">
        {say('statement.certificate')}
      </a>
    </p>
  );
}

async function isThere(address: string): Promise<boolean> {
  try {
    await ask(address);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.document.status === 404) return false;
    throw error;
  }
}
