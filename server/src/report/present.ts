import { isDeployedAlone, isProduction } from '../config/complete.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { Finding, RuleSetting, Severity } from '../rules/rule.ts';
import { incompleteBase } from './incompleteBase.ts';
import { sayOwnConfiguration } from './ownConfiguration.ts';
import type { MergedFinding, PresentedFinding } from './presented.ts';
import { spanOf } from '../source/locate.ts';

export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * The findings of all deployments of one base, folded into one list per file, in the order of the text. Hidden are those of the base
 * alone that every destination removes: many projects keep an incomplete base on purpose.
 * @param settings severity by rule id
 */
export function present(
  analysis: Analysis,
  settings: ReadonlyMap<string, RuleSetting> = new Map(),
): ReadonlyMap<string, readonly PresentedFinding[]> {
  const files = new Map<string, PresentedFinding[]>();
  const show = (shown: PresentedFinding): void => {
    // A person's own setting wins over the project's.
    const set = settings.get(shown.finding.rule) ?? analysis.lint.get(shown.finding.rule);
    if (set === 'off') return;
    const list = files.get(shown.source.file) ?? [];
    files.set(shown.source.file, list);
    list.push(set ? { ...shown, severity: set } : shown);
  };
  const merged = mergedFindings(analysis);
  const counted = deployed(analysis, merged);
  const onlyBase: MergedFinding[] = [];
  for (const found of merged) {
    const one = { ...found, finding: withWayOut(found, analysis) };
    const where = counted.filter((index) => one.holds.has(index));
    if (where.length === 0) onlyBase.push(one);
    else if (where.length === counted.length) show({ ...one, message: one.finding.message });
    else if (!isMoot(one, analysis) && !isAside(one, where, analysis))
      show({ ...one, message: one.finding.message + naming(analysis, where, one) });
  }
  const notice = incompleteBase(analysis, onlyBase);
  if (notice) show(notice);
  for (const list of files.values()) list.sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
  return files;
}

/**
 * The deployments (by index) that somebody makes, for all that can be told: every destination, and the base unless Kamal refuses it
 * without `-d` for what a destination puts right.
 */
export function deployed(analysis: Analysis, merged = mergedFindings(analysis)): readonly number[] {
  const [base, ...destinations] = analysis.deployments.map((_, index) => index);
  if (base === undefined || destinations.length === 0) return analysis.deployments.map((_, index) => index);
  const { accepted, deployment } = analysis.deployments[base]!;
  const isAlone =
    accepted === true ||
    (isDeployedAlone(deployment.config.root) &&
      !merged.some(({ finding, holds }) => finding.refused && holds.has(base) && holds.size <= destinations.length));
  return isAlone ? [base, ...destinations] : destinations;
}

function mergedFindings(analysis: Analysis): MergedFinding[] {
  const places = new Map<string, MergedFinding[]>();
  // Most findings are the very objects of the base in all destinations.
  const known = new Map<Finding, MergedFinding>();
  analysis.deployments.forEach((judged, index) => {
    for (const finding of findingsOf(judged)) {
      if (finding.ignored) continue;
      const there = known.get(finding);
      if (there) {
        there.holds.add(index);
        continue;
      }
      const source = analysis.sources.get(finding.at.chunk.file);
      const span = source && spanOf(source, finding.at);
      if (!source || !span) continue;
      const key = `${finding.rule} ${source.file} ${span.from} ${span.to}`;
      const here = places.get(key) ?? [];
      places.set(key, here);
      // A count in the message may differ by destination, but two findings of one deployment are two.
      const same = here.find((other) => other.finding.message === finding.message) ?? here.find((other) => !other.holds.has(index));
      if (!same) {
        const merged = { finding, source, span, severity: finding.severity, holds: new Set([index]) };
        here.push(merged);
        known.set(finding, merged);
      } else {
        if (same.finding.message === finding.message) known.set(finding, same);
        same.holds.add(index);
        if (severities.indexOf(finding.severity) < severities.indexOf(same.severity)) {
          same.severity = finding.severity;
          same.finding = finding;
        }
      }
    }
  });
  return [...places.values()].flat();
}

/** As long as a file complete by itself may be meant for `-c`, it is judged both ways: what fails in both is wrong whatever it is meant for. */
function findingsOf({ findings, standalone, unsure, deployment }: DeploymentResult): readonly Finding[] {
  if (!standalone || !unsure) return findings;
  const both = new Set(standalone().map(placeOf));
  return findings.filter((finding) => finding.at.chunk.file !== deployment.config.base.file && both.has(placeOf(finding)));
}

/** What is wrong only because one file lies over the base can also be put right by saying that it is none of its destinations. */
function withWayOut({ finding, holds }: MergedFinding, { deployments }: Analysis): Finding {
  const { standalone, deployment } = deployments[holds.size === 1 ? [...holds][0]! : 0]!;
  const file = deployment.config.destination?.source.file;
  if (!standalone || file === undefined) return finding;
  const place = placeOf(finding);
  return standalone().some((one) => placeOf(one) === place)
    ? finding
    : { ...finding, fixes: [...finding.fixes, sayOwnConfiguration(file)] };
}

function placeOf({ rule, at }: Finding): string {
  return `${rule} ${at.chunk.file} ${at.from} ${at.to}`;
}

/** What has no effect in one deployment and has in another is no matter for the base that they share. */
function isMoot(folded: MergedFinding, analysis: Analysis): boolean {
  return folded.finding.tag === 'unnecessary' && folded.source.file === analysis.base.file;
}

/** Advice about a base alone that is hardly ever deployed alone. */
function isAside({ severity }: MergedFinding, where: readonly number[], { deployments }: Analysis): boolean {
  const isBase = where.length === 1 && deployments.length > 1 && deployments[where[0]!]!.deployment.destination === null;
  const isAdvice = severity === 'information' || severity === 'hint';
  return isBase && isAdvice && deployments.some(({ deployment }) => isProduction(deployment.destination));
}

function naming(analysis: Analysis, where: readonly number[], { source, finding }: MergedFinding): string {
  const deployments = where.map((index) => analysis.deployments[index]!.deployment);
  const [first] = deployments;
  if (deployments.length === 1 && first?.config.destination?.source.file === source.file) return '';
  const names = deployments.flatMap(({ destination }) => destination ?? []);
  if (names.length === deployments.length && names.every((name) => finding.message.includes(`\`${name}\``))) return '';
  const parts = [
    ...(names.length < deployments.length ? ['without `-d`'] : []),
    ...(names.length > 0 ? [`${names.length === 1 ? 'destination' : 'destinations'} ${names.join(', ')}`] : []),
  ];
  return ` (${parts.join('; ')})`;
}
