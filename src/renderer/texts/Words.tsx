import type { ReactElement } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { optionsOf } from './options.ts';
import type { Area, TextFacts, TextKey } from './texts.ts';

/** A text with parts that look different: `<b>1.234</b> contatos`. `parts` names the tags of the text. */
export function Words<A extends Area>(props: {
  readonly area: A;
  readonly text: TextKey<A>;
  readonly facts?: TextFacts;
  readonly parts?: Readonly<Record<string, ReactElement>>;
}) {
  const area: string = props.area;
  const text: string = props.text;
  const { t } = useTranslation(area);
  const { replace, count } = optionsOf(props.facts ?? {});
  return (
    <Trans
      t={t}
      ns={area}
      i18nKey={text}
      tOptions={{ replace }}
      components={{ b: <b />, ...props.parts }}
      {...(count === undefined ? {} : { count })}
    />
  );
}
