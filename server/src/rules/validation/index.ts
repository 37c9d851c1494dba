export { hostItem } from './hostItem.ts';
export { missingKey } from './missingKey.ts';
export { newerKey } from './newerKey.ts';
export { readOtherwise } from './readOtherwise.ts';
export { unknownKey } from './unknownKey.ts';
export { wrongType } from './wrongType.ts';
