/** A name, or a part of one, for which somebody was to put in the real one: `YOUR_DOMAIN.com`, `KAMAL_REGISTRY_USER/shop`, `__SERVICE__`. Lower case would make none of it. */
export const placeholder = /(?<![\w-])(?:_*[A-Z][A-Z\d]*(?:_+[A-Z\d]+)+_*|__[A-Z\d]+__|YOUR-[\w-]+)(?![\w-])/;

/** The first placeholder of Compose, a shell, Jinja or a manual: `${X}`, `$X`, `{{ x }}`, `<ip>`. In a word, `robot$shop` is a name of Harbor's. */
export function placeholderIn(text: string): string | undefined {
  const found = /\$\{[^}]{0,60}\}|(?<!\w)\$[A-Za-z_]\w*|\{\{[^}]{0,60}\}\}|^<[^<>%]+>$|<[a-z][\w .-]*>/i.exec(text)?.[0];
  return found && filledIn.test(found) ? undefined : found;
}

/** `<SERVER_HOST>`, which a `sed` fills in before anybody deploys. Whether one does, a workflow above the project may tell. */
const filledIn = /^<[A-Z][A-Z\d]*(_[A-Z\d]+)+>$/;
