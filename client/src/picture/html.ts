import * as vscode from 'vscode';

/** The page: no inline script, nothing from elsewhere. What is drawn comes in messages. */
export function htmlOf(webview: vscode.Webview, extension: vscode.Uri): string {
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...name.split('/'))).toString();
  const source = webview.cspSource;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${source}; style-src ${source};">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Deployment</title>
<link rel="stylesheet" href="${file('media/picture.css')}">
</head>
<body>
<header>
<label id="choice" hidden>Destination <select id="destination"></select></label>
<span class="zoom">
<button type="button" id="smaller" title="Smaller (-)" aria-label="Smaller">−</button>
<button type="button" id="fit" title="As wide as the tab (0)" aria-label="As wide as the tab">Fit</button>
<button type="button" id="larger" title="Larger (+)" aria-label="Larger">+</button>
<button type="button" id="export" title="Save as SVG">Save…</button>
</span>
</header>
<p id="trouble" role="status"></p>
<main id="picture" aria-label="Routes, servers and containers"></main>
<section id="timeline" aria-label="Time line of a deploy"></section>
<p id="about" role="status" aria-live="polite"></p>
<script src="${file('dist/picture.js')}"></script>
</body>
</html>`;
}
