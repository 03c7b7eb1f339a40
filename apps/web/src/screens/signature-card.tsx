import type { SignatureView } from '@pinxin/contract/statements/signature-view';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { timeText } from '../record/texts.ts';

/** 签名与日志: who signed a statement, by which key, when it was logged; and how anybody can check it. */
export function SignatureCard({ statement }: { readonly statement: string }) {
  const { say } = useWords();
  const address = `/statements/${encodeURIComponent(statement)}/signature`;
  const { data } = useQuery({
    queryKey: ['record', address],
    queryFn: () => ask<{ signature: SignatureView | null }>(address),
    // The log takes a new statement up within seconds.
    refetchInterval: query => (query.state.data?.signature?.logged === null ? 3_000 : false),
  });
  if (data === undefined) return null;
  return (
    <section className="card">
      <h2>{say('signature.title')}</h2>
      {data.signature === null ? (
        <p>{say('signature.none')}</p>
      ) : (
        <Signature signature={data.signature} statement={statement} />
      )}
    </section>
  );
}

function Signature({
  signature,
  statement,
}: {
  readonly signature: SignatureView;
  readonly statement: string;
}) {
  const { say, language } = useWords();
  const { issuer, key, signedAt, logged, hasParallel } = signature;
  const credential = `/credentials/${encodeURIComponent(statement)}`;
  const facts = [
    ['signature.by', issuer.name],
    ['signature.key', `${key.name} · ${key.kind} · ${say(`signature.key.${key.state}`)}`],
    ['signature.at', timeText(signedAt, language)],
    [
      'signature.logged',
      logged === null
        ? say('signature.notYet')
        : say('signature.entry', {
            ...{ log: logged.log, index: logged.index },
            at: timeText(logged.at, language),
          }),
    ],
    ...(hasParallel ? ([['signature.parallel', say('signature.sm2')]] as const) : []),
  ] as const;
  return (
    <>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={credential} target="_blank" rel="noreferrer">
          {say('signature.verify')}
        </a>
        {logged !== null && (
          <>
            {' · '}
            <a href={`${credential}/receipt`} target="_blank" rel="noreferrer">
              {say('signature.receipt')}
            </a>
          </>
        )}
      </p>
    </>
  );
}
