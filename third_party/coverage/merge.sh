#!/bin/bash
# What Bazel would download a Java program for. It runs it twice: on one test's counts
# (--coverage_dir with *.gcov files of `llvm-cov gcov -i`), then on the results of all tests
# (--reports_file, a list of lcov files). Both times lcov goes to --output_file.
set -euo pipefail
for argument in "$@"; do
  case $argument in
    --coverage_dir=*) mapfile -t inputs < <(find "${argument#*=}" -name '*.gcov') ;;
    --reports_file=*) mapfile -t inputs < <(grep '[.]dat$' "${argument#*=}") ;;
    --output_file=*) output=${argument#*=} ;;
  esac
done

awk -F '[:,]' '
  /^(file|SF):/ {
    file = $2
    sub(".*/_virtual_includes/[^/]+/stride/", "", file)
    ours = file !~ "^/|external/"
  }
  /^(lcount|DA):/ && ours { count[file "," $2 + 0] += $3 }
  END { for (place in count) print place "," count[place] }
' "${inputs[@]:-/dev/null}" | sort -t, -k1,1 -k2,2n | awk -F, '
  function finish() { if (file) printf "LF:%d\nLH:%d\nend_of_record\n", lines, hit }
  $1 != file { finish(); file = $1; lines = hit = 0; print "SF:" file }
  { lines++; hit += $3 > 0; print "DA:" $2 "," $3 }
  END { finish() }
' >"$output"
