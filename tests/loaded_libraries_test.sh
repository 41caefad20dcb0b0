#!/bin/bash
# loaded_libraries_test.sh BINARY...: the loader lists every shared object that each binary starts
# with; all but glibc's own must come from the repository's packages.
set -uo pipefail
status=0
for binary; do
  listed=$(LD_TRACE_LOADED_OBJECTS=1 "$binary")
  [[ $(grep -c '=>' <<<"$listed") -gt 50 ]] || { echo "$binary: the loader listed too little: $listed"; status=1; }
  foreign=$(grep -vE '=> \S*(_solib_k8|/external/(debian|toolchain|libtorch))/' <<<"$listed" |
    grep -vE '^\s*(linux-vdso\.so\.1|(/lib64/)?ld-linux-x86-64\.so\.2|lib(c|m|dl|rt|pthread|resolv|util|mvec)\.so\.[0-9]+) ')
  [[ -z $foreign ]] || { echo "$binary loads the machine's own:"; echo "$foreign"; status=1; }
done
exit $status
