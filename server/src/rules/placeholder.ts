/** A name, or a part of one, for which somebody was to put in the real one: `YOUR_DOMAIN.com`, `KAMAL_REGISTRY_USER/shop`, `__SERVICE__`. Lower case would make none of it. */
export const placeholder = /(?<![\w-])(?:_*[A-Z][A-Z\d]*(?:_+[A-Z\d]+)+_*|__[A-Z\d]+__|YOUR-[\w-]+)(?![\w-])/;
