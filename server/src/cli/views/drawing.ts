import type { Deployment } from '../../deployment/deployment.ts';
import { mermaid } from '../../topology/mermaid.ts';
import { layout } from '../../topology/picture/layout.ts';
import { svg } from '../../topology/picture/svg.ts';
import { topologyOf } from '../../topology/topology.ts';

/** A deployment as a picture. @param width of an SVG, in pixels */
export function drawing(deployment: Deployment, form: 'svg' | 'mermaid', width: number): string {
  const topology = topologyOf(deployment);
  return form === 'mermaid' ? mermaid(topology) : svg(layout(topology, width));
}
