import { URI } from 'vscode-uri';

/**
 * A URI as a client sent it.
 * @returns undefined where it is none, or one that could not be written down again, such as with half of a surrogate pair in it
 */
export function parse(uri: string): URI | undefined {
  try {
    const parsed = URI.parse(uri, true);
    parsed.toString();
    return parsed;
  } catch {
    return undefined;
  }
}
