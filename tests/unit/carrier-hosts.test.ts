import { expect, test } from '@jest/globals';
import { baseFor } from '../../src/carrier/twilio/request-client.ts';

test.each([
  ['https://api.twilio.com', 'api.twilio.com', 'https://api.twilio.com'],
  ['https://api.twilio.com', 'verify.twilio.com', 'https://verify.twilio.com'],
  ['https://api.dublin.ie1.twilio.com', 'verify.twilio.com', 'https://verify.dublin.ie1.twilio.com'],
  ['http://127.0.0.1:4010', 'verify.twilio.com', 'http://127.0.0.1:4010'],
  ['https://carrier.example.org/twilio', 'verify.twilio.com', 'https://carrier.example.org/twilio'],
  ['https://api.twilio.com.example.org', 'verify.twilio.com', 'https://api.twilio.com.example.org'],
])('at %s the library’s %s is %s', (base, host, expected) => expect(baseFor(base, host)).toBe(expected));
