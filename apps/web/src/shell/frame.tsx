import {
  GlobalOutlined,
  LogoutOutlined,
  MenuOutlined,
  SearchOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, Layout } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ask, signInAddress } from '../api/client.ts';
import { type Session, sessionQuery } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { Failure, Waiting } from '../record/states.tsx';
import { menuOf } from './menu.ts';
import { SessionContext } from './session-context.tsx';
import { SideMenu } from './side-menu.tsx';

const GlobalSearch = lazy(() =>
  import('./global-search.tsx').then(module => ({ default: module.GlobalSearch })),
);

/** Loaded when a narrow screen opens it. */
const NarrowMenu = lazy(() => import('./narrow-menu.tsx').then(module => ({ default: module.NarrowMenu })));

/** The shell: who sits here, what they may open, search, language, sign-out; the screen inside. */
export function Frame() {
  const { data: session, isPending, error, refetch } = useQuery(sessionQuery);
  useEffect(() => {
    if (session === null) location.replace(signInAddress());
  }, [session]);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (isPending || session === null) return <Waiting />;
  return (
    <SessionContext value={session}>
      <SignedIn session={session} />
    </SessionContext>
  );
}

function SignedIn({ session }: { readonly session: Session }) {
  const { say } = useWords();
  const [searching, setSearching] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  const groups = menuOf(session);
  useSearchKey(() => setSearching(true));
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place closes the menu of narrow screens
  useEffect(() => setMenuOpen(false), [pathname]);
  return (
    <Layout className="frame">
      <a className="skip" href="#content">
        {say('app.skip')}
      </a>
      {session.account.isDemo && (
        <aside className="demo" aria-label={say('app.demoLabel')}>
          {say('app.demo')}
        </aside>
      )}
      <Layout.Header className="top">
        <Button
          className="narrow-only"
          type="text"
          icon={<MenuOutlined />}
          aria-label={say('app.menu')}
          onClick={() => setMenuOpen(true)}
        />
        <b className="brand">{say('app.name')}</b>
        <Button className="find" icon={<SearchOutlined />} onClick={() => setSearching(true)}>
          <span className="wide-only">{say('search.placeholder')}</span>
          <kbd className="wide-only">Ctrl K</kbd>
          <span className="narrow-only">{say('search.open')}</span>
        </Button>
        <TopTools session={session} />
      </Layout.Header>
      <Layout>
        <Layout.Sider className="side" width={208}>
          <SideMenu groups={groups} />
        </Layout.Sider>
        {menuOpen && (
          <Suspense fallback={null}>
            <NarrowMenu groups={groups} close={() => setMenuOpen(false)} />
          </Suspense>
        )}
        <Layout.Content id="content" className="content" role="main" tabIndex={-1}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
      {searching && (
        <Suspense fallback={null}>
          <GlobalSearch close={() => setSearching(false)} />
        </Suspense>
      )}
    </Layout>
  );
}

function TopTools({ session }: { readonly session: Session }) {
  const { say, language, choose } = useWords();
  const other = language === 'zh-CN' ? ('en' as const) : ('zh-CN' as const);
  const navigate = useNavigate();
  const signOut = async () => {
    await ask('/session', { method: 'DELETE' });
    location.assign('/sign-in');
  };
  return (
    <div className="tools">
      <Button
        type="text"
        icon={<GlobalOutlined />}
        lang={other}
        aria-label={other === 'en' ? 'English' : '中文'}
        onClick={() => choose(other)}
      >
        <span className="wide-only">{other === 'en' ? 'English' : '中文'}</span>
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'account', label: say('app.account') },
            { key: 'site', label: say('app.publicSite') },
            { type: 'divider' },
            { key: 'out', icon: <LogoutOutlined />, label: say('app.signOut') },
          ],
          onClick: ({ key }) => {
            if (key === 'out') void signOut();
            else if (key === 'site') location.assign('/');
            else void navigate({ to: '/me' });
          },
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={session.account.name}>
          <span className="wide-only">{session.account.name}</span>
        </Button>
      </Dropdown>
    </div>
  );
}

function useSearchKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
}
