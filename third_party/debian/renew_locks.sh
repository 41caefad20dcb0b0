#!/bin/bash
# renew_locks.sh RELEASE [NAME]   (12 or 13; needs apt, dpkg-deb, nm, patchelf, readelf; no root)
# Writes libraries-, toolchain- and fashion_mnist-RELEASE.lock and .links (or only those of NAME)
# beside this script, from what the sites in this machine's apt sources hold for that release today.
#
# A lock has a line `package version sha256 size pool-path` for every package that *.packages names
# and for every other one that owns a shared object which those need, found by following NEEDED.
# A .links file names where in the repository each of those shared objects is linked, and what
# LibTorch loads without taking a symbol from it: unpack.sh strikes that out (Debian 12: OpenCV's windows, video).
set -euo pipefail
release=$1
here=$(realpath "$(dirname "$0")")
codename=$(case $release in 12) echo bookworm ;; 13) echo trixie ;; *) echo "no release $release" >&2; exit 1 ;; esac)
llvm=$(case $release in 12) echo 14 ;; 13) echo 19 ;; esac)
gcc=$(case $release in 12) echo 12 ;; 13) echo 14 ;; esac)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{lists,archives,sources.d,debs}
: >"$work/status"

"$here/sources.sh" "$codename" >"$work/sources.list"
apt=(-q -o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=$work/sources.d"
  -o "Dir::State::lists=$work/lists" -o "Dir::State::status=$work/status"
  -o "Dir::Cache::archives=$work/archives" -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache="
  -o APT::Sandbox::User= -o APT::Install-Recommends=false -o Acquire::Languages=none)
apt-get "${apt[@]}" update >&2

wanted() { sed "s/#.*//; s/{LLVM}/$llvm/g; s/{GCC}/$gcc/g" "$here/$1.packages" | xargs -n 1; }

# The shared objects that the given ones need, themselves included: lines `soname path`; what no
# package owns is printed as `soname -`.
closure() { # ROOT OBJECT...
  local root=$1
  shift
  { find "$root" -path '*/lib32/*' -prune -o -name '*.so*' \( -type f -o -type l \) -print0 | xargs -0 -n 200 readelf -dW 2>/dev/null || true; } | # linker scripts fail
    awk -v seeds="$*" '
      /^File: /      { file = $2 }
      /\(SONAME\)/   { gsub(/.*\[|\].*/, ""); if (!($0 in path) || file ~ "openblas-pthread/" || file ~ "/" $0 "$" && path[$0] !~ "openblas-pthread/") path[$0] = file }
      /\(NEEDED\)/   { gsub(/.*\[|\].*/, ""); needs[file] = needs[file] " " $0 }
      END {
        n = split(seeds, queue, " ")
        for (i = 1; i <= n; i++) {
          soname = queue[i]
          if (soname in done) continue
          done[soname] = 1
          if (!(soname in path)) { print soname, "-"; continue }
          print soname, path[soname]
          m = split(needs[path[soname]], more, " ")
          for (j = 1; j <= m; j++) queue[++n] = more[j]
        }
      }'
}

download_all() { # NAME: every package that apt would install for NAME.packages, unpacked
  mkdir -p "$work/$1/root" "$work/$1/debs"
  (cd "$work/$1/debs" && apt-get "${apt[@]}" install -s $(wanted "$1") |
    awk '/^Inst /{gsub(/[()]/, ""); print $2 "=" $3}' | xargs apt-get "${apt[@]}" download >/dev/null)
  mkdir -p "$work/$1"/root/usr/lib
  ln -s usr/lib "$work/$1/root/lib"
  for deb in "$work/$1"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" |
      tar -x -C "$work/$1/root" --keep-directory-symlink --no-same-owner --exclude=./usr/share --exclude=./etc --exclude=./var
  done
}

write_lock() { # NAME NEEDED-FILES
  local deb package chosen=()
  for deb in "$work/$1"/debs/*.deb; do
    package=$(dpkg-deb --field "$deb" Package)
    dpkg-deb --fsys-tarfile "$deb" | tar -t | sed 's#^\./##; s#^lib/#usr/lib/#' >"$work/contents"
    if grep -qxF "$package" <<<"$(wanted "$1")" || grep -qxFf "$2" "$work/contents"; then
      chosen+=("$package=$(dpkg-deb --field "$deb" Version)")
    fi
  done
  {
    echo "# package version sha256 size pool-path; Debian $release, written by renew_locks.sh"
    apt-cache "${apt[@]}" show "${chosen[@]}" | awk '
      /^Package:/ { p = $2 } /^Version:/ { v = $2 } /^SHA256:/ { s = $2 } /^Size:/ { z = $2 } /^Filename:/ { f = $2 }
      /^$/ { print p, v, s, z, f }' | sort -u
  } >"$here/$1-$release.lock"
}

# Both the links on the way and the file that a path leads to have an owner.
owned_files() { # ROOT PATH...
  local root=$1 path
  shift
  for path; do
    echo "$path"
    realpath "$root/$path" | sed "s#^$(realpath "$root")/##"
  done | sort -u
}

# What a program needs but no package of ours brings: glibc, from the host.
glibc='^(ld-linux-x86-64\.so\.2|lib(c|m|dl|rt|pthread|resolv|util|anl|nsl|mvec)\.so\.[0-9]+)$'
# The C++ and OpenMP run times come from the toolchain.
runtime='^lib(stdc\+\+|gcc_s|gomp|atomic|omp)\.so\.[0-9]+$'

# The shared objects that OBJECT names and takes no symbol from.
unused_by() { # ROOT OBJECT
  local soname path
  nm -D --undefined-only "$2" | awk '{ sub(/@.*/, "", $NF); print $NF }' | sort -u >"$work/undefined"
  closure "$1" $(readelf -dW "$2" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p') >"$work/closure"
  for soname in $(readelf -dW "$2" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
    [[ $soname =~ $glibc ]] && continue
    path=$(awk -v soname="$soname" '$1 == soname { print $2 }' "$work/closure")
    [[ $path != - ]] || { echo "renew_locks.sh: no package has $soname" >&2; exit 1; }
    nm -D --defined-only "$path" | awk '{ sub(/@.*/, "", $NF); print $NF }' | sort -u >"$work/defined"
    [[ $(comm -12 "$work/undefined" "$work/defined") ]] || echo "$soname"
  done
}

links_of() { # ROOT FOLDER PATTERN SEED...: lines `FOLDER/soname path` of the closure, less what matches PATTERN
  local root=$1 folder=$2 skip=$3
  shift 3
  closure "$root" "$@" | while read -r soname path; do
    [[ $soname =~ $glibc || ($skip && $soname =~ $skip) ]] && continue
    [[ $path != - ]] || { echo "renew_locks.sh: no package has $soname" >&2; exit 1; }
    echo "$folder/$soname ${path#"$root"/}"
  done | sort
}

header="# link, and its target below root; Debian $release, written by renew_locks.sh"

renew_libraries() {
  download_all libraries
  local root=$work/libraries/root torch unused seeds
  torch=$(find "$root" -name 'libtorch_cpu.so.*' -type f)
  unused=$(unused_by "$root" "$torch" | xargs)
  [[ -z $unused ]] || patchelf $(printf -- '--remove-needed %s ' $unused) "$torch"
  seeds=$(find "$root" -name '*.so*' -printf '%f\n' | grep -E \
    '^lib(torch|torch_cpu|c10|opencv_(core|imgproc|imgcodecs)|absl_.*|glog|gflags|benchmark|openblas|blas|lapack|jpeg|exif|z|archive|curl|crypto|matio)\.so\.')
  seeds=$(cd "$root" && find . -name '*.so*' | grep -E "/($(xargs <<<"$seeds" | tr ' ' '|'))$" | xargs readelf -dW | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p' | sort -u)
  {
    echo "$header"
    links_of "$root" lib "$runtime" $seeds | sed 's# lib/# usr/lib/#'
    [[ -z $unused ]] || echo "without ${torch#"$root"/} $unused"
  } >"$here/libraries-$release.links"
  owned_files "$root" $(grep -v -e '^#' -e '^without ' "$here/libraries-$release.links" | cut -d' ' -f2) >"$work/needed"
  write_lock libraries "$work/needed"
}

renew_toolchain() {
  download_all toolchain
  local root=$work/toolchain/root lib=usr/lib/llvm-$llvm seeds
  seeds=$(readelf -dW "$root/$lib"/bin/{clang,lld,llvm-{ar,strip,cov,nm,objdump,symbolizer},clang-format,clang-tidy} |
    sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u)
  {
    echo "$header"
    links_of "$root" tools "" $seeds | sed 's# lib/# usr/lib/#'
    # One OpenMP for everybody: clang's speaks libgomp's ABI too.
    echo "rt/libgomp.so.1 $lib/lib/libomp.so.5"
    echo "rt/libomp.so.5 $lib/lib/libomp.so.5"
    echo "rt/libstdc++.so.6 usr/lib/x86_64-linux-gnu/libstdc++.so.6"
    echo "rt/libgcc_s.so.1 usr/lib/x86_64-linux-gnu/libgcc_s.so.1"
  } >"$here/toolchain-$release.links"
  owned_files "$root" $(grep -v '^#' "$here/toolchain-$release.links" | cut -d' ' -f2) >"$work/needed"
  write_lock toolchain "$work/needed"
}

renew_fashion_mnist() {
  mkdir -p "$work/fashion_mnist/debs"
  (cd "$work/fashion_mnist/debs" && apt-get "${apt[@]}" download $(wanted fashion_mnist) >/dev/null)
  : >"$work/needed"
  write_lock fashion_mnist "$work/needed"
  echo "$header" >"$here/fashion_mnist-$release.links"
}

for name in ${2:-libraries toolchain fashion_mnist}; do "renew_$name"; done
wc -l "$here"/*-"$release".lock >&2
