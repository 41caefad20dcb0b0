#!/bin/bash
# The first command on a slice of its data: what it learns, prints and leaves; that a run which was
# interrupted ends bit for bit like one which was not; what bad flags and data meet.
#   end_to_end_test.sh EXPERIMENT
set -uo pipefail
experiment=$PWD/$1
cd "$TEST_TMPDIR"
failures=0

fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

slice=(--train_examples=1920 --epochs=2 --batch_size=32)

# expect_error PATTERN FLAG...: status 1, and one line on standard error.
expect_error() {
  local pattern=$1
  shift
  "$experiment" --output_dir=bad "$@" >out 2>err
  [[ $? == 1 ]] || fail "$*: expected exit status 1"
  [[ $(wc -l <err) == 1 ]] || fail "$*: expected one line, found: $(cat err)"
  grep -qE -- "$pattern" err || fail "$*: expected '$pattern', found: $(cat err)"
  [[ ! -e bad ]] || fail "$*: left $(ls bad)"
}

"$experiment" --output_dir=whole "${slice[@]}" >whole.log 2>&1 || fail "training: $(tail -n 3 whole.log)"
accuracy=$(sed -nE 's/^result test_accuracy=([0-9.]+) .*/\1/p' whole.log)
echo "accuracy $accuracy"
awk -v a="${accuracy:-0}" 'BEGIN { exit !(a > 0.75 && a < 1) }' || fail "accuracy ${accuracy:-none}"
for file in best.safetensors config.json confusion.png curves.png last.safetensors metrics.csv \
  samples.png; do
  [[ -s $(echo whole/*/$file) ]] || fail "no $file"
done

"$experiment" --output_dir=parts "${slice[@]}" >parts.log 2>&1 &
pid=$!
while kill -0 $pid 2>/dev/null && ! grep -q "^epoch 1/2" parts.log; do sleep 0.05; done
kill -INT $pid
wait $pid
[[ $? == 130 ]] || fail "an interrupted run: expected exit status 130: $(tail -n 3 parts.log)"
run=$(echo "$PWD"/parts/*)
grep -q -- "--resume=$run" parts.log || fail "no way to go on: $(tail -n 3 parts.log)"
"$experiment" --resume="$run" >resumed.log 2>&1 || fail "resuming: $(tail -n 3 resumed.log)"
for file in best.safetensors last.safetensors; do
  cmp whole/*/$file "$run/$file" || fail "$file differs"
done

expect_error "unknown|Unknown" --epochz=3
expect_error "^fashion_mnist_cnn: --epochs: expected at least 1, found 0" --epochs=0
expect_error "Illegal value 'x' specified for flag 'epochs'" --epochs=x
expect_error "unexpected argument \"more\"" more
expect_error "no such data folder: /nowhere" --data_dir=/nowhere
expect_error "the folder needs the data set's IDX files" --data_dir=whole
expect_error "more than the 60000 training examples" --batch_size=70000
((failures == 0))
