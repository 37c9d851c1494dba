import type { DeploymentPicture } from '../../../server/src/protocol.ts';

/** From the extension to the page. */
export type ToPage =
  | { readonly is: 'picture'; readonly picture: DeploymentPicture | null; readonly trouble?: string }
  /** The parts that the cursor is in, the narrowest first. */
  | { readonly is: 'cursor'; readonly parts: readonly string[] };

/** From the page to the extension. */
export type FromPage =
  | { readonly is: 'ready' | 'resized'; readonly width: number }
  /** A part was chosen, by its `data-at`. */
  | { readonly is: 'go'; readonly at: string }
  /** One of the errors beside the picture was chosen, by its number. */
  | { readonly is: 'elsewhere'; readonly index: number }
  | { readonly is: 'destination'; readonly destination: string | null }
  | { readonly is: 'details'; readonly details: boolean }
  | { readonly is: 'export' };
