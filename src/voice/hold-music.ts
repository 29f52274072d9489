/** Hold music made by the service itself: slow soft tones, so that no recording has to be licensed or hosted. */

const sampleRate = 8_000;
const seconds = 20;
/** A calm pentatonic round, in hertz. */
const tones = [
  261.63, 329.63, 392.0, 440.0, 392.0, 329.63, 293.66, 392.0, 440.0, 523.25, 440.0, 392.0, 329.63, 293.66, 261.63,
  329.63,
];

const toneSamples = (sampleRate * seconds) / tones.length;

let made: Buffer | undefined;

/** The music as a WAV file: mono, 16 bits, 8 kHz; made once for a process. */
export function holdMusic(): Buffer {
  return (made ??= compose());
}

function compose(): Buffer {
  const sounds = new Map([...new Set(tones)].map((hertz) => [hertz, soundOf(hertz)]));
  const samples = Buffer.alloc(sampleRate * seconds * 2);
  tones.forEach((hertz, index) => {
    const sound = sounds.get(hertz) ?? [];
    const before = sounds.get(tones[index - 1] ?? 0) ?? [];
    for (let age = 0; age < toneSamples; age += 1) {
      const value = (sound[age] ?? 0) + (before[age + toneSamples] ?? 0);
      samples.writeInt16LE(Math.round(value * 5_000), (index * toneSamples + age) * 2);
    }
  });
  return Buffer.concat([wavHeader(samples.length), samples]);
}

/** One tone, sample by sample: it swells softly and fades over the next one. */
function soundOf(hertz: number): number[] {
  return Array.from({ length: 2 * toneSamples }, (_, sample) => {
    const age = sample / sampleRate;
    const envelope = Math.min(1, age / 0.25) * Math.exp(-age * 1.1);
    return envelope * (Math.sin(2 * Math.PI * hertz * age) + 0.3 * Math.sin(4 * Math.PI * hertz * age));
  });
}

function wavHeader(length: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(length, 40);
  return header;
}
