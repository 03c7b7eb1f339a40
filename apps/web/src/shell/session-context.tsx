import { createContext, use } from 'react';
import type { Session } from '../api/session.ts';

/** Who sits here; given by the shell to every screen. */
export const SessionContext = createContext<Session | undefined>(undefined);

/** Who sits here. Screens stand inside the shell, so there is somebody. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('useSession stands outside the shell');
  return session;
}
