#!/usr/bin/env bash
# Builds the WASM modules from C: `build.sh` writes the resources, `build.sh --check` builds into a
# temporary folder and fails when a byte differs from what is committed.
# Needs clang 19, wasm-ld 19 and a JDK (17 or newer).
set -euo pipefail
cd "$(dirname "$0")"

resources=src/main/resources/dev/alidade/wasm
test_resources=../engine/src/test/resources/dev/alidade/wasm
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Pinned: a change here changes every hash.
compile=(--target=wasm32 -O3 -std=c11 -ffreestanding -ffp-contract=off -fno-ident
  -mbulk-memory -mnontrapping-fptoint -msign-ext -mmutable-globals
  -nostdlib -Wall -Wextra -Werror -Iinclude)
link=(--no-entry --stack-first -z stack-size=65536 --max-memory=2147418112 --strip-all
  --export=abi --export=params --export=__heap_base)

for tool in clang-19 wasm-ld-19; do
  command -v "$tool" > /dev/null || { echo "$tool is missing: apt-get install clang-19 lld-19" >&2; exit 2; }
done

# build MODULE SOURCE OUT: the SIMD build and the scalar build of one source, finished.
build() {
  local module=$1 source=$2 out=$3
  clang-19 "${compile[@]}" -msimd128 -c "$source" -o "$work/$module.o"
  clang-19 "${compile[@]}" -c "$source" -o "$work/$module-scalar.o"
  wasm-ld-19 "${link[@]}" "$work/$module.o" -o "$work/$module.wasm"
  wasm-ld-19 "${link[@]}" "$work/$module-scalar.o" -o "$work/$module-scalar.wasm"
  "$java" tools/FinishModule.java "$(dirname "$source")/module.json" "$out" \
    "$work/$module.wasm" "$work/$module-scalar.wasm"
}

same() {
  local differs=0 file
  for file in "$1"/*; do
    cmp "$file" "$2/$(basename "$file")" || differs=1
  done
  return $differs
}

if [ "${1:-}" = --check ]; then
  out=$work/out faults=$work/faults
else
  out=$resources faults=$test_resources
fi

for module in vector data compute; do
  build "$module" "$module/$module.c" "$out"
done
build faults faults/faults.c "$faults"

if [ "${1:-}" = --check ]; then
  same "$out" "$resources" && same "$faults" "$test_resources" \
    && echo "every module is as committed" \
    || { echo "a module differs from its sources: run wasm-modules/build.sh and commit" >&2; exit 1; }
else
  sha256sum "$out"/*.wasm
fi
