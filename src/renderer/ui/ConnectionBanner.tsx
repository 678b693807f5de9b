import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { bridge } from '../rpc/bridge.ts';
import { useConnection } from '../rpc/engine.ts';
import { useTexts } from '../texts/use-texts.ts';
import './ConnectionBanner.css';

/** A blink of a restarting engine is nobody's business; a long absence wants more than patience. */
const calmMs = 700;
const longMs = 15_000;

/** Says that the engine is being looked for, and that nothing is lost. */
export function ConnectionBanner() {
  const say = useTexts('common');
  const connection = useConnection();
  const lostAt = connection.kind === 'lost' ? connection.at : null;
  const [stage, setStage] = useState<'none' | 'lost' | 'long'>('none');
  useEffect(() => {
    setStage('none');
    if (lostAt === null) return;
    const timers = [setTimeout(() => setStage('lost'), calmMs), setTimeout(() => setStage('long'), longMs)];
    return () => timers.forEach(clearTimeout);
  }, [lostAt]);
  if (stage === 'none') return null;
  return (
    <div className="connection" role="status">
      <Loader size={16} color="yellow" aria-hidden />
      {stage === 'lost' ? say('connection.lost') : say(bridge() ? 'connection.longWindow' : 'connection.longBrowser')}
    </div>
  );
}
