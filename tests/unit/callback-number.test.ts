/** Which numbers are called back, and what typed keys mean as one (C1). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countryCodeOf, numberRefusal, typedNumber } from '../../src/promises/number.ts';

const line = '+15550100001';

describe('numberRefusal', () => {
  test.each([
    ['+15550900001', null, 'a phone of the same country'],
    ['+19005550100', 'premium', 'a 900 number'],
    ['+15559760100', 'premium', 'a 976 exchange'],
    ['+15005550006', 'premium', 'a number without a place'],
    ['+18765550100', 'abroad', 'a place with code 1 that is charged as abroad'],
    ['+442079460000', 'abroad', 'another country'],
    ['+449012345678', 'premium', 'a premium number of another country'],
    ['+882161234567', 'premium', 'a satellite phone'],
    ['+97912345678', 'premium', 'charged extra everywhere'],
    ['+266696687', 'hidden', 'the keypad spelling of "anonymous"'],
    ['+15550100001', 'ours', 'the line itself'],
    ['+15550100009', 'ours', 'another number of ours'],
  ])('%s: %s (%s)', (number, refusal, _what) => {
    expect(numberRefusal(number, line, [line, '+15550100009'])).toBe(refusal);
  });

  test('a line on an island calls its own island', () => {
    expect(numberRefusal('+18765550100', '+18765550199', [])).toBeNull();
    expect(numberRefusal('+18095550100', '+18765550199', [])).toBe('abroad');
  });

  test('a British line calls Britain, not its premium numbers', () => {
    expect(numberRefusal('+442079460000', '+442079460999', [])).toBeNull();
    expect(numberRefusal('+448712345678', '+442079460999', [])).toBe('premium');
    expect(numberRefusal('+15550900001', '+442079460999', [])).toBe('abroad');
  });
});

describe('typedNumber', () => {
  test.each([
    ['5550900001', line, '+15550900001'],
    ['15550900001', line, '+15550900001'],
    ['911', line, null],
    ['555090000', line, null],
    ['55509000012', line, null],
    ['0115550900001', line, null],
    ['1550900001', line, null],
    ['', line, null],
    ['5550*0001', line, null],
    ['02079460000', '+442079460999', '+442079460000'],
    ['2079460000', '+442079460999', '+442079460000'],
    ['00442079460000', '+442079460999', '+442079460000'],
    ['0015550900001', '+442079460999', null],
    ['110', '+49301234567', null],
  ])('%s on %s is %s', (keys, lineNumber, number) => {
    expect(typedNumber(keys, lineNumber)).toBe(number);
  });

  test('whatever is typed leads to a number of the line’s own country or to none', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{0,16}$/),
        fc.constantFrom(line, '+442079460999', '+49301234567', '+35312345678'),
        (keys, lineNumber) => {
          const number = typedNumber(keys, lineNumber);
          if (number === null) return;
          expect(number).toMatch(/^\+[1-9]\d{7,14}$/);
          expect(number.startsWith(`+${countryCodeOf(lineNumber)}`)).toBe(true);
        },
      ),
    );
  });
});
