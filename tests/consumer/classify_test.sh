#!/bin/bash
# The program prints one probability a class for the picture, and they sum to one.
set -euo pipefail
output=$("$1" digit.png)
echo "$output"
[[ $(grep -c '^class [0-9] probability 0\.[0-9]*$' <<<"$output") == 10 ]]
awk '{sum += $4} END {exit !(sum > 0.999 && sum < 1.001)}' <<<"$output"
! "$1" missing.png 2>error
grep -q 'missing.png' error
