import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunChange } from '#main/store/routines.ts';
import type { Store } from '#main/store/store.ts';
import type { RoutineSetup, RunState } from '#shared/rpc/routines.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { Dead } from '../support/mortal-store.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Mondays at ten past ten, from a folder. The clock begins on a Monday at ten. */
const setup = (folder: string, more: Partial<RoutineSetup> = {}): RoutineSetup => ({
  schedule: { every: 'week', days: ['mon'], minute: 610, timeZone: 'America/Sao_Paulo' },
  source: { kind: 'folder', path: folder, pattern: '*.csv' },
  asks: false,
  ...more,
});

let folder: string;
let open: { practice: Practice; malote: TestEngine }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-routine-'));
});
afterEach(async () => {
  for (const { malote, practice } of open) {
    await malote.stop();
    await practice.close();
  }
  open = [];
  await rm(folder, { recursive: true, force: true });
});

/** An engine with a campaign that went out to three people, for a routine to repeat. */
async function start() {
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock });
  const malote = await startEngine({ practice, time });
  open.push({ practice, malote });
  const first = join(folder, 'primeira.txt');
  await writePeople(first, 3);
  const importId = await malote.importSheet(first, { tags: ['semana'] });
  const campaignId = await malote.send(importId, { template: 'Olá {{nome}}, novidades em {{cidade}}' });
  await malote.until('the first campaign is sent', () => malote.job(`c${campaignId}`).status === 'done');
  const save = (more: Partial<RoutineSetup> = {}) =>
    malote.engine.routines.save({ ...setup(folder, more), name: 'Semana', of: { kind: 'new', campaignId } });
  return { time, practice, malote, campaignId, save };
}
/** A store whose process dies the first time that a run of a routine is to note this. */
const deadly = (store: Store, fact: keyof RunChange): Store => ({
  ...store,
  routines: {
    ...store.routines,
    changeRun(id, change) {
      if (change[fact] !== undefined) throw new Dead();
      store.routines.changeRun(id, change);
    },
  },
});
type Started = Awaited<ReturnType<typeof start>>;

const runOf = ({ malote }: Pick<Started, 'malote'>, routineId: number) =>
  malote.engine.routines.history(routineId, 1)[0];
const reaches = (started: Pick<Started, 'malote'>, routineId: number, state: RunState) =>
  started.malote.until(`the run is ${state}`, () => runOf(started, routineId)?.state === state);

describe('a routine', () => {
  it('sends the newest sheet of its folder at its hour, as the campaign it was made of', async () => {
    const started = await start();
    const { malote, practice, save, time } = started;
    const routineId = await save();
    await writePeople(join(folder, 'novos.csv'), 8);
    await reaches(started, routineId, 'done');

    expect(runOf(started, routineId)).toMatchObject({ fileName: 'novos.csv', people: 8, reason: null });
    expect(time.clock.now()).toBeGreaterThanOrEqual(Date.parse('2026-11-23T10:10-03:00'));
    const sent = await practice.messagesTo();
    expect(sent).toHaveLength(11);
    expect(sent.at(-1)?.text).toMatch(/^Olá Pessoa \d, novidades em Cidade \d$/);
    const campaignId = runOf(started, routineId)?.campaignId ?? 0;
    expect(malote.job(`c${campaignId}`).name).toBe('Semana 2026-11-23 10:10');
    expect(malote.engine.routines.list()[0]?.nextAt).toBe(Date.parse('2026-11-30T10:10-03:00'));
  });

  it('asks first where it is to, with everything read and checked and nothing done', async () => {
    const started = await start();
    const { malote, practice, save } = started;
    const before = (await practice.summary()).effects;
    const routineId = await save({ asks: true });
    await writePeople(join(folder, 'novos.csv'), 8);
    await reaches(started, routineId, 'asking');
    const run = runOf(started, routineId);
    expect(run?.people).toBe(8);
    expect((await practice.summary()).effects).toEqual(before);

    malote.engine.routines.answer(run?.id ?? 0, true);
    await reaches(started, routineId, 'done');
    expect((await practice.summary()).messages.sent).toBe(11);
    expect(() => malote.engine.routines.answer(run?.id ?? 0, true)).toThrow('routineUnknown');
  });

  it('sends nothing after a no, and does not ask about this sheet again', async () => {
    const started = await start();
    const { malote, practice, save } = started;
    const routineId = await save({ asks: true });
    await writePeople(join(folder, 'novos.csv'), 8);
    await reaches(started, routineId, 'asking');
    malote.engine.routines.answer(runOf(started, routineId)?.id ?? 0, false);
    malote.engine.routines.runNow(routineId);
    await malote.until('it has looked', () => runOf(started, routineId)?.reason?.kind === 'routineNothingNew');
    expect((await practice.summary()).messages.sent).toBe(3);
  });

  it('never sends one sheet twice, whatever its name is by then, and waits an hour for another', async () => {
    const started = await start();
    const { malote, practice, save, time } = started;
    const routineId = await save();
    await writePeople(join(folder, 'novos.csv'), 8);
    await reaches(started, routineId, 'done');
    await copyFile(join(folder, 'novos.csv'), join(folder, 'zz-copia.csv'));
    malote.engine.routines.runNow(routineId);
    await malote.until('it has looked', () => runOf(started, routineId)?.reason?.kind === 'routineNothingNew');
    time.moveWall(hourMs - 60_000);
    await time.advance(20_000);
    expect(runOf(started, routineId)?.state).toBe('reading');
    time.moveWall(120_000);
    await reaches(started, routineId, 'nothing');
    expect(runOf(started, routineId)?.reason).toEqual({ kind: 'routineNothingNew', folder });
    expect((await practice.summary()).messages.sent).toBe(11);
  });

  it('takes a sheet that comes late, and not before it has stopped growing', async () => {
    const started = await start();
    const { malote, save, time } = started;
    const routineId = await save();
    await reaches(started, routineId, 'reading');
    const path = join(folder, 'novos.csv');
    const looks: number[] = [];
    for (let part = 1; part <= 4; part += 1) {
      await writePeople(path, part * 10);
      await time.advance(16_000);
      looks.push(runOf(started, routineId)?.importId ?? 0);
    }
    expect(looks).toEqual([0, 0, 0, 0]);
    await reaches(started, routineId, 'done');
    expect(malote.job(`i${runOf(started, routineId)?.importId}`).total).toBe(40);
  });

  it('asks where nobody was there at its time, and runs once for three weeks', async () => {
    const started = await start();
    const { malote, practice, save, time } = started;
    const routineId = await save();
    await writePeople(join(folder, 'novos.csv'), 8);
    time.moveWall(22 * dayMs);
    await reaches(started, routineId, 'missed');
    expect(malote.engine.routines.history(routineId, 10)).toHaveLength(1);
    expect((await practice.summary()).messages.sent).toBe(3);

    malote.engine.routines.answer(runOf(started, routineId)?.id ?? 0, true);
    await reaches(started, routineId, 'done');
    expect((await practice.summary()).messages.sent).toBe(11);
  });

  it('is left out while the run before is not over', async () => {
    const started = await start();
    const { malote, save, time } = started;
    const routineId = await save({ asks: true });
    await writePeople(join(folder, 'novos.csv'), 8);
    await reaches(started, routineId, 'asking');
    expect(() => malote.engine.routines.runNow(routineId)).toThrow('routineBusy');
    time.moveWall(7 * dayMs);
    await malote.until('the next one is noted', () => malote.engine.routines.history(routineId, 9).length === 2);
    expect(malote.engine.routines.history(routineId, 9).map(({ state }) => state)).toEqual(['asking', 'busy']);
  });

  it.each([
    ['lacks a column of the message', 'Nome;Celular\nAna;(11) 98765-4321\n', 'templateUnknownVariable'],
    ['has no numbers', 'Nome;Cidade\nAna;Poá\n', 'noNumberColumn'],
    ['is no table', 'Prezados, segue o combinado.\n', 'fileHeaderOnly'],
  ] as const)('ends with the reason where the sheet %s, before a contact is created', async (_what, text, kind) => {
    const started = await start();
    const { practice, save } = started;
    const before = (await practice.summary()).effects;
    const routineId = await save();
    await writeFile(join(folder, 'novos.csv'), text);
    await reaches(started, routineId, 'failed');
    expect(runOf(started, routineId)?.reason?.kind).toBe(kind);
    expect((await practice.summary()).effects).toEqual(before);
  });

  it('writes to the people of its campaign again, once more each time', async () => {
    const started = await start();
    const { practice, save } = started;
    const routineId = await save({ source: { kind: 'same' } });
    await reaches(started, routineId, 'done');
    expect((await practice.summary()).messages).toMatchObject({ sent: 6, mostToOneContact: 2 });
  });

  describe('for a saved audience', () => {
    /** Who got the first campaign, and was not left out of it. */
    const saveAudience = ({ malote, practice, campaignId }: Started) =>
      malote.engine.audiences.save({
        name: 'Quem recebeu',
        definition: {
          ...{ accountId: malote.accountId, serviceId: practice.serviceId },
          root: {
            kind: 'source',
            source: { kind: 'campaign', campaignId, outcome: 'got', cause: null, version: null },
          },
        },
      });

    it('writes to whoever is in it at that time', async () => {
      const started = await start();
      const { malote, practice, save } = started;
      const audienceId = saveAudience(started);
      const routineId = await save({ source: { kind: 'audience', audienceId, name: 'Quem recebeu' } });
      const person = (await practice.messagesTo())[0];
      malote.engine.optouts.add(`+${person?.number}`);
      await reaches(started, routineId, 'done');
      expect((await practice.summary()).messages).toMatchObject({ sent: 5, contacts: 3, mostToOneContact: 2 });
      const run = runOf(started, routineId);
      expect(malote.job(`c${run?.campaignId}`).counts).toMatchObject({ skipped: 1 });
    });

    it('asks first with how many there are, and is not made for another account', async () => {
      const started = await start();
      const { practice, save } = started;
      const audienceId = saveAudience(started);
      const source = { kind: 'audience' as const, audienceId, name: '' };
      const routineId = await save({ source, asks: true });
      await reaches(started, routineId, 'asking');
      expect(runOf(started, routineId)?.people).toBe(3);
      expect((await practice.summary()).messages.sent).toBe(3);
      await expect(save({ source: { ...source, audienceId: audienceId + 1 } })).rejects.toThrow('audienceGone');
    });

    it('ends with the reason where it was removed, or nobody is in it', async () => {
      const started = await start();
      const { malote, practice, campaignId, save } = started;
      const gone = await save({ source: { kind: 'audience', audienceId: saveAudience(started), name: '' } });
      malote.engine.audiences.remove(1);
      await reaches(started, gone, 'failed');
      expect(runOf(started, gone)?.reason).toEqual({ kind: 'audienceGone' });

      const source = { kind: 'campaign' as const, campaignId, outcome: 'failed' as const, cause: null, version: null };
      const audienceId = malote.engine.audiences.save({
        name: 'Ninguém',
        definition: {
          ...{ accountId: malote.accountId, serviceId: practice.serviceId },
          root: { kind: 'source', source },
        },
      });
      const empty = await save({ source: { kind: 'audience', audienceId, name: '' } });
      malote.engine.routines.runNow(empty);
      await reaches(started, empty, 'nothing');
      expect(runOf(started, empty)?.reason).toEqual({ kind: 'audienceEmpty' });
      expect((await practice.summary()).messages.sent).toBe(3);
    });

    it('that was killed while it made its campaign writes to each once', async () => {
      const started = await start();
      const { malote, practice, save, time } = started;
      const routineId = await save({ source: { kind: 'audience', audienceId: saveAudience(started), name: '' } });
      await malote.stop();
      open.pop();
      for (const fact of ['importId', 'campaignId'] as const) {
        const dies = await startEngine({ practice, time, store: deadly(malote.store, fact) });
        await expect(dies.until('it dies', () => false)).rejects.toThrow(Dead);
        await dies.stop();
        await time.settle();
      }
      const next = await startEngine({ practice, time, store: malote.store });
      open.push({ practice, malote: next });
      await reaches({ malote: next }, routineId, 'done');
      expect((await practice.summary()).messages).toMatchObject({ sent: 6, mostToOneContact: 2 });
    });
  });

  it('that is paused does not begin, and makes nothing up afterwards', async () => {
    const started = await start();
    const { malote, save, time } = started;
    const routineId = await save();
    malote.engine.routines.pause(routineId);
    await writePeople(join(folder, 'novos.csv'), 8);
    await time.advance(15 * 60_000);
    malote.engine.routines.resume(routineId);
    await time.advance(60_000);
    expect(malote.engine.routines.history(routineId, 9)).toEqual([]);
    expect(malote.engine.routines.list()[0]?.nextAt).toBe(Date.parse('2026-11-30T10:10-03:00'));
  });

  it.each(['checking', 'sending'] as const)(
    'that was killed while it was %s goes on, and writes to each once',
    async (state) => {
      const started = await start();
      const { malote, practice, save, time } = started;
      const routineId = await save();
      await writePeople(join(folder, 'novos.csv'), 8);
      await reaches(started, routineId, state);
      await malote.stop();
      const second = await startEngine({ practice, time, store: malote.store });
      open.push({ practice, malote: second });
      open.shift();
      await reaches({ malote: second }, routineId, 'done');
      expect((await practice.summary()).messages).toMatchObject({ sent: 11 });
      expect(second.engine.snapshots.list().filter(({ kind }) => kind === 'campaign')).toHaveLength(2);
    },
  );

  it.each(['fingerprint', 'importId', 'campaignId'] as const)(
    'that was killed right before it could note its %s finds what it has done, and does it once',
    async (fact) => {
      const started = await start();
      const { malote, practice, save, time } = started;
      const routineId = await save();
      await writePeople(join(folder, 'novos.csv'), 8);
      await malote.stop();
      open.pop();
      const dies = await startEngine({ practice, time, store: deadly(malote.store, fact) });
      await expect(dies.until('it dies', () => false)).rejects.toThrow(Dead);
      await dies.stop();
      await time.settle();

      const next = await startEngine({ practice, time, store: malote.store });
      open.push({ practice, malote: next });
      await reaches({ malote: next }, routineId, 'done');
      expect((await practice.summary()).messages.sent).toBe(11);
      const kinds = next.engine.snapshots.list().map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'campaign')).toHaveLength(2);
      expect(kinds.filter((kind) => kind === 'import')).toHaveLength(2);
    },
  );

  it('does not run where jobs do not go on by themselves, but for the one that was asked for', async () => {
    const started = await start();
    const { malote, practice, save, time } = started;
    const routineId = await save();
    await writePeople(join(folder, 'novos.csv'), 8);
    await malote.stop();
    const command = await startEngine({ practice, time, store: malote.store, goOn: false });
    open.push({ practice, malote: command });
    open.shift();
    await time.advance(15 * 60_000);
    expect(command.engine.routines.history(routineId, 9)).toEqual([]);
    command.engine.routines.runNow(routineId);
    await reaches({ malote: command }, routineId, 'done');
    expect((await practice.summary()).messages.sent).toBe(11);
  });
});

describe('the calendar', () => {
  const days = ({ malote }: Pick<Started, 'malote'>, more: object = {}) =>
    malote.engine.calendarDays(
      { from: '2026-11-22', days: 10, timeZone: 'America/Sao_Paulo', accountId: null, ...more },
      new AbortController().signal,
    );

  it('has what went out on each day, and what is planned, by account', async () => {
    const started = await start();
    const { malote, campaignId, save, time } = started;
    // Late enough that the clock, which goes on while the first campaign is sent, does not reach it.
    const schedule: RoutineSetup['schedule'] = {
      every: 'week',
      days: ['mon'],
      minute: 23 * 60,
      timeZone: 'America/Sao_Paulo',
    };
    const routineId = await save({ schedule });
    const startAt = Date.parse('2026-11-25T09:00-03:00');
    const later = await malote.send(1, { template: 'Oi', pace: { startAt } });
    await malote.until('it waits', () => malote.job(`c${later}`).status === 'paused');

    const all = await days(started);
    expect(all.map(({ day }) => day)[0]).toBe('2026-11-22');
    expect(all.map(({ day }) => day).at(-1)).toBe('2026-12-01');
    const on = (day: string) => all.find((one) => one.day === day);
    expect(on('2026-11-23')?.sent).toMatchObject([{ campaignId, name: 'Campanha', count: 3 }]);
    expect(on('2026-11-23')?.planned).toMatchObject([{ kind: 'routine', id: routineId, count: null }]);
    expect(on('2026-11-25')?.planned).toMatchObject([{ kind: 'campaign', id: later, at: startAt, count: 3 }]);
    expect(on('2026-11-30')?.planned).toMatchObject([{ kind: 'routine', id: routineId }]);
    expect(on('2026-11-24')).toEqual({ day: '2026-11-24', sent: [], planned: [] });
    expect(await days(started, { accountId: 99 })).toSatisfy((list: Awaited<ReturnType<typeof days>>) =>
      list.every(({ sent, planned }) => sent.length === 0 && planned.length === 0),
    );
    malote.engine.routines.pause(routineId);
    expect((await days(started)).find((one) => one.day === '2026-11-30')?.planned).toEqual([]);
    expect(time.clock.now()).toBeLessThan(startAt);
  });

  it('counts by the days of the time zone that is asked for', async () => {
    const started = await start();
    const tokyo = await days(started, { timeZone: 'Pacific/Kiritimati' });
    expect(tokyo.find(({ day }) => day === '2026-11-24')?.sent).toMatchObject([{ count: 3 }]);
    await expect(days(started, { timeZone: 'Nowhere/At_All' })).rejects.toThrow('timeZoneInvalid');
  });
});
