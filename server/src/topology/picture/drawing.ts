import type { At } from '../../source/node.ts';
import type { Size } from './text.ts';

/** A picture as data: in pixels from the upper left corner. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export type Kind = 'title' | 'route' | 'server' | 'proxy' | 'role' | 'accessory' | 'unknown';

/** A node with all that is written in it. Boxes within it are boxes of their own, and come later. */
export interface Box {
  readonly kind: Kind;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly Text[];
  /** What is told of it on demand, by lines. */
  readonly about: readonly string[];
  /** Where a person changes it. */
  readonly at: At | null;
  readonly uncertain: boolean;
  /** Which of the lines' colours it has; null: none. */
  readonly colour: number | null;
}

export interface Text {
  readonly text: string;
  readonly x: number;
  /** Of the line that letters stand on. */
  readonly y: number;
  readonly size: Size;
  readonly style: 'strong' | 'plain' | 'aside';
  /** Of a host among others: its own place. */
  readonly at?: At;
}

/** From a route to kamal-proxy, or from there to a container: right angles only. */
export interface Line {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly colour: number;
  readonly uncertain: boolean;
}
