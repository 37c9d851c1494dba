/** Is a file called as a Dockerfile is? What documents one, keeps an old one, is a template of one or tells what it may not see (`Dockerfile.dockerignore`) is none. */
export function isDockerfileName(name: string): boolean {
  return (
    /^((docker|container)file([._-].+)?|.+\.(docker|container)file)$/i.test(name) &&
    !/\.(md|txt|adoc|rst|bak|old|orig|swp|erb|j2|tmpl|dockerignore)$|~$/i.test(name)
  );
}

/** One stage of a Dockerfile, with what it says about the container that runs from it. Instructions are kept as written, variables not replaced. */
export interface Stage {
  /** After `AS`, in lower case: docker compares names without regard to case. */
  readonly name: string | null;
  /** The image, or the earlier stage's name. */
  readonly from: string;
  /** The earlier stage that it builds on; null for an image. */
  readonly base: Stage | null;
  /** The words after every EXPOSE: `3000`, `53/udp`, `$PORT`. */
  readonly expose: readonly string[];
  /** What follows the last CMD, ENTRYPOINT and HEALTHCHECK; null where the stage has none. */
  readonly cmd: string | null;
  readonly entrypoint: string | null;
  readonly healthcheck: string | null;
  /** ENV by name. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Lines joined at their continuation, without comments and the bodies of here-documents. */
interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/**
 * The stages of a Dockerfile in their order. Total: what is no instruction is passed over, and lines before the first FROM belong to no stage.
 * @param text as BuildKit reads it: `\` or the character of an `# escape=` directive continues a line
 */
export function stagesOf(text: string): Stage[] {
  const stages: Stage[] = [];
  /** By name; of two of one name the later one counts. */
  const named = new Map<string, Stage>();
  let stage: StageBegun | undefined;
  for (const { name, rest } of instructions(text)) {
    if (name === 'FROM') {
      stages.push((stage = stageFrom(rest, named)));
      if (stage.name !== null) named.set(stage.name, stage);
    } else if (!stage) continue;
    else if (name === 'EXPOSE') stage.expose.push(...words(rest));
    else if (name === 'CMD') stage.cmd = rest;
    else if (name === 'ENTRYPOINT') stage.entrypoint = rest;
    else if (name === 'HEALTHCHECK') stage.healthcheck = rest;
    else if (name === 'ENV') for (const [variable, value] of variables(rest)) stage.variables.set(variable, value);
  }
  return stages;
}

/** A stage whose instructions are still read. */
type StageBegun = { -readonly [key in keyof Stage]: Stage[key] } & { expose: string[]; variables: Map<string, string> };

/**
 * The stage that `docker build` ends with.
 * @param target its name or number (`builder.target`); the last one without it, as of two of one name (BuildKit: `dockerfile2llb/convert.go`)
 */
export function stageOf(stages: readonly Stage[], target: string | null): Stage | undefined {
  if (target === null) return stages.at(-1);
  return stages.findLast(({ name }) => name === target.toLowerCase()) ?? (/^\d+$/.test(target) ? stages[Number(target)] : undefined);
}

/** The stage and those it builds on, the nearest first: what one does not say, the next one does. */
export function lineage(stage: Stage): Stage[] {
  const line: Stage[] = [];
  for (let at: Stage | null = stage; at; at = at.base) line.push(at);
  return line;
}

/**
 * TCP ports that the image exposes, as far as its Dockerfile says; an image it builds on may expose more.
 * @returns null where variables, ranges or anything unread leave the ports open
 */
export function exposedPorts(stage: Stage): number[] | null {
  const ports = new Set<number>();
  for (const word of lineage(stage).flatMap(({ expose }) => expose)) {
    const [, port, protocol] = /^(\d+)(?:\/(tcp|udp|sctp))?$/i.exec(word) ?? [];
    if (port === undefined) return null;
    if (!protocol || protocol.toLowerCase() === 'tcp') ports.add(Number(port));
  }
  return [...ports];
}

function stageFrom(rest: string, named: ReadonlyMap<string, Stage>): StageBegun {
  const [from = '', as, name] = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
  return {
    name: as?.toLowerCase() === 'as' && name ? name.toLowerCase() : null,
    from,
    base: named.get(from.toLowerCase()) ?? null,
    expose: [],
    cmd: null,
    entrypoint: null,
    healthcheck: null,
    variables: new Map(),
  };
}

function instructions(text: string): Instruction[] {
  const lines = text.split(/\r?\n/);
  const escape = /^#\s*escape\s*=\s*(\S)/im.exec(directives(lines))?.[1] ?? '\\';
  const found: Instruction[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (isAside(lines[index]!)) continue;
    const parts = [lines[index]!.trimEnd()];
    while (parts.at(-1)!.endsWith(escape) && index + 1 < lines.length) {
      const next = lines[++index]!;
      // comments and blank lines inside a continued instruction do not end it
      if (!isAside(next)) parts.push(parts.pop()!.slice(0, -1), next.trimEnd());
    }
    let line = parts.join('').trim();
    if (line.endsWith(escape)) line = line.slice(0, -1).trimEnd();
    const [, name, rest = ''] = /^(\w+)(?:\s+(.*))?$/.exec(line) ?? [];
    if (!name) continue;
    found.push({ name: name.toUpperCase(), rest: rest.trim() });
    if (/^(RUN|COPY|ADD)$/i.test(name))
      for (const end of hereDocuments(rest)) while (++index < lines.length && lines[index]!.trim() !== end);
  }
  return found;
}

/** Directives stand at the top, before any other line. */
function directives(lines: readonly string[]): string {
  const end = lines.findIndex((line) => !/^#\s*\w+\s*=/.test(line));
  return lines.slice(0, end < 0 ? lines.length : end).join('\n');
}

function isAside(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

function hereDocuments(rest: string): string[] {
  return [...rest.matchAll(/<<-?(["']?)(\w+)\1/g)].map(([, , end = '']) => end);
}

function words(rest: string): string[] {
  return rest
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(unquoted);
}

/** `A=1 B="two words"`, or the old form `A all the rest`. */
function variables(rest: string): [string, string][] {
  if (!/^\w+=/.test(rest)) {
    const [, name, value] = /^(\S+)\s+(.*)$/.exec(rest) ?? [];
    return name ? [[name, value ?? '']] : [];
  }
  return [...rest.matchAll(/\b(\w+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g)].map(([, name = '', value = '']) => [
    name,
    unquoted(value),
  ]);
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}

/**
 * What a Dockerfile copies by name from the build's own files: no patterns, variables, addresses, nor what comes from another stage or image.
 * @returns paths from the context's root, without slashes at their ends
 */
export function copiedPaths(text: string): string[] {
  const found = new Set<string>();
  for (const [, rest = ''] of text.replace(/\\\r?\n/g, ' ').matchAll(/^[ \t]*(?:COPY|ADD)[ \t]+(.*)$/gim)) {
    if (/--from=/.test(rest) || /<</.test(rest)) continue;
    const list = /^(?:--\S+\s+)*(\[.*\])\s*$/.exec(rest)?.[1];
    const words = list
      ? [...list.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word)
      : rest
          .trim()
          .split(/\s+/)
          .filter((word) => !word.startsWith('--'));
    for (const word of words.slice(0, -1)) {
      const path = word.replace(/^(?:\.?\/)+/, '').replace(/(?<!\/)\/+$/, '');
      if (path !== '' && path !== '.' && !/[*?[\]$]|:\/\//.test(path)) found.add(path);
    }
  }
  return [...found];
}
