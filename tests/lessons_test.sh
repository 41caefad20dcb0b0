#!/bin/bash
# Every lesson, in its shortest form, on noise of the right sizes: that each runs to its end.
set -uo pipefail
lessons=$PWD/$1
mnist=$TEST_TMPDIR/mnist
cifar10=$TEST_TMPDIR/cifar10
for part in train/{1..16} test/{1..4}; do
  for class in {0..9}; do
    mkdir -p "$cifar10/${part%/*}/$class"
    { printf 'P6\n32 32\n255\n'; head -c 3072 /dev/urandom; } >"$cifar10/${part%/*}/$class/${part#*/}.ppm"
  done
done

# idx FILE MAGIC SIZE...: the head of an IDX file, big-endian.
idx() {
  printf "$(printf '%08x' "${@:2}" | sed 's/../\\x&/g')" >"$mnist/$1"
}

mkdir -p "$mnist"
for part in train:160 t10k:40; do
  name=${part%:*} size=${part#*:}
  idx "$name-images-idx3-ubyte" 2051 "$size" 28 28
  head -c $((size * 784)) /dev/urandom >>"$mnist/$name-images-idx3-ubyte"
  idx "$name-labels-idx1-ubyte" 2049 "$size"
  for ((i = 0; i < size; ++i)); do printf "\\x0$((i % 10))"; done >>"$mnist/$name-labels-idx1-ubyte"
done
"$lessons" --mnist="$mnist" --fashion_mnist="$mnist" --cifar10="$cifar10" --output_dir="$TEST_TMPDIR/runs" \
  --train_examples=128 --batch_size=64 | tee "$TEST_TMPDIR/table"
grep -q "^result lessons=19 failed=0 " "$TEST_TMPDIR/table" && exit 0
tail -n 3 "$TEST_TMPDIR"/runs/*.log
exit 1
