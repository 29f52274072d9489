declare module 'virtual:operations' {
  export const addresses: Readonly<Record<string, readonly [method: string, path: string]>>;
}
