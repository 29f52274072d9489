/** Every string of the pages in English. The keys are the pattern for every language; values are filled in by name. */
import { en as own } from './own/en.ts';

export const en = {
  ...own,
  appName: 'Warmline',
  skip: 'Skip to the page',
  menu: 'Pages',
  loading: 'One moment…',
  failed: 'We cannot reach the service right now. Nothing of yours is lost.',
  again: 'Try again',
  signOut: 'Sign out',
  signedOut: 'You are signed out.',
  demoBanner: 'This is a demo. Nothing here rings a real phone.',
  demoLab: 'Open the phone lab',
  notFoundTitle: 'There is no such page',
  notFound: 'The address may be old, or mistyped.',
  home: 'Go to the start',
  noRightTitle: 'This page is not open to you',
  noRight: 'If you think it should be, ask a coordinator.',
  needsProof: 'This page needs your passkey or authenticator app as well.',
  prove: 'Prove it is you',

  pageMe: 'Me',
  meTitle: 'Me',
  devices: 'Where I am signed in',
  thisDevice: 'this device',
  signOutThere: 'Sign out there',
  lastSeen: ({ when }: { when: string }) => `last seen ${when}`,
  unknownDevice: 'Unknown device',

  signInTitle: 'Sign in',
  signInLead: ({ organisation }: { organisation: string }) =>
    `Welcome to ${organisation}. Sign in with the phone number we have for you.`,
  phone: 'Your phone number',
  phoneHint: 'With the country code, such as +1 555 010 0001',
  phoneWrong: 'That does not look like a phone number with its country code. An example: +1 555 010 0001.',
  sendCode: 'Text me a code',
  callCode: 'Call me with the code instead',
  codeTitle: 'Type the code',
  codeLead: ({ minutes }: { minutes: number }) =>
    `If this is a number we know, a six-digit code is on its way. It holds for ${minutes} minutes.`,
  code: 'Six-digit code',
  codeWrong: 'That is not the code we sent. Please look again.',
  codeOver: 'That code is over. Ask for a new one.',
  otherNumber: 'Use another number',
  enter: 'Sign in',
  tooMany: ({ minutes }: { minutes: number }) =>
    `That was often in a short time. Please try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  demoTitle: 'Look around the demo',
  demoLead: 'No phone needed. Pick somebody to look around as.',
  lookAround: ({ name, role }: { name: string; role: string }) => `Look around as ${name}, ${role}`,
  roleVolunteer: 'volunteer',
  roleLeader: 'shift leader',
  roleCoordinator: 'coordinator',
  roleAdmin: 'admin',

  secondTitle: 'One more proof',
  secondLead: 'Coordinators and admins sign in with a passkey or an authenticator app as well.',
  usePasskey: 'Use my passkey',
  useApp: 'Use my authenticator app',
  appCode: 'Code from your app',
  proofWrong: 'That did not work. Nothing has changed; please try again.',
  passkeyUnavailable:
    'This browser cannot use passkeys at this address. Use your authenticator app, or open the https address.',
  volunteerOnly: 'Go on with a volunteer’s pages only',
  noProofYet: 'You have no passkey or app yet. Ask an admin for a sign-in link; it sets one up.',

  inviteTitle: 'You are invited',
  inviteLead: 'This link lets you in once, to set up a passkey or an authenticator app.',
  inviteGo: 'Go on',
  linkOver: 'This link was used or is too old. Ask for a new one.',
  setUpTitle: 'Set up how you prove it is you',
  setUpLead: 'A passkey is the easiest: your phone or computer asks for your finger, face or PIN.',
  makePasskey: 'Make a passkey',
  makeApp: 'Use an authenticator app instead',
  appScan: 'Scan this picture with your app, or type the key into it. Then type the code it shows.',
  appKey: 'Key',
  appConfirm: 'That is my app',
};

/** Every string of a language: one missing, or one with other values, does not compile. */
export type Words = typeof en;
