// What is not needed before the first diagnostics, together: a door that can load code later leaves it out until somebody asks.
export { checkText, planText } from './assistant.ts';
export { hover } from './hover.ts';
export { picture } from './picture.ts';
export { plan } from './plan.ts';
export { secretsHover } from './secrets/hover.ts';
export { tree, treeSummary } from './tree.ts';
export { whatRuns } from './whatRuns.ts';
