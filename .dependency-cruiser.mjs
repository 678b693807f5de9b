// Who may import whom. What is not listed is forbidden: docs/architecture.md draws it.
// `only` names the whole set that a folder may reach; packages stand by their name.
const pkg = (...names) => names.map((name) => `^node_modules/(@types/)?${name}(/|$)`);
const src = (...places) => places.map((place) => `^src/${place}`);

/** @returns {import('dependency-cruiser').IForbiddenRuleType} */
const only = (name, from, to, options = {}) => ({
  name,
  severity: 'error',
  from: { path: from, ...(options.except ? { pathNot: options.except } : {}) },
  to: { pathNot: to, ...(options.node ? { dependencyTypesNot: ['core'] } : {}) },
});

/** A package that stands in one place only, so that it can be changed in one place. */
const alone = (name, packages, places) => ({
  name: `${name}-stands-alone`,
  severity: 'error',
  from: { path: '^src/', pathNot: places },
  to: { path: pkg(...packages) },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('shared-is-pure', src('shared/'), [
      ...src('shared/'),
      ...pkg('zod', 'papaparse', 'libphonenumber-js', '@orpc/contract', 'i18next', 'yaml'),
    ]),
    only('digisac', src('main/digisac/'), [...src('shared/', 'main/digisac/'), ...pkg('undici', 'zod')], {
      node: true,
    }),
    only('store', src('main/store/'), [...src('shared/', 'main/store/'), ...pkg('better-sqlite3', 'zod')], {
      node: true,
    }),
    only(
      'tabular',
      src('main/tabular/'),
      [...src('shared/', 'main/tabular/'), ...pkg('yauzl', 'saxes', 'write-excel-file')],
      { node: true },
    ),
    only('document', src('main/document/'), [...src('shared/', 'main/document/'), ...pkg('pdfkit')], { node: true }),
    only(
      'engine',
      src('main/engine/'),
      [
        ...src('shared/', 'main/engine/', 'main/tabular/', 'main/document/', 'main/store/', 'main/digisac/'),
        ...pkg('@orpc/server'),
      ],
      { except: src('main/engine/thread'), node: true },
    ),
    // The engine knows store and client by their types; its thread is where the real ones come in.
    {
      name: 'engine-gets-its-store-and-client',
      severity: 'error',
      from: { path: src('main/engine/'), pathNot: src('main/engine/thread') },
      to: { path: src('main/(store|digisac)/'), dependencyTypesNot: ['type-only'] },
    },
    only('practice-is-a-witness', src('main/practice/'), src('main/practice/'), { node: true }),
    only(
      'hosts',
      src('main/hosts/'),
      [...src('shared/', 'main/hosts/'), ...pkg('@orpc/client', '@orpc/server', 'ws', 'electron', 'zod')],
      { node: true },
    ),
    only('main-entry', src('main/index'), src('main/hosts/electron/')),
    only('preload', src('preload/'), pkg('electron')),
    {
      name: 'no-feature-imports-another',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'renderer-stays-in-the-window',
      severity: 'error',
      from: { path: src('renderer/') },
      to: { path: src('main/', 'preload/') },
    },
    {
      name: 'no-node-in-the-window',
      severity: 'error',
      from: { path: src('renderer/', 'shared/') },
      to: { dependencyTypes: ['core'] },
    },
    alone('papaparse', ['papaparse', 'libphonenumber-js'], src('shared/')),
    alone('yaml', ['yaml'], src('shared/plan/')),
    alone('undici', ['undici'], src('main/digisac/')),
    alone('pdfkit', ['pdfkit'], src('main/document/')),
    alone('sqlite', ['better-sqlite3'], src('main/store/')),
    alone('bottleneck', ['bottleneck'], src('main/engine/')),
    alone('electron', ['electron'], src('main/hosts/electron/', 'preload/')),
  ],
  options: {
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.css$', '\\.svg$'] },
  },
};
