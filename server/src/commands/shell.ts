import { quoted } from '../config/inspect.ts';

/**
 * A value as Kamal hands it to the shell (`utils.rb`, `escape_shell_value`): stretches of ASCII in double quotes, with backticks and dollars
 * escaped except in `${NAME}`; other stretches bare; nothing at all for empty text.
 */
export function shellValue(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u007f]+/g, (ascii) =>
    quoted(ascii)
      .replaceAll('`', '\\`')
      .replace(/\$(?!\{[^}]*\})/g, '\\$'),
  );
}
