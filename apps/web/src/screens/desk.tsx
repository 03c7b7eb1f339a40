import type { TraceAnswer } from '@pinxin/contract/lineage-page';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { Failure, Waiting } from '../record/states.tsx';
import { readUrlState, type UrlState } from '../schema/url-state.ts';
import { useSession } from '../shell/session-context.tsx';
import { DeskAnswer } from './desk-answer.tsx';
import { DeskForm } from './desk-form.tsx';
import { DraftRecall } from './draft-recall.tsx';

/** 追溯台: where a lot came from, or went to. */
export function TraceDesk() {
  return <Desk desk="trace" />;
}

/** 召回台: what a bad lot touched, who holds it now, and from there to a recall. */
export function RecallDesk() {
  return <Desk desk="recall" />;
}

function Desk({ desk }: { readonly desk: 'trace' | 'recall' }) {
  const { say, language } = useWords();
  const session = useSession();
  const { search } = useLocation();
  const navigate = useNavigate();
  const state = readUrlState(search as Record<string, unknown>);
  const [drafting, setDrafting] = useState(false);
  const isAsked = state.codes !== undefined || state.place !== undefined;
  const query = String(new URLSearchParams(state));
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['desk', desk, query, language],
    queryFn: ({ signal }) => ask<TraceAnswer>(`/desk/${desk}.json?${query}`, { signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    // A place to look at while things happen: the counts follow what is captured.
    refetchInterval: 15_000,
  });
  const go = (next: UrlState) => void navigate({ to: '.', search: next as never });
  return (
    <>
      <div className="head">
        <div>
          <h1>{say(desk === 'recall' ? 'nav.recallDesk' : 'nav.traceDesk')}</h1>
          <p className="sub">{say(desk === 'recall' ? 'desk.recallSub' : 'desk.traceSub')}</p>
        </div>
        {desk === 'recall' && data && may(session, 'recall') && (
          <div className="actions">
            <Button type="primary" danger onClick={() => setDrafting(true)}>
              {say('recall.draft')}
            </Button>
          </div>
        )}
      </div>
      <DeskForm key={query} desk={desk} state={state} ask={go} />
      {error && <Failure error={error} retry={() => void refetch()} />}
      {isAsked && isFetching && !data && <Waiting />}
      {isAsked && data && (
        <DeskAnswer
          answer={data}
          sheet={format => `/desk/${desk}.${format}?${query}`}
          turn={page => go({ ...state, page: String(page) })}
          walk={path => go({ codes: path, ...(state.direction ? { direction: state.direction } : {}) })}
        />
      )}
      {drafting && data && <DraftRecall question={data.question} close={() => setDrafting(false)} />}
    </>
  );
}
