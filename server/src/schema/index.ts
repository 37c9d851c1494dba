/** What Kamal 2.12 accepts in deploy.yml, and what each key is for. */
export type { Key, Section, Shape, Special } from './key.ts';
export { root } from './root.ts';
export { eachKey, keyAt, namesOf, placesOf, sectionAt, sectionOf } from './lookup.ts';
export type { Path } from './lookup.ts';
