/** Whom and what the lab knows by number, and under which name. */
export type Role = 'caller' | 'volunteer' | 'other';
export type Owner = {
  name: string;
  number: string;
  role: Role;
  /** Of a person of the organisation: who they are there, and on its pages. */
  personId?: string;
  leads?: boolean;
};
export type LabLine = { id: string; name: string; phoneNumber: string };

export type Names = { nameOf(number: string): string };

/** Knows everyone by number: lines, people of the lab, and whoever else was dialled. */
export function namesOf(lines: LabLine[], owners: Owner[]): Names {
  const known = new Map([
    ...owners.map((owner) => [owner.number, owner.name] as const),
    ...lines.map((line) => [line.phoneNumber, line.name] as const),
  ]);
  return { nameOf: (number) => known.get(number.replace(/^whatsapp:/, '')) ?? number };
}
