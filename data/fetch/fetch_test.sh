#!/bin/bash
# fetch_test.sh FETCH: what the tool says about mistakes, one line each; its libraries are ours. No
# official archive is at hand, so fetch_dataset_test has the rest.
set -euo pipefail
fetch=$PWD/$1
cd "$TEST_TMPDIR"

fail() { echo "FAILED: $*" >&2; exit 1; }

expect_error() { # MESSAGE ARGUMENT...
  local message=$1
  shift
  ! "$fetch" "$@" 2>error >out || fail "no error: $*"
  [[ $(wc -l <error) == 1 && ! -s out ]] || fail "more than a line: $(cat error out)"
  grep -qFe "$message" error || fail "expected $message, found $(<error)"
}
expect_error "fetch: expected the name of one data set, found 0 names"
expect_error "fetch: no data set is called cifar1; there are mnist, " cifar1
expect_error "cannot read $PWD/none.tar.gz: No such file" cifar10 --archive=none.tar.gz
echo "a login page" >page.tar.gz
expect_error "page.tar.gz: expected 170052171 bytes, found 13" cifar10 --archive=page.tar.gz
expect_error "4 archives; put them into $PWD/data_sets/mnist" mnist --archive=page.tar.gz
expect_error "cannot download http://127.0.0.1:1/a/cifar-10-binary.tar.gz: " \
  cifar10 --mirror=http://127.0.0.1:1/a --output_dir=elsewhere
[[ $(find data_sets elsewhere | sort | xargs) == "data_sets elsewhere" ]] || fail "left: $(find data_sets elsewhere)"

# Sizes are what an unpacked folder is known by; 184 MB of holes are no trouble for the disk.
mkdir -p whole/cifar-10-batches-bin
for file in data_batch_{1..5}.bin test_batch.bin; do
  truncate -s 30730000 "whole/cifar-10-batches-bin/$file"
done
"$fetch" cifar10 --output_dir=whole >out 2>error || fail "a whole folder: $(<error)"
grep -qx "cifar10 was whole already, in $PWD/whole/cifar-10-batches-bin" out || fail "said $(<out)"
grep -qFe "--data_dir=$PWD/whole/cifar-10-batches-bin" out || fail "said $(<out)"
tail -n 1 out | grep -qE "^result dataset=cifar10 bytes=0 seconds=[0-9.]+ folder=$PWD/whole/cifar-10-batches-bin$" ||
  fail "said $(<out)"
truncate -s 1 whole/cifar-10-batches-bin/test_batch.bin
expect_error "test_batch.bin: expected 30730000 bytes, found 1; remove " cifar10 --output_dir=whole
