// What runs in the tab: draws what it is given, tells what is clicked. Nothing is asked of anybody but the extension.
import type { DeploymentPicture, PicturePart } from '../../../server/src/protocol.ts';
import type { FromPage, ToPage } from './messages.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const vscode = acquireVsCodeApi();
// The frame's own channel to the extension, which knows of no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (message: FromPage): void => vscode.postMessage(message);
const element = (id: string): HTMLElement => document.getElementById(id)!;
const picture = element('picture');
const timeline = element('timeline');
const about = element('about');
const select = element('destination') as HTMLSelectElement;

let parts = new Map<string, PicturePart>();
let zoom = 1;
const styles = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];

const widthNow = (): number => Math.max(320, Math.floor(document.documentElement.clientWidth - 16));

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.is === 'cursor') light(data.parts);
  else draw(data.picture, data.trouble);
});

function draw(drawn: DeploymentPicture | null, trouble: string | undefined): void {
  element('trouble').textContent = trouble ?? drawn?.stale ?? (drawn ? '' : 'This file describes no deployment yet.');
  if (!drawn) return;
  const focused = document.activeElement?.getAttribute('data-at');
  parts = new Map(drawn.parts.map((part) => [part.at, part]));
  const css = [put(picture, drawn.svg), put(timeline, drawn.timeline)];
  // Styles that stand in the picture would be inline: they are taken over as a sheet of the page.
  styles.replaceSync(css.join('\n'));
  for (const node of picture.querySelectorAll('[data-at]')) prepare(node);
  if (focused) picture.querySelector<SVGElement>(`[data-at="${CSS.escape(focused)}"]`)?.focus();
  choices(drawn);
  scale();
}

/** @returns the styles that came with it */
function put(into: HTMLElement, svg: string): string {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const css = [...root.querySelectorAll('style')].map((style) => {
    style.remove();
    return style.textContent ?? '';
  });
  into.replaceChildren(document.importNode(root, true));
  return css.join('\n');
}

/** Reached by keyboard, named for whoever hears the picture, red where something is wrong. */
function prepare(node: Element): void {
  const part = parts.get(node.getAttribute('data-at') ?? '');
  const [worst] = part?.problems ?? [];
  if (worst) node.classList.add(worst.severity);
  const own = [...node.children].find(({ tagName }) => tagName === 'title');
  const problems = part?.problems.map(({ severity, message }) => `${severity}: ${message}`) ?? [];
  if (own && problems.length > 0) own.textContent = [...problems, own.textContent ?? ''].join('\n');
  node.setAttribute('tabindex', '0');
  node.setAttribute('role', 'button');
  const words = [...node.querySelectorAll('text')].map(({ textContent }) => textContent ?? '');
  node.setAttribute('aria-label', [words.join(' ') || (node.textContent ?? ''), ...problems].join('. '));
}

function choices({ destinations, destination }: DeploymentPicture): void {
  element('choice').hidden = destinations.length < 2;
  select.replaceChildren(
    ...destinations.map((name) => {
      const option = document.createElement('option');
      option.value = JSON.stringify(name);
      option.textContent = name ?? '(none)';
      option.selected = name === destination;
      return option;
    }),
  );
}

function light(lit: readonly string[]): void {
  for (const node of picture.querySelectorAll('.lit')) node.classList.remove('lit');
  const found = lit.map((at) => picture.querySelector(`[data-at="${CSS.escape(at)}"]`)).find((node) => node !== null);
  found?.classList.add('lit');
  found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function scale(): void {
  for (const svg of [picture.querySelector('svg'), timeline.querySelector('svg')]) {
    const [, , width = 0, height = 0] = (svg?.getAttribute('viewBox') ?? '').split(' ').map(Number);
    svg?.setAttribute('width', String(Math.round(width * zoom)));
    svg?.setAttribute('height', String(Math.round(height * zoom)));
  }
}

function zoomTo(factor: number): void {
  zoom = Math.min(4, Math.max(0.25, factor));
  scale();
}

function go(target: EventTarget | null): void {
  const at = (target as Element | null)?.closest('[data-at]')?.getAttribute('data-at');
  if (at) tell({ is: 'go', at });
}

picture.addEventListener('click', ({ target }) => go(target));
picture.addEventListener('focusin', ({ target }) => {
  about.textContent = (target as Element).getAttribute('aria-label') ?? '';
});
document.addEventListener('keydown', (event) => {
  if ((event.key === 'Enter' || event.key === ' ') && (event.target as Element).closest('[data-at]')) {
    event.preventDefault();
    go(event.target);
  } else if (event.key === '+' || event.key === '=') zoomTo(zoom * 1.2);
  else if (event.key === '-') zoomTo(zoom / 1.2);
  else if (event.key === '0') zoomTo(1);
});
element('smaller').addEventListener('click', () => zoomTo(zoom / 1.2));
element('larger').addEventListener('click', () => zoomTo(zoom * 1.2));
element('fit').addEventListener('click', () => zoomTo(1));
element('export').addEventListener('click', () => tell({ is: 'export' }));
select.addEventListener('change', () => tell({ is: 'destination', destination: JSON.parse(select.value) as string | null }));

let last = widthNow();
new ResizeObserver(() => {
  const width = widthNow();
  if (Math.abs(width - last) < 20) return;
  last = width;
  tell({ is: 'resized', width });
}).observe(document.documentElement);

tell({ is: 'ready', width: last });
