import type { Service } from '#shared/rpc/accounts.ts';
import { useFormat } from '../texts/use-format.ts';
import { useTexts } from '../texts/use-texts.ts';
import './ServiceHealth.css';

/** A connection of an account: its name and number, and whether it can send right now. */
export function ServiceHealth(props: { readonly service: Service }) {
  const say = useTexts('accounts');
  const format = useFormat();
  const { name, number, connected, isOfficial, isWhatsapp } = props.service;
  const facts = [
    ...(number === null ? [] : [format.phone(number)]),
    ...(isOfficial ? [say('official')] : []),
    ...(isWhatsapp ? [] : [say('noWhatsapp')]),
  ];
  return (
    <div className="health">
      <span className="health-dot" data-connected={connected} aria-hidden />
      <span className="health-name">{name}</span>
      <span className="health-state" data-connected={connected}>
        {say(`connected.${connected}`)}
      </span>
      {facts.length > 0 && <span className="health-facts num">{facts.join(' · ')}</span>}
    </div>
  );
}
