import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { FaultChoice } from '#main/practice/options.ts';
import { type Run, type Running, runMalote } from '../support/malote.ts';
import { spawnPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';

/** What one round of killing came to, counted at the account's side. */
export interface RoundResult {
  readonly kills: number;
  readonly rows: number;
  readonly sent: number;
  /** Messages beyond the first one to a contact. */
  readonly duplicates: number;
  /** Reachable people without a message, and rows that nobody can account for. */
  readonly losses: number;
  /** Rows and recipients that did not come to an end. */
  readonly unfinished: number;
  readonly held: number;
  readonly worstSecond: number;
  readonly tookMs: number;
}

/** Numbers in [0, 1) that a seed decides (mulberry32): the same seed kills at the same places of the same story. */
export function chanceOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What may go wrong at the account besides the kills. */
export const badDay: FaultChoice = [
  { kind: 'lost', rate: 0.05, effect: true },
  { kind: 'lost', rate: 0.05, effect: false },
  { kind: 'throttle', rate: 0.05, retryAfter: 'seconds', retryAfterMs: 1_000 },
  { kind: 'serverError', rate: 0.05, status: 500 },
  { kind: 'disconnected', routes: ['messages.create'], nth: [15, 60], forMs: 2_000 },
];

export const ratePerSecond = 20;

/**
 * One story under kill -9: a sheet is imported and written to, the process is killed at moments that the seed chooses
 * (at its start, while it works, while it gets up again), and at last left alone until it is done.
 */
export async function killRound(options: {
  readonly seed: number;
  readonly kills: number;
  readonly faults: FaultChoice;
}): Promise<RoundResult> {
  const { seed, faults } = options;
  const chance = chanceOf(seed);
  const startedAt = performance.now();
  const home = await mkdtemp(join(tmpdir(), 'malote-soak-'));
  const practice = await spawnPractice({ seed, faults });
  const env = { MALOTE_URL: practice.address, MALOTE_TOKEN: practice.token, MALOTE_HOME: join(home, 'data') };
  const malote = (...args: string[]): Running => runMalote([...args, '--json', '--quiet'], env);
  const rows = 30 + Math.floor(chance() * 60);
  const sheet = join(home, 'pessoas.csv');
  await writePeople(sheet, rows);
  let kills = 0;

  /** Leaves it alone, or kills it after a while: sometimes at its very start, sometimes in the thick of it. */
  async function run(running: Running, mayKill: boolean): Promise<Run> {
    if (!mayKill) return running.ended;
    const afterMs = chance() < 0.25 ? chance() * 350 : 250 + chance() * 2_250;
    await Promise.race([running.ended, pause(afterMs)]);
    if (!running.hasEnded()) {
      running.kill();
      kills += 1;
    }
    return running.ended;
  }
  const stateOf = async (job: string) => (await malote('show', job).ended).results.at(-1) ?? null;
  /** As the log has it: a whole process for each look would take longer than what it looks at. */
  const statusOf = async (job: 'i1' | 'c1'): Promise<string | null> => {
    const file = join(home, 'data', 'malote.sqlite');
    if (!existsSync(file)) return null;
    const db = new Database(file, { readonly: true });
    try {
      const table = job === 'i1' ? 'imports' : 'campaigns';
      return z
        .string()
        .nullable()
        .parse(db.prepare(`SELECT status FROM ${table} WHERE id = 1`).pluck().get() ?? null);
    } catch (error) {
      // Killed before its first migration was done; or so that only one who may write can put it in order.
      if (error instanceof Database.SqliteError) return (await stateOf(job))?.state || null;
      throw error;
    } finally {
      db.close();
    }
  };

  /** Until the job is there and done: what a user does who only knows "go on". */
  async function drive(job: 'i1' | 'c1', begin: readonly string[], killsUntil: number) {
    for (let tries = 0; tries < 400; tries += 1) {
      const status = await statusOf(job);
      if (status === 'done') {
        const told = await stateOf(job);
        if (told?.state === 'done') return told;
      }
      const next = status !== null ? malote('resume', job, '--yes') : malote(...begin);
      await run(next, kills < killsUntil);
    }
    throw new Error(`seed ${seed}: ${job} did not come to its end`);
  }

  try {
    const importKills = Math.floor(options.kills / 2);
    const imported = await drive(
      'i1',
      ['import', sheet, '--yes', '--tag', 'Natal', '--map', 'Cidade=field:Bairro'],
      importKills,
    );
    const text = 'Olá, {{nome|cliente}}!';
    const send = ['send', 'i1', '--text', text, '--rate', `${ratePerSecond}/s`, '--concurrency', '8'];
    const sent = await drive('c1', send, options.kills);
    const { messages } = await practice.summary();
    const { byContact } = await practice.messageCounts();
    const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
    const count = (counts: Readonly<Record<string, number>>, ...states: readonly string[]) =>
      states.reduce((total, state) => total + (counts[state] ?? 0), 0);
    const ready = count(imported.counts, 'ready');
    const reached = Object.keys(byContact).length;
    const left = count(sent.counts, 'held', 'failed');
    return {
      kills,
      rows,
      sent: messages.sent,
      duplicates: messages.sent - reached,
      losses:
        Math.abs(sum(imported.counts) - rows) +
        Math.abs(sum(sent.counts) - ready) +
        Math.max(0, ready - left - reached),
      unfinished:
        count(imported.counts, 'staged', 'normalised', 'checked', 'creating', 'inDoubt', 'linked') +
        count(sent.counts, 'queued', 'sending', 'inDoubt'),
      held: count(sent.counts, 'held') + count(imported.counts, 'held'),
      worstSecond: await practice.worstWindow(1_000),
      tookMs: performance.now() - startedAt,
    };
  } finally {
    await practice.close();
    await rm(home, { recursive: true, force: true });
  }
}
