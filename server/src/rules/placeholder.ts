const word = String.raw`(?:[A-Z][A-Z\d]*(?:_[A-Z\d]+)+|YOUR-[\w-]+)`;

/** A name, or a part of one, for which somebody was to put in the real one: `YOUR_DOMAIN.com`, `KAMAL_REGISTRY_USER/shop`. Lower case would make none of it. */
export const placeholder = new RegExp(String.raw`(?<![\w-])${word}(?![\w-])`);
