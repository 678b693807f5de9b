import { describe, expect, it } from 'vitest';
import { adviceOn } from '#renderer/features/campaign/message/advice.ts';
import { parseTemplate, type Template } from '#shared/template/parse.ts';

function parsed(source: string): Template {
  const template = parseTemplate(source);
  if (!template.ok) throw new Error(source);
  return template.value;
}

const advice = (source: string): readonly string[] => adviceOn([parsed(source)]).map(({ kind }) => kind);

const out = ' Responda SAIR para não receber mais.';

describe('advice on a message', () => {
  it.each([
    ['a plain message with a way out', `Oi {{nome}}, sua fatura vence amanhã.${out}`, []],
    ['no way out', 'Oi {{nome}}, sua fatura vence amanhã.', ['noWayOut']],
    ['a link', `Veja em https://loja.com.br/ofertas.${out}`, ['link']],
    ['a link that hides where it leads', `Veja em https://bit.ly/x1.${out}`, ['shortLink']],
    ['several links', `Veja https://loja.com.br/a e https://loja.com.br/b.${out}`, ['manyLinks']],
    ['exclamation marks in a row', `Corra!!!${out}`, ['shouting']],
    ['a price and what is free', `Frete grátis e tudo por R$ 10!${out}`, []],
    ['a link in one of several ways to say it', `{Oi|Veja https://bit.ly/x1}.${out}`, ['shortLink']],
    ['capitals only', `ÚLTIMA CHANCE DE COMPRAR AGORA.${out}`, ['shouting']],
    ['three loud words among quiet ones', `Oi Ana, corra que hoje é SÓ HOJE MESMO na loja da rua.${out}`, []],
    ['three loud words of some length', `Oi Ana, corra que é MUITO BARATO MESMO na loja.${out}`, ['shouting']],
    ['abbreviations', `Seu IPVA e IPTU de SP vencem.${out}`, []],
    ['a long one', `${'palavra '.repeat(100)}${out}`, ['long']],
    ['a filter with a letter wrong', `Oi {{nome|primero_nome}}.${out}`, ['misspelt']],
    ['a filter with a letter wrong before a fallback', `Oi {{nome|maiuscula|cliente}}.${out}`, ['misspelt']],
    [
      'a filter with a letter wrong in one of several ways to say it',
      `{Oi|Olá {{nome|firstname_|você}}}.${out}`,
      ['misspelt'],
    ],
    ['filters that are known, and fallbacks', `{{nome|primeiro_nome|dona}} de {{cidade|sua cidade}}.${out}`, []],
    ['a fallback that is the name of a filter on purpose', `Diga {{palavra|\\primeiro_nome}}.${out}`, []],
    ['a word that is near a filter', `Oi, {{nome|dona}}, veja {{seção|moda}}.${out}`, []],
    ['a way out in Spanish', 'Hola. Para darse de baja responda BAJA.', []],
    ['a way out in English', 'Hi. Reply STOP to unsubscribe.', []],
  ])('%s', (_, source, kinds) => {
    expect(advice(source)).toEqual(kinds);
  });

  it('says which of several texts it is about', () => {
    const texts = [parsed(`Oi.${out}`), parsed('VEJA AGORA MESMO https://bit.ly/x1'), parsed('Oi.')];
    expect(adviceOn(texts)).toEqual([
      { kind: 'shortLink', versions: [1] },
      { kind: 'shouting', versions: [1] },
      { kind: 'noWayOut', versions: [1, 2] },
    ]);
  });

  it('takes a button for the way out', () => {
    expect(adviceOn([parsed('Oi, quer saber mais?')], ['Quero', 'SAIR'])).toEqual([]);
  });
});
