import { describe, expect, it } from 'vitest';
import { adviceOn } from '#renderer/features/campaign/message/advice.ts';
import { parseTemplate } from '#shared/template/parse.ts';

function advice(source: string): readonly string[] {
  const template = parseTemplate(source);
  if (!template.ok) throw new Error(source);
  return adviceOn(template.value).map(({ kind }) => kind);
}

const out = ' Responda SAIR para não receber mais.';

describe('advice on a message', () => {
  it.each([
    ['a plain message with a way out', `Oi {{nome}}, sua fatura vence amanhã.${out}`, []],
    ['no way out', 'Oi {{nome}}, sua fatura vence amanhã.', ['noWayOut']],
    ['a link', `Veja em https://loja.com.br/ofertas.${out}`, ['link']],
    ['a link that hides where it leads', `Veja em https://bit.ly/x1.${out}`, ['shortLink']],
    ['capitals only', `ÚLTIMA CHANCE DE COMPRAR AGORA.${out}`, ['shouting']],
    ['three loud words among quiet ones', `Oi Ana, corra que hoje é SÓ HOJE MESMO na loja da rua.${out}`, []],
    ['three loud words of some length', `Oi Ana, corra que é MUITO BARATO MESMO na loja.${out}`, ['shouting']],
    ['abbreviations', `Seu IPVA e IPTU de SP vencem.${out}`, []],
    ['a long one', `${'palavra '.repeat(100)}${out}`, ['long']],
    ['a way out in Spanish', 'Hola. Para darse de baja responda BAJA.', []],
    ['a way out in English', 'Hi. Reply STOP to unsubscribe.', []],
  ])('%s', (_, source, kinds) => {
    expect(advice(source)).toEqual(kinds);
  });
});
