import type { Issue } from '../consequences/issue.ts';
import { issuesOf } from '../consequences/issues.ts';
import type { Circumstances } from '../kamal/world.ts';
import { proxyName, running, type Servers } from '../model/servers.ts';
import { deployOn, runSteps, type Step } from '../simulation.ts';
import { candidatesFor, type Asked } from './candidates.ts';
import type { Remedy } from './remedy.ts';

const most = 3;

/**
 * Remedies for one kind of issue that were seen to work: each candidate is run in the model from the servers after the deploy, and kept where
 * the issues are gone, no command failed, and nothing new is wrong. Those that stop the least come first.
 * @param issues the same on several servers
 */
export function remediesFor(issues: readonly Issue[], asked: Asked, circumstances: Circumstances): Remedy[] {
  const [first] = issues;
  if (!first) return [];
  const subject = { ...first, hosts: [...new Set(issues.map(({ host }) => host))] };
  const lines = issues.map(({ line }) => line);
  const proven = candidatesFor(subject, asked).flatMap((steps) => prove(lines, steps, asked, circumstances));
  const useful = proven.filter((one) => !proven.some((other) => other !== one && isPartOf(other, one)));
  return useful.toSorted((a, b) => a.stops.length - b.stops.length).slice(0, most);
}

/** The same and more: a longer way to what a shorter one does. */
function isPartOf(shorter: Remedy, longer: Remedy): boolean {
  const lines = longer.steps.map((step) => JSON.stringify(step));
  return (
    shorter.steps.length < longer.steps.length &&
    shorter.steps.every((step) => lines.includes(JSON.stringify(step))) &&
    longer.solves.every((line) => shorter.solves.includes(line))
  );
}

function prove(lines: readonly string[], steps: readonly Step[], asked: Asked, circumstances: Circumstances): Remedy[] {
  const { deployed, after } = asked;
  const outcome = runSteps(deployed.after, steps, asked, circumstances);
  const now = linesOf(issuesOf({ before: deployed.before, after: outcome.servers, version: after, circumstances }));
  const then = linesOf(deployed.issues);
  const trouble = [...now].some((line) => !then.has(line));
  if (outcome.failed || trouble || lines.some((line) => now.has(line)) || losesProxy(outcome.servers, asked)) return [];
  const solves = [...then].filter((line) => !now.has(line));
  const beforeTheEdit = helpsBefore(lines, steps, asked, circumstances);
  return [{ steps, solves, stops: stopped(deployed.after, outcome.servers), beforeTheEdit }];
}

/** Does kamal-proxy no longer run where the files want it, and it did? */
function losesProxy(servers: Servers, { after, deployed }: Asked): boolean {
  return [...after.wanted.proxies.keys()].some((host) => {
    const [was, is] = [deployed.after.get(host), servers.get(host)];
    return was && is && running(was, proxyName) && !running(is, proxyName);
  });
}

/** Commands with the old files, then the edit and the deploy. */
function helpsBefore(lines: readonly string[], steps: readonly Step[], asked: Asked, circumstances: Circumstances): boolean {
  const old = steps.filter((step) => 'kamal' in step && step.file === 'before');
  const rest = steps.filter((step) => !old.includes(step));
  if (old.length === 0 || rest.some((step) => !('kamal' in step) || step.kamal !== 'deploy')) return false;
  const { servers, failed } = runSteps(asked.deployed.before, old, asked, circumstances);
  const again = deployOn(servers, asked, circumstances);
  const then = linesOf(asked.deployed.issues);
  return !failed && !again.failed && !again.issues.some(({ line }) => lines.includes(line) || !then.has(line));
}

const linesOf = (issues: readonly Issue[]): Set<string> => new Set(issues.map(({ line }) => line));

function stopped(before: Servers, after: Servers): string[] {
  return [...before].flatMap(([host, { containers }]) => {
    const runs = new Set(after.get(host)?.containers.flatMap(({ id, status }) => (status === 'running' ? [id] : [])));
    return containers.filter(({ id, status }) => status === 'running' && !runs.has(id)).map(({ name }) => `${name} on ${host}`);
  });
}
