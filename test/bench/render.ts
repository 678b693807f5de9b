import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { plainText } from '#shared/campaign/content.ts';
import { draw } from '#shared/campaign/draw.ts';
import { noExclusions } from '#shared/campaign/exclusions.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Findings } from '#shared/tabular/table.ts';
import { parseTemplate } from '#shared/template/parse.ts';
import { renderTemplate } from '#shared/template/render.ts';
import { spawnPractice } from '../support/practice.ts';
import { migrationsFolder } from '../support/store.ts';
import { wireEngine } from '../support/wire-engine.ts';
import { figures, readOptions, tableRow } from './figures.ts';
import { buildDatabase } from './resume/database.ts';

const help = `npm run bench -- render [options]

Texts rendered in a second, each with its variables, filters and drawn variants; and how long the preview of any one of
many recipients takes, through the engine, from a database on disk.

  --renders N    of each text and run; 400000 when left out
  --people N     of the preview; 1000000 when left out
  --runs N       3 when left out`;

const optionsSchema = z.object({
  renders: z.coerce.number().int().positive().default(400_000),
  people: z.coerce.number().int().positive().default(1_000_000),
  runs: z.coerce.number().int().positive().default(3),
});

const texts = {
  'text alone': 'Oi! Chegou a coleção nova, venha ver. Para não receber mais, responda SAIR.',
  '3 variables': 'Oi, {{nome|cliente}}! Chegou a coleção nova em {{cidade}}, pedido {{pedido}}.',
  '3 variables, 4 variants':
    '{Oi|Olá|Bom dia}, {{nome|cliente}}! {Chegou|Acabou de chegar} a coleção nova em {{cidade}}. ' +
    '{Venha ver|Passe aqui|Estamos esperando}! Pedido {{pedido}}. {Até já|Até logo}!',
  'the same, 3 filters':
    '{Oi|Olá|Bom dia}, {{nome|primeiro_nome|cliente}}! {Chegou|Acabou de chegar} a coleção nova em {{cidade|maiúsculas}}. ' +
    '{Venha ver|Passe aqui|Estamos esperando}! Vale {{valor|moeda}}. {Até já|Até logo}!',
};

const recipients = Array.from({ length: 1_000 }, (_, i) => ({
  person: `5511${String(980_000_000 + i * 7_919)}`,
  variables: {
    ...{ nome: `PESSOA ${i} DA SILVA`, cidade: `Cidade ${i % 90}` },
    ...{ pedido: String(10_000 + i), valor: `${1_000 + i},5${i % 10}` },
  },
}));

function rendersPerSecond(source: string, renders: number): number {
  const template = parseTemplate(source);
  if (!template.ok) throw new Error(template.error.kind);
  let letters = 0;
  const start = process.hrtime.bigint();
  for (let i = 0; i < renders; i += 1) {
    const { person, variables } = recipients[i % recipients.length] ?? { person: '', variables: {} };
    const said = renderTemplate(template.value, variables, (place) => draw(7, `${person} ${place}`));
    if (said.ok) letters += said.value.length;
  }
  if (letters === 0) throw new Error('nothing was said');
  return renders / (Number(process.hrtime.bigint() - start) / 1e9);
}

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const { renders, people, runs } = chosen;
  console.log(tableRow('text', 'renders a second'));
  console.log(tableRow('---', '---'));
  for (const [name, source] of Object.entries(texts)) {
    rendersPerSecond(source, 20_000);
    console.log(tableRow(name, figures(Array.from({ length: runs }, () => rendersPerSecond(source, renders)))));
  }
  const tookMs = await previews(people);
  const worst = Math.max(...tookMs);
  console.log(`\nPreview of any of ${people} recipients, ms: ${figures(tookMs)} (${tookMs.length} of them)`);
  if (worst > 50) throw new Error(`a preview took ${Math.round(worst)} ms`);
}

const previewsAsked = 300;

/** Milliseconds of each preview, at places spread over all recipients, and the last one. */
async function previews(people: number): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  const practice = await spawnPractice();
  try {
    await buildDatabase({ folder, practice, people, done: 0 });
    const opened = openStore({ folder, migrations: migrationsFolder, clock });
    if (!opened.ok) throw new Error(opened.error.kind);
    const store = opened.value;
    const silent = () => undefined;
    const onCrash = (error: unknown) => {
      throw error;
    };
    const log = { info: silent, warn: silent, crash: silent };
    const engine = wireEngine({ practice, store, clock, random: Math.random, log, onCrash });
    const importId = store.campaigns.get(1).importId;
    nameColumns(store, importId);
    const content = plainText(texts['the same, 3 filters'].replace('{{valor|moeda}}', '{{telefone}}'));
    const took = Array.from({ length: previewsAsked }, (_, i) => {
      const offset = i === 0 ? people - 1 : (i * 7_919 * 997) % people;
      const startMs = performance.now();
      const { recipient } = engine.campaigns.preview({ importId, content, exclusions: noExclusions, seed: 7, offset });
      if (recipient?.problem !== null) throw new Error('a recipient that cannot be written to');
      return performance.now() - startMs;
    });
    store.close();
    return took;
  } finally {
    await practice.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nome, Telefone, Cidade: as the rows of the database have them. */
function nameColumns(store: Store, importId: number): void {
  const columns = ['Nome', 'Telefone', 'Cidade'];
  const findings: Findings = {
    dialect: { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 },
    certainty: { encoding: 1, delimiter: 1, header: 1 },
    ...{ sheets: [], header: columns, head: [] },
  };
  const mapping: Mapping = [
    { kind: 'name' },
    { kind: 'variable', name: 'telefone' },
    { kind: 'variable', name: 'cidade' },
  ];
  store.imports.saveFindings(importId, { findings, guesses: [], mapping, signature: '' });
}
