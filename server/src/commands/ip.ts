/**
 * Ruby's `Resolv::IPv6::Regex`: eight groups, or fewer around one `::`, the last two perhaps as IPv4; a zone (`%eth0`) only behind `fe80:`.
 */
export function isIPv6(text: string): boolean {
  const linkLocal = /^(fe80:.*)%[-0-9A-Za-z._~]+$/i.exec(text);
  if (linkLocal) return !linkLocal[1]!.includes('.') && isPlain(linkLocal[1]!);
  return isPlain(text);
}

function isPlain(text: string): boolean {
  const [four = ''] = /(?<!\d)\d+\.\d+\.\d+\.\d+$/.exec(text) ?? [];
  const head = text.slice(0, text.length - four.length);
  if (four !== '' && !four.split('.').every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return false;
  const whole = four === '' ? head : `${head}0:0`;
  const halves = whole.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (!groups.flat().every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = groups.flat().length;
  return halves.length === 2 ? true : count === 8;
}
