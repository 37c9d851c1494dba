/** What Kamal 2.12 accepts in deploy.yml, and what each key is for. */
export type { Key, NewerForm, Section, Shape, Special } from './key.ts';
export { root } from './root.ts';
export { eachKey, keyAt, namesOf, placesOf, sectionAt, sectionOf, shapeAt } from './lookup.ts';
export { filled, matches } from './path.ts';
export type { Path } from './path.ts';
export { hookMigrations, migrationAt, migrations, migrationsBelow } from './migrations.ts';
export type { Migration, Remedy } from './migrations.ts';
export { mistakeAt, mistakes } from './mistakes.ts';
export type { Mistake } from './mistakes.ts';
export { commands, containerVariables, formerCommands, hooks } from './commands.ts';
