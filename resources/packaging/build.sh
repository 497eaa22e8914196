#!/usr/bin/env bash
# Builds a standalone Leftfold, which needs no Python, into a folder (./dist unless told) and tries it: build.sh [FOLDER]
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mkdir -p "${1:-dist}" && cd "${1:-dist}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "$top[postgres,mysql,encryption]" "pyinstaller>=6.10"
"$work/venv/bin/pyinstaller" --noconfirm --log-level WARN --distpath "$out" --workpath "$work/build" \
    "$top/resources/packaging/leftfold.spec"

program=$out/leftfold/leftfold
"$program" --version
"$program" layouts >/dev/null
"$program" domains | grep -q progress
"$program" demo --at "$work/demo" --screenshot "$work/demo.png"
head -c 8 "$work/demo.png" | od -An -c | grep -q 'P   N   G'
du -sh "$out/leftfold"
