/** A backup's frames come out as they went in, however the bytes between are cut; what is cut off or no backup is refused. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { frameBytes, framesOf, type Frame } from '../../src/operations/backup-frames.ts';
import { BackupProblem } from '../../src/operations/backup-problem.ts';

const header: Frame = {
  kind: 'header',
  format: 1,
  release: '0.2.0',
  madeAt: '2026-12-01T03:00:00.000Z',
  secretCheck: 'ab',
  migrations: [{ name: '0001_first', checksum: 'c' }],
};
const end: Frame = {
  kind: 'end',
  rows: { people: 2 },
  counters: [{ table: 'audit', column: 'id', value: '9007199254740993', isUsed: true }],
};
const whole = (data: Uint8Array[]): Frame[] => [
  header,
  { kind: 'table', table: 'people', columns: ['id', 'name'] },
  ...data.map((bytes): Frame => ({ kind: 'data', bytes: Buffer.from(bytes) })),
  end,
];

async function* cutInto(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function read(bytes: Buffer, sizes: readonly number[] = []): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of framesOf(cutInto(bytes, sizes))) frames.push(frame);
  return frames;
}

const bytesOf = (frames: Frame[]) => Buffer.concat(frames.map(frameBytes));

test('whatever the rows and wherever the bytes are cut, the frames are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }),
      fc.array(fc.nat({ max: 90 }), { maxLength: 30 }),
      async (data, sizes) => {
        const frames = whole(data);
        expect(await read(bytesOf(frames), sizes)).toEqual(frames);
      },
    ),
  );
});

describe('is refused', () => {
  const bytes = bytesOf(whole([Buffer.from('1\tAna\n2\tBen\n')]));

  test('what is cut off anywhere', async () => {
    for (let length = 0; length < bytes.length; length += 1)
      await expect(read(bytes.subarray(0, length))).rejects.toThrow(/cut off/);
  });

  test.each([
    ['something behind the end', Buffer.concat([bytes, frameBytes(header)])],
    ['a frame that nobody knows', Buffer.concat([Buffer.from('X\0\0\0\0'), bytes])],
    ['a length that no frame has', Buffer.from('H\xff\xff\xff\xff', 'latin1')],
    ['a header of another form', bytesOf([{ ...header, format: 2 as 1 }])],
    ['a header that is no JSON', Buffer.from('H\0\0\0\x02{x', 'latin1')],
  ])('%s', async (_what, given) => {
    await expect(read(given)).rejects.toThrow(BackupProblem);
  });
});
