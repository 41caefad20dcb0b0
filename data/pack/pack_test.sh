#!/bin/bash
# pack_test.sh PACK: the tool packs a folder, and what it packed; a mistake is one line and no file.
set -euo pipefail
pack=$PWD/$1
cd "$TEST_TMPDIR"
mkdir -p in/cat in/dog
{ echo "P6 64 64 255"; head -c 12288 /dev/zero; } | tee in/cat/1.ppm >in/dog/2.ppm

fail() { echo "FAILED: $*" >&2; exit 1; }

"$pack" --input=in --output=set.packed 2>progress >result || fail "packing a folder"
[[ $(<result) == "result examples=2 bytes=$(stat -c %s set.packed)" ]] || fail "result: $(<result)"
grep -qx "packed 2 of 2" progress || fail "progress: $(<progress)"

"$pack" --input=set.packed --output=raw.packed --encoding=raw 2>/dev/null >result
[[ $(<result) == "result examples=2 "* ]] || fail "packing a packed file: $(<result)"
"$pack" --input=raw.packed --output=jpeg.packed --encoding=jpeg --jpeg_quality=50 &>/dev/null
(($(stat -c %s jpeg.packed) < $(stat -c %s raw.packed))) || fail "JPEG is not smaller than pixels"

expect_error() { # MESSAGE FLAG...
  local message=$1
  shift
  ! "$pack" --output=none.packed "$@" 2>error >/dev/null || fail "no error: $*"
  [[ $(wc -l <error) == 1 ]] || fail "more than a line: $(<error)"
  grep -qFe "$message" error || fail "expected $message, found $(<error)"
  [[ ! -e none.packed ]] || fail "a file is left: $*"
}
expect_error "--input and --output must be given"
expect_error "no such data folder: " --input=none
expect_error "--encoding=gif: expected one of jpeg, original, raw" --input=in --encoding=gif
expect_error "there is no data set format stl10" --input=in --format=stl10
expect_error "no t10k-images-idx3-ubyte" --input=in --format=mnist --split=test
