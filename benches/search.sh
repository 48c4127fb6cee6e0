#!/usr/bin/env bash
# A full build with search, one without, and Pagefind's own program on the pages of the latter, in
# turn.
#
# usage: benches/search.sh FOLDER [RUNS]
#
# FOLDER contains a dossier, on a RAM disk. The theme is copied into it. Prints the medians of CPU
# seconds (user and system), wall seconds and peak memory. Needs GNU time, Pagefind (`pip install
# 'pagefind[bin]'`) and a release binary (`cargo build --release`).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$1
runs=${2:-5}
work=$(mktemp -d "$folder/search.XXXX")
trap 'rm -rf "$work" "$folder/search-on.toml" "$folder/search-off.toml"' EXIT
rm -rf "$folder/themes"
cp -r "$root/themes" "$folder/"
grep -v '^search = \|^\[search\]\|^enabled = ' "$folder/site.toml" >"$folder/search-on.toml"
{ cat "$folder/search-on.toml"; printf '\n[search]\nenabled = false\n'; } >"$folder/search-off.toml"

run() { # NAME COMMAND…
  local name=$1
  shift
  /usr/bin/time -a -o "$work/$name" -f '%U %S %e %M' "$@" >/dev/null
}

for _ in $(seq "$runs"); do
  rm -rf "$work/site" "$work/index"
  run on "$root/target/release/dossier" build --quiet --root "$folder" --config search-on.toml --output "$work/site"
  rm -rf "$work/site"
  run off "$root/target/release/dossier" build --quiet --root "$folder" --config search-off.toml --output "$work/site"
  run pagefind python3 -m pagefind --site "$work/site" --output-path "$work/index"
done

python3 - "$work" <<'PY'
import pathlib, statistics, sys
for name in ("on", "off", "pagefind"):
    rows = [line.split() for line in pathlib.Path(sys.argv[1], name).read_text().splitlines()]
    rows = [(float(user) + float(system), float(wall), int(memory) / 1024) for user, system, wall, memory in rows]
    cpu, wall, memory = (statistics.median(column) for column in zip(*rows))
    print(f"{name:8} {cpu:6.2f} s CPU {wall:6.2f} s wall {memory:6.0f} MB")
PY
