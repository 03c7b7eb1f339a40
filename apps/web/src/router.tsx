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

const parties = () => import('./screens/parties.tsx');
const party = () => import('./screens/party.tsx');
const statements = () => import('./screens/statements.tsx');
const schemes = () => import('./screens/schemes.tsx');
const scheme = () => import('./screens/scheme-page.tsx');
const applications = () => import('./screens/applications.tsx');
const desk = () => import('./screens/desk.tsx');
const programmes = () => import('./screens/programme.tsx');
const programmeWork = () => import('./screens/programme-work.tsx');

const screens = [
  screen('/parties', parties, 'Parties'),
  screen('/parties/new', party, 'NewParty'),
  screen('/parties/duplicates', () => import('./screens/duplicates.tsx'), 'Duplicates'),
  screen('/imports/parties', () => import('./screens/import-parties.tsx'), 'ImportParties'),
  screen('/imports/$id', () => import('./screens/import-parties.tsx'), 'ImportPage'),
  screen('/lots', () => import('./screens/lots.tsx'), 'Lots'),
  screen('/parties/$id', party, 'PartyPage'),
  screen('/places', () => import('./screens/places.tsx'), 'Places'),
  screen('/products', () => import('./screens/products.tsx'), 'Products'),
  screen('/products/$gtin', () => import('./screens/product-page.tsx'), 'ProductPage'),
  screen('/brands', () => import('./screens/brands.tsx'), 'Brands'),
  screen('/brands/$id', () => import('./screens/brand-page.tsx'), 'BrandPage'),
  screen('/event-sheet', () => import('./screens/event-sheet.tsx'), 'EventSheet'),
  screen('/subscriptions', () => import('./screens/subscriptions.tsx'), 'Subscriptions'),
  screen('/keys', () => import('./screens/keys.tsx'), 'Keys'),
  screen('/signing-keys', () => import('./screens/signing-keys.tsx'), 'SigningKeys'),
  screen('/experts', () => import('./screens/experts.tsx'), 'Experts'),
  screen('/schemes/$code/rounds/$round', () => import('./screens/round-page.tsx'), 'RoundPage'),
  screen('/statements', statements, 'Statements'),
  screen('/bulk-issues', () => import('./screens/bulk-issues.tsx'), 'BulkIssues'),
  screen('/bulk-issues/new', () => import('./screens/bulk-issue-form.tsx'), 'NewBulkIssue'),
  screen('/bulk-issues/$id', () => import('./screens/bulk-issue-page.tsx'), 'BulkIssuePage'),
  screen('/statements/new', () => import('./screens/issue-statement.tsx'), 'IssueStatement'),
  screen('/statements/$id', () => import('./screens/statement-page.tsx'), 'StatementPage'),
  screen('/mandates', () => import('./screens/mandates.tsx'), 'Mandates'),
  screen('/proposals', () => import('./screens/proposals.tsx'), 'Proposals'),
  screen('/certificates', statements, 'Certificates'),
  screen('/schemes', schemes, 'Schemes'),
  screen('/schemes/new', () => import('./screens/scheme-form.tsx'), 'NewScheme'),
  screen('/schemes/$code', scheme, 'SchemePage'),
  screen('/applications', applications, 'Applications'),
  screen('/application-bulks', () => import('./screens/application-bulks.tsx'), 'ApplicationBulks'),
  screen('/application-bulks/$id', () => import('./screens/application-bulks.tsx'), 'ApplicationBulkPage'),
  screen('/applications/$id', () => import('./screens/application-page.tsx'), 'ApplicationPage'),
  screen('/quotas', () => import('./screens/quotas.tsx'), 'Quotas'),
  screen('/trace', desk, 'TraceDesk'),
  screen('/recall', desk, 'RecallDesk'),
  screen('/own-recalls', () => import('./screens/own-recalls.tsx'), 'OwnRecalls'),
  screen('/recalls', () => import('./screens/recalls.tsx'), 'Recalls'),
  screen('/accounts', () => import('./screens/accounts.tsx'), 'Accounts'),
  screen('/unusual-use', () => import('./screens/unusual-use.tsx'), 'UnusualUse'),
  screen('/audit', () => import('./screens/audit.tsx'), 'Audit'),
  screen('/programmes', programmes, 'Programmes'),
  screen('/programmes/read', () => import('./screens/read-plan.tsx'), 'ReadPlan'),
  screen('/programmes/$code', programmes, 'ProgrammePage'),
  screen('/programmes/$code/tasks/$number', () => import('./screens/programme-task.tsx'), 'ProgrammeTask'),
  screen('/task-reports', programmeWork, 'TaskReports'),
  screen('/supervisions', programmeWork, 'Supervisions'),
  screen('/me', () => import('./screens/me.tsx'), 'Me'),
  screen('/recalls/$id', () => import('./screens/recall-page.tsx'), 'RecallPage'),
];

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
