#!/bin/sh
# The hook of .pre-commit-hooks.yaml. pre-commit keeps a clone of this repository for itself: its first run builds there what the next ones start.
set -e
here=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -f "$here/dist/cli.js" ]; then
  # git sets these for hooks, and they would lead npm's git to the project that is checked.
  (unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE; cd "$here" && node scripts/build.mjs --quiet) >&2
fi
exec node "$here/dist/cli.js" check "$@"
