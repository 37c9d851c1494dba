/** Where the page finds its parts, as addresses; `source` is what may be loaded from there, as a policy names it. */
export interface PageParts {
  readonly source: string;
  readonly style: string;
  readonly script: string;
}

/** The page: no inline script, nothing from elsewhere. What is drawn comes in messages. */
export function htmlOf({ source, style, script }: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${source}; style-src ${source};">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Deployment</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<header>
<label id="choice" hidden>Destination <select id="destination"></select></label>
<label><input type="checkbox" id="details"> Secrets and volumes</label>
<span class="zoom">
<button type="button" id="smaller" title="Smaller (-)" aria-label="Smaller">−</button>
<button type="button" id="fit" title="As wide as the tab (0)" aria-label="Fit: as wide as the tab">Fit</button>
<button type="button" id="larger" title="Larger (+)" aria-label="Larger">+</button>
<button type="button" id="export" title="Save as SVG">Save…</button>
</span>
</header>
<main>
<h1 class="hidden">Deployment</h1>
<p id="trouble" role="status"></p>
<ul id="elsewhere" aria-label="Errors that no part of the picture shows"></ul>
<section id="picture" aria-label="Routes, servers and containers"></section>
<section id="timeline" aria-label="Time line of a deploy"></section>
</main>
<p id="about" aria-hidden="true"></p>
<script src="${script}"></script>
</body>
</html>`;
}
