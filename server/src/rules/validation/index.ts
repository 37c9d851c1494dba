export { hostItem } from './hostItem.ts';
export { missingKey } from './missingKey.ts';
export { unknownKey } from './unknownKey.ts';
export { wrongType } from './wrongType.ts';
