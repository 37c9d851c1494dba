import type { Key } from './key.ts';
import { page, section, string } from './shapes.ts';

export const output: Key = {
  shape: section({
    otel: {
      shape: section({
        endpoint: {
          shape: string,
          since: '2.12',
          required: true,
          purpose: 'Address of the OpenTelemetry collector',
          details: 'The base address, with `http://` or `https://`.',
          example: 'endpoint: http://otel.example.com:4318',
          link: page('output', 'otel'),
        },
      }),
      since: '2.12',
      purpose: "Sends Kamal's output to an OpenTelemetry collector",
      details: 'Kamal refuses the file if `endpoint` is missing.',
      example: 'otel:\n  endpoint: http://otel.example.com:4318',
      link: page('output', 'otel'),
    },
    file: {
      shape: section({
        path: {
          shape: string,
          since: '2.12',
          required: true,
          purpose: 'Where on your machine the output is written',
          example: 'path: log/kamal',
          link: page('output', 'file'),
        },
      }),
      since: '2.12',
      purpose: "Writes Kamal's output to files on your machine",
      details: 'Kamal refuses the file if `path` is missing.',
      example: 'file:\n  path: log/kamal',
      link: page('output', 'file'),
    },
  }),
  since: '2.12',
  purpose: "Where Kamal's own output goes besides the terminal",
  details: "What Kamal prints while it works, not the app's log: that is `logging`.",
  default: 'the terminal only',
  example: 'output:\n  file:\n    path: log/kamal',
  link: page('output'),
};
