import { expect, it } from 'vitest';
import { createMeter } from '#main/engine/meter.ts';

it('says from the first moments on how fast it really goes', () => {
  const meter = createMeter();
  expect(meter.perMinute(0)).toBeNull();

  for (let atMs = 0; atMs <= 90_000; atMs += 500) {
    meter.add(1, atMs);
    // What is done every half second is 120 a minute, and the first of them took no time yet.
    const perMinute = meter.perMinute(atMs);
    if (atMs >= 2_000 && Math.abs((perMinute ?? 0) - 120) > 2) expect({ atMs, perMinute }).toBe('about 120');
  }
});

it('says nothing while all that was done is what the measure began with', () => {
  const meter = createMeter();
  meter.add(5, 1_000);

  expect(meter.perMinute(4_000)).toBeNull();
});
