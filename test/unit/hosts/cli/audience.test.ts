import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noAudiences } from '../../../support/fake-engine-audiences.ts';
import { aDesk } from './desk.ts';
import { createFakeEngine } from './fake-engine.ts';

const root = { kind: 'source', source: { kind: 'contacts', which: { by: 'tag', tagId: 't1', label: 'VIP' } } } as const;
const definition = { accountId: 1, serviceId: 's1', root };

function anAudienceDesk() {
  const leftOut = { rowNo: 1, line: 2, name: 'Ana', phone: '5511987654321', problem: { kind: 'optedOut' as const } };
  const audiences = { ...noAudiences(), people: 3, leftOut: [leftOut] };
  const engine = createFakeEngine({ audiences });
  const folder = mkdtempSync(join(tmpdir(), 'malote-audience-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (text: string): string => {
    writeFileSync(join(folder, 'vips.json'), text);
    return join(folder, 'vips.json');
  };
  return { audiences, engine, file, desk: () => aDesk({ engine }) };
}

describe('malote audience', () => {
  it('counts who is meant and who would be left out, and makes a list that is sent to like an import', async () => {
    const { desk, engine, file } = anAudienceDesk();
    const { run, out } = desk();
    expect(await run('audience', file('{"who":{"tag":"vip"}}'))).toBe(0);
    expect(engine.inputOf('audiences.make')).toEqual({ name: 'vips', definition });
    expect(out()).toMatch(/3 pessoas no público; 2 podem receber agora\./);
    expect(out()).toMatch(/Lista i1: vips, 3 pessoas\. Para enviar: malote send i1/);
  });

  it('only counts with --count', async () => {
    const { desk, engine, file } = anAudienceDesk();
    const { run, lastRecord } = desk();
    expect(await run('audience', file('{"who":{"contacts":"all"}}'), '--count', '--json')).toBe(0);
    expect(engine.callsOf('audiences.make')).toBe(0);
    expect(lastRecord()).toMatchObject({ type: 'result', counts: { people: 3, recipients: 2 } });
  });

  it('finds the ones kept in the window by their names', async () => {
    const { desk, audiences, engine } = anAudienceDesk();
    audiences.saved = [{ id: 1, name: 'Clientes VIP', definition, savedAt: 1 }];
    await desk().run('audience', 'clientes vip', '--name', 'Natal');
    expect(engine.inputOf('audiences.make')).toEqual({ name: 'Natal', definition });
    const wrong = desk();
    expect(await wrong.run('audience', 'Todos')).toBe(2);
    expect(wrong.err()).toMatch(/“Todos”\. Escolha um destes: Clientes VIP/);
  });

  it.each([
    ['{who}', /em “JSON”/],
    ['{"who":{"all":[{"import":"x1"}]}}', /em “who\.all\.0\.import”/],
    ['{"who":{"campaign":"c1","outcome":"lidas"}}', /em “who\.outcome”/],
    ['{"who":{"tag":"VIP"},"quem":1}', /em “quem”/],
    ['{"who":{"tag":"Ouro"}}', /não tem “Ouro”.* Escolha um destes: VIP/],
    ['{"service":"Marketing","who":{"tag":"VIP"}}', /não tem a conexão “Marketing”/],
  ])('says where a file is wrong: %s', async (text, sentence) => {
    const { desk, engine, file } = anAudienceDesk();
    const { run, err } = desk();
    expect(await run('audience', file(text))).toBe(2);
    expect(err()).toMatch(sentence);
    expect(engine.callsOf('audiences.count')).toBe(0);
  });
});
