/** The number that a scenario's name begins with: its folder in the test workspace. */
export function numberOf({ name }: { readonly name: string }): string {
  return name.split(' ')[0] ?? name;
}
