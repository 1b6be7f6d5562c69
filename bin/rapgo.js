#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { main } from '../dist/cli/main.js';

// Sound lies in buffers outside the JavaScript heap, which stays small. Marking it step by step whenever some more
// megabytes of sound have passed keeps every core busy and frees next to nothing; a whole collection takes 5 ms.
setFlagsFromString('--no-incremental-marking');
process.exitCode = await main(process.argv.slice(2));
