// The Inward Rule: who may import from where. The picture is in docs/architecture.md.
const slice = tier =>
  ({
    parties: 0,
    products: 0,
    accounts: 0,
    statements: 1,
    trace: 2,
    inputs: 2,
    testing: 2,
    standards: 2,
    schemes: 2,
    enforcement: 3,
    credit: 3,
    market: 3,
    programme: 4,
    portal: 4,
  })[tier];
const tiers = [
  'parties',
  'products',
  'accounts',
  'statements',
  'trace',
  'inputs',
  'testing',
  'standards',
  'schemes',
  'enforcement',
  'credit',
  'market',
  'programme',
  'portal',
];
const slices = 'apps/server/src/slices';

const upward = tiers.map(name => ({
  name: `no-upward-from-${name}`,
  comment:
    'A slice may ask a lower or equal tier only; if you wish for more, the fact belongs in statements or in a reaction.',
  severity: 'error',
  from: { path: `^${slices}/${name}/` },
  to: {
    path:
      tiers
        .filter(other => slice(other) > slice(name))
        .map(other => `^${slices}/${other}/`)
        .join('|') || '^$',
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'packages-stand-alone',
      severity: 'error',
      comment: 'Packages are pure: no app, no region, no database.',
      from: { path: '^packages/' },
      to: { path: '^(apps|regions|bench|conformance)/|node_modules/(fastify|pg|kysely|graphile-worker)/' },
    },
    {
      name: 'packages-do-no-io',
      severity: 'error',
      comment: 'Only hashing, signatures and packing are taken from the platform.',
      from: { path: '^packages/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|zlib)$' },
    },
    {
      name: 'kernel-knows-no-slice',
      severity: 'error',
      from: { path: '^apps/server/src/(kernel|http)/' },
      to: { path: `^${slices}/` },
    },
    {
      name: 'kernel-knows-no-http',
      severity: 'error',
      from: { path: '^apps/server/src/kernel/' },
      to: { path: '^apps/server/src/http/' },
    },
    {
      name: 'slices-meet-at-api',
      severity: 'error',
      comment: 'Another slice is reached through its api.ts only.',
      from: { path: `^${slices}/([^/]+)/`, pathNot: '\\.test\\.ts$' },
      to: { path: `^${slices}/([^/]+)/`, pathNot: [`^${slices}/$1/`, `^${slices}/[^/]+/api\\.ts$`] },
    },
    {
      name: 'faces-never-import-server',
      severity: 'error',
      from: { path: '^apps/(site|cli|web)/' },
      to: { path: '^apps/server/' },
    },
    { name: 'regions-are-data', severity: 'error', from: { path: '^regions/' }, to: { path: '^apps/' } },
    {
      name: 'sql-only-in-stores',
      severity: 'error',
      comment: 'Only stores, views and the kernel touch the database driver or query builder.',
      from: {
        path: `^${slices}/`,
        pathNot: '(store|views|-sql|copy|interner|worker)[^/]*\\.ts$|\\.test\\.ts$|/testing/',
      },
      to: { path: 'node_modules/(kysely|pg|pg-copy-streams)/' },
    },
    ...upward.filter(rule => rule.to.path !== '^$'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
