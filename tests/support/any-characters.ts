/** Texts of any characters there are, also of those that nobody has assigned. */
import fc from 'fast-check';

/** The library's own `binary` unit is the same, and begins with a table of a million characters. */
export const anyCharacters = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10_ffff })), { maxLength })
    .map((points) => String.fromCodePoint(...points));
