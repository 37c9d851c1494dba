#!/usr/bin/env node
// An executable that takes the command line of desktop VS Code: @vscode/test-electron starts it where the desktop cannot be had.
import { register } from 'tsx/esm/api';

register();
await import('./headless.ts');
