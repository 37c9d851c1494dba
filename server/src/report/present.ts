import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { Finding, RuleSetting, Severity } from '../rules/rule.ts';
import { incompleteBase } from './incompleteBase.ts';
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
  // A file that may be meant for `-c` is no witness against the base.
  const destinations = analysis.deployments.flatMap((judged, index) => (index > 0 && !judged.standalone ? [index] : []));
  const onlyBase: MergedFinding[] = [];
  for (const folded of fold(analysis)) {
    const where = destinations.filter((index) => folded.holds.has(index));
    const elsewhere = where.length < folded.holds.size - (folded.holds.has(0) ? 1 : 0);
    if (destinations.length > 0 && where.length === 0 && !elsewhere) onlyBase.push(folded);
    else if (where.length === destinations.length || elsewhere) show({ ...folded, message: folded.finding.message });
    else if (!isMoot(folded, analysis)) show({ ...folded, message: folded.finding.message + naming(analysis, where, folded) });
  }
  const notice = incompleteBase(analysis, onlyBase);
  if (notice) show(notice);
  for (const list of files.values()) list.sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
  return files;
}

function fold(analysis: Analysis): MergedFinding[] {
  const places = new Map<string, MergedFinding[]>();
  analysis.deployments.forEach((judged, index) => {
    for (const finding of findingsOf(judged)) {
      if (finding.ignored) continue;
      const source = analysis.sources.get(finding.at.chunk.file);
      const span = source && spanOf(source, finding.at);
      if (!source || !span) continue;
      const key = `${finding.rule} ${source.file} ${span.from} ${span.to}`;
      const here = places.get(key) ?? [];
      places.set(key, here);
      // A count in the message may differ by destination, but two findings of one deployment are two.
      const same = here.find((other) => other.finding.message === finding.message) ?? here.find((other) => !other.holds.has(index));
      if (!same) here.push({ finding, source, span, severity: finding.severity, holds: new Set([index]) });
      else {
        same.holds.add(index);
        if (severities.indexOf(finding.severity) < severities.indexOf(same.severity)) same.severity = finding.severity;
      }
    }
  });
  return [...places.values()].flat();
}

/** A file complete by itself is judged both ways: what fails in both is wrong whatever the file is meant for. */
function findingsOf(judged: DeploymentResult): readonly Finding[] {
  const { standalone } = judged;
  if (!standalone) return judged.findings;
  const place = (finding: Finding): string => `${finding.rule} ${finding.at.chunk.file} ${finding.at.from} ${finding.at.to}`;
  const both = new Set(standalone.map(place));
  return judged.findings.filter((finding) => finding.at.chunk.file !== judged.deployment.config.base.file && both.has(place(finding)));
}

/** What has no effect in one deployment and has in another is no matter for the base that they share. */
function isMoot(folded: MergedFinding, analysis: Analysis): boolean {
  return folded.finding.tag === 'unnecessary' && folded.source.file === analysis.base.file;
}

function naming(analysis: Analysis, where: readonly number[], folded: MergedFinding): string {
  const deployments = where.map((index) => analysis.deployments[index]!.deployment);
  const [first] = deployments;
  if (deployments.length === 1 && first?.config.destination?.source.file === folded.source.file) return '';
  return ` (${deployments.length === 1 ? 'destination' : 'destinations'} ${deployments.map((d) => d.destination).join(', ')})`;
}
