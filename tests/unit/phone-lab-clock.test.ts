import { createManualClock } from '../support/manual-clock.ts';

test('timers fire in time order, each at its own instant, the settling done between', async () => {
  const clock = createManualClock(1000);
  const seen: string[] = [];
  clock.after(30, () => seen.push(`c@${clock.nowMs()}`));
  clock.after(10, () => {
    seen.push(`a@${clock.nowMs()}`);
    clock.after(5, () => seen.push(`b@${clock.nowMs()}`));
  });
  const cancel = clock.after(20, () => seen.push('never'));
  cancel();
  await clock.advance(29, async () => void seen.push('settled'));
  expect(seen).toEqual(['settled', 'a@1010', 'settled', 'b@1015', 'settled', 'settled']);
  expect(clock.nowMs()).toBe(1029);
  await clock.advance(1);
  expect(seen.at(-1)).toBe('c@1030');
});

test('time stops at the first instant the condition holds', async () => {
  const clock = createManualClock(0);
  let fired = 0;
  for (const ms of [10, 20, 30]) clock.after(ms, () => fired++);
  expect(await clock.advanceUntil(() => fired === 2, 100)).toBe(true);
  expect(clock.nowMs()).toBe(20);
  expect(await clock.advanceUntil(() => fired === 9, 100)).toBe(false);
  expect(clock.nowMs()).toBe(120);
});
