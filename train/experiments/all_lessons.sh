#!/bin/bash
# A short form of every lesson, one after the other:
#   bazel run //train/experiments:all_lessons -- --mnist=DIR --cifar10=DIR [--flag=value ...]
# --fashion_mnist=DIR stands in for the data that comes with the build. Other flags go to every
# lesson that trains; one epoch of 1,000 images is the default. Lessons whose data is not given are
# left out. A line a lesson, then `result lessons=.. failed=.. seconds=..`; what each of them
# printed is under --output_dir (runs/all_lessons when it is not given).
set -uo pipefail
experiments=$PWD/train/experiments
cd "${BUILD_WORKING_DIRECTORY:-.}"

mnist='' cifar10='' fashion=() output=runs/all_lessons
short=(--epochs=1 --train_examples=1000)
for argument in "$@"; do
  case $argument in
    --mnist=*) mnist=$(realpath -- "${argument#*=}") ;;
    --fashion_mnist=*) fashion=(--data_dir="$(realpath -- "${argument#*=}")") ;;
    --cifar10=*) cifar10=$(realpath -- "${argument#*=}") ;;
    --output_dir=*) output=${argument#*=} ;;
    --*=*) short+=("$argument") ;;
    *) echo "all_lessons: unexpected argument \"$argument\"; see the head of all_lessons.sh" >&2; exit 1 ;;
  esac
done
mkdir -p "$output" || exit 1
output=$(realpath "$output")
lessons=0 failed=0

lesson() { # NAME FLAG...
  local name=$1 start=$SECONDS status=ok
  shift
  lessons=$((lessons + 1))
  if ! "$experiments/$name" "$@" >"$output/$name.log" 2>&1; then
    failed=$((failed + 1)) status=FAILED
  fi
  printf '%-24s %-6s %4d s  %s\n' "$name" $status $((SECONDS - start)) "$(tail -n 1 "$output/$name.log" | cut -c 1-100)"
}

train() { # NAME DATA_DIR FLAG...: of two of the same, the one given on the command line holds.
  lesson "$1" --data_dir="$2" --output_dir="$output" "${@:3}" "${short[@]}"
}

lesson output_arithmetic --model=vgg16
for name in fashion_mnist_cnn fashion_mnist_resnet18; do
  lesson $name --output_dir="$output" "${fashion[@]}" "${short[@]}"
done
if [[ $mnist ]]; then
  for name in mnist_mlp mnist_cnn mnist_permutation mnist_speedrun; do train $name "$mnist"; done
fi
if [[ $cifar10 ]]; then
  for name in cifar10_cnn activations pooling losses overfit cifar10_alexnet cifar10_vgg16 \
    cifar10_googlenet cifar10_resnet18 depth; do
    train $name "$cifar10"
  done
  train cifar10_speedrun "$cifar10" --batch_size=250
  if [[ -d $cifar10/train ]]; then
    train finetune "$cifar10" --image_size=32 --model=cifar_resnet20 --frozen_epochs=0
  fi
fi
echo "result lessons=$lessons failed=$failed seconds=$SECONDS"
((failed == 0))
