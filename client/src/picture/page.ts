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
let lastLit: string | null = null;
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
  besides(drawn);
  const css = [put(picture, drawn.svg), put(timeline, drawn.timeline)];
  // Styles that stand in the picture would be inline: they are taken over as a sheet of the page.
  styles.replaceSync(css.join('\n'));
  for (const node of picture.querySelectorAll('[data-at]')) prepare(node);
  if (focused) picture.querySelector<SVGElement>(`[data-at="${CSS.escape(focused)}"]`)?.focus();
  choices(drawn);
  scale();
}

/** @returns the styles that came with it: they are taken out before the page's policy sees them */
function put(into: HTMLElement, svg: string): string {
  const css: string[] = [];
  const bare = svg.replaceAll(/<style>(.*?)<\/style>/gs, (_, text: string) => {
    css.push(text);
    return '';
  });
  into.replaceChildren(document.importNode(new DOMParser().parseFromString(bare, 'image/svg+xml').documentElement, true));
  return css.join('\n');
}

/** Reached by keyboard, named for whoever hears the picture, red where something is wrong. */
function prepare(node: Element): void {
  const part = parts.get(node.getAttribute('data-at') ?? '');
  const [worst] = part?.problems ?? [];
  if (worst) node.classList.add(worst.severity);
  const own = [...node.children].find(({ tagName }) => tagName === 'title');
  const problems = part?.problems.map(({ severity, message }) => `${severity}: ${message}`) ?? [];
  const about = own?.textContent ?? '';
  const told = [...problems, ...(about === '' ? [] : [about])].join('\n');
  if (own) own.textContent = told;
  else if (problems.length > 0) {
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = told;
    node.prepend(title);
  }
  const words = node instanceof SVGTextElement ? (node.textContent ?? '') : wordsOf(node);
  node.setAttribute('tabindex', '0');
  node.setAttribute('role', 'button');
  node.setAttribute('aria-label', [words, ...problems].join('. '));
  if (about !== '') node.setAttribute('aria-description', about.replaceAll('\n', '; '));
  if (told !== '') node.setAttribute('data-told', told);
}

/** What is written in a part as one text. Its lines are parted for those who hear them, unless one word goes on in the next. */
function wordsOf(node: Element): string {
  let all = '';
  for (const text of node.querySelectorAll('text')) {
    if (all !== '' && !/[/.:,=_-]$/.test(all)) {
      text.before(' ');
      all += ' ';
    }
    all += text.textContent ?? '';
  }
  return all;
}

/** Errors that nothing in the picture can be red for. */
function besides({ elsewhere }: DeploymentPicture): void {
  element('elsewhere').replaceChildren(
    ...elsewhere.map(({ message }, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = message;
      button.addEventListener('click', () => tell({ is: 'elsewhere', index }));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
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
  // A role stands on many servers: all of it is lit.
  const found = lit.map((at) => picture.querySelectorAll(`[data-at="${CSS.escape(at)}"]`)).find(({ length }) => length > 0);
  for (const node of found ?? []) node.classList.add('lit');
  const at = found?.[0]?.getAttribute('data-at') ?? null;
  // Whoever types in one part may look at another.
  if (at !== lastLit) found?.[0]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  lastLit = at;
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

/** To the part so many further, in the order in which they are drawn. */
function move(from: Element, by: number): void {
  const all = [...picture.querySelectorAll<SVGElement>('[data-at]')];
  all[Math.min(all.length - 1, Math.max(0, all.indexOf(from as SVGElement) + by))]?.focus();
}

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
};

picture.addEventListener('click', ({ target }) => go(target));
// What the mouse is told on hover, the keyboard is told below the picture; whoever listens hears it by the part's own name.
picture.addEventListener('focusin', ({ target }) => {
  const node = target as Element;
  about.textContent = node.matches(':focus-visible') ? (node.getAttribute('data-told') ?? '') : '';
});
picture.addEventListener('focusout', () => (about.textContent = ''));
document.addEventListener('keydown', (event) => {
  const part = (event.target as Element).closest('[data-at]');
  const step = steps[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (part && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    go(part);
  } else if (part && step !== undefined) {
    event.preventDefault();
    move(part, step);
  } else if (event.key === '+' || event.key === '=') zoomTo(zoom * 1.2);
  else if (event.key === '-') zoomTo(zoom / 1.2);
  else if (event.key === '0') zoomTo(1);
});
document.addEventListener(
  'wheel',
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  },
  { passive: false },
);
element('details').addEventListener('change', ({ target }) => tell({ is: 'details', details: (target as HTMLInputElement).checked }));
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
