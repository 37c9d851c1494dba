/** Which part of the product a commit is about, by the files that it changed: the part with most of them. What changes no product is left out. */
const parts = [
  ['Rules', /^(server\/src\/rules|docs\/rules)\//],
  ['Kamal', /^server\/src\/(schema|source|config|deployment|references|commands|files|edit|project|plan|topology)\//],
  ['Editor', /^(client|syntaxes|media)\/|^server\/src\/(features|server|report)\b|^language-configuration\.json/],
  ['Terminal and CI', /^server\/src\/cli\b|^action\.yml|^\.pre-commit-hooks\.yaml|^docs\/ci\.md|^server\/README\.md/],
];

/**
 * @param {{ subject: string, files: string[] }[]} commits the newest first
 * @returns Markdown: a list for each part of the product
 */
export function changesOf(commits) {
  const lists = new Map(parts.map(([name]) => [name, []]));
  for (const { subject, files } of commits) {
    const counts = parts.map(([name, of]) => ({ name, count: files.filter((file) => of.test(file)).length }));
    const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
    if (best.count > 0) lists.get(best.name).push(`- ${subject}`);
  }
  return [...lists].flatMap(([name, list]) => (list.length > 0 ? [`### ${name}\n\n${list.join('\n')}\n`] : [])).join('\n');
}

/**
 * The changelog with a section for a version. What a person has written under "unreleased" stands in it, above the list.
 * @param {string} changelog
 * @param {string} changes Markdown; empty: what is written has to do
 */
export function withVersion(changelog, version, date, changes) {
  const [title, ...sections] = changelog.split(/^(?=## )/m);
  const isNext = (section) => /^## .*unreleased/.test(section);
  const written = sections.find(isNext)?.replace(/^.*\n/, '').trim();
  const section = [`## ${version} — ${date}`, written, changes.trim()].filter(Boolean).join('\n\n');
  return [title.trim(), section, ...sections.filter((one) => !isNext(one)).map((one) => one.trim())].join('\n\n') + '\n';
}

/** The next version where nobody names one: one that has no tag yet, else the next minor one. */
export function nextVersion(current, isReleased) {
  if (!isReleased) return current;
  const [major, minor] = current.split('.').map(Number);
  return `${major}.${minor + 1}.0`;
}
