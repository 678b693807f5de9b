import { useTexts } from '../texts/use-texts.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Mark } from './pictures/Mark.tsx';
import './Splash.css';

/** Until the engine answers. It mostly does before this can be seen. */
export function Splash() {
  const say = useTexts('common');
  return (
    <main className="splash" aria-label={say('loading')}>
      <ConnectionBanner />
      <div className="splash-mark">
        <Mark size={48} />
      </div>
    </main>
  );
}
