/** Every operation of the API: the routes, the OpenAPI document and the browser's client are made from this one table. */
import { signInOperations } from './sign-in.ts';

export const contract = { ...signInOperations };

export type Contract = typeof contract;
