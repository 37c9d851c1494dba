/** A port of the server that a container publishes. */
interface Published {
  /** `''`: every address. */
  readonly ip: string;
  readonly from: number;
  readonly to: number;
  readonly protocol: string;
}

/** Reads `[ip:]host[-to]:container[-to][/protocol]`. @returns null where Docker chooses the port, or where it is unknown */
function publishedBy(text: string): Published | null {
  const [, ip = '', host, , protocol = 'tcp'] = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+(?:-\d+)?):(\d+(?:-\d+)?)(?:\/(\w+))?$/.exec(text) ?? [];
  if (host === undefined) return null;
  const [from, to = from] = host.split('-').map(Number);
  return { ip: ip.replace(/^\[|\]$/g, ''), from: from!, to: to!, protocol: protocol.toLowerCase() };
}

/** The first port of the server that two containers cannot both publish, as `9394/tcp`; undefined where they get along. */
export function clash(one: readonly string[], other: readonly string[]): string | undefined {
  const others = other.map(publishedBy);
  for (const a of one.map(publishedBy)) {
    const b = others.find((held) => a && held && overlap(a, held));
    if (a && b) return `${Math.max(a.from, b.from)}/${a.protocol}`;
  }
  return undefined;
}

function overlap(a: Published, b: Published): boolean {
  return a.protocol === b.protocol && a.from <= b.to && b.from <= a.to && sameAddress(a.ip, b.ip);
}

/** No address means all of both families, `0.0.0.0` and `::` all of theirs. */
function sameAddress(a: string, b: string): boolean {
  if (a === b || a === '' || b === '') return true;
  const six = (ip: string): boolean => ip.includes(':');
  return six(a) === six(b) && [a, b].some((ip) => ip === '0.0.0.0' || ip === '::');
}
