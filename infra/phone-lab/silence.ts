/** Playable sound with nothing in it: what the simulated carrier keeps as the media of a recording. */

const RATE = 8000;
/** Longer recordings are cut: nobody listens to silence. */
const LONGEST_SECONDS = 60;

/** Mono 16-bit PCM at 8 kHz. */
export function silentWav(seconds: number): Buffer {
  const size = Math.min(seconds, LONGEST_SECONDS) * RATE * 2;
  const wav = Buffer.alloc(44 + size);
  wav.write('RIFF', 0, 'ascii');
  wav.writeUInt32LE(36 + size, 4);
  wav.write('WAVEfmt ', 8, 'ascii');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'ascii');
  wav.writeUInt32LE(size, 40);
  return wav;
}

/** MPEG-1 layer III frames at 32 kbit/s, 44.1 kHz, mono, each 104 bytes and about 26 ms long. */
export function silentMp3(seconds: number): Buffer {
  const frame = Buffer.alloc(104);
  frame.writeUInt32BE(0xfffb10c4, 0);
  const frames = Math.ceil((Math.min(seconds, LONGEST_SECONDS) * 44_100) / 1152);
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}
