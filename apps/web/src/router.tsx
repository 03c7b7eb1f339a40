import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { useWords } from './language.tsx';
import { Failure, Nothing } from './record/states.tsx';
import { searchFrom, searchText } from './schema/url-state.ts';
import { Today } from './screens/today.tsx';
import { Frame } from './shell/frame.tsx';

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotHere,
  errorComponent: ({ error }) => <Failure error={error} />,
});

const home = createRoute({ getParentRoute: () => root, path: '/', component: Today });

type Screen = Parameters<typeof lazyRouteComponent>[0];

const screen = (path: string, load: Screen, name: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load, name as never),
  });

const screens = [screen('/parties', () => import('./screens/parties.tsx'), 'Parties')];

/** The console's addresses below `/console`. */
export const router = createRouter({
  routeTree: root.addChildren([home, ...screens]),
  basepath: '/console',
  defaultPreload: 'intent',
  parseSearch: searchFrom,
  stringifySearch: searchText,
  scrollRestoration: true,
});

function NotHere() {
  const { say } = useWords();
  return <Nothing title={say('state.notFound')} />;
}
