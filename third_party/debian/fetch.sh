#!/bin/bash
# fetch.sh LOCK CACHE STRICT OUT
# Puts every package of LOCK into CACHE/<sha256>.deb and writes those paths to OUT.
#
# A package is looked for in the cache, then among the versions that this machine's apt lists, then
# by its pool path on the sites that apt uses. If it has left them all, STRICT=1 fails; otherwise
# apt's current version is taken, with a warning. A file whose sum differs from the lock never passes.
set -euo pipefail
lock=$1 strict=$3
mkdir -p "$2"
cache=$(realpath "$2") out=$(realpath "$4")

say() { echo "stride: $*" >&2; }
die() { say "$*"; exit 1; }

exec 9>"$cache/.lock"
flock --nonblock 9 || { say "another set-up is fetching; waiting for it"; flock 9; }
tmp=$(mktemp -d "$cache/.fetch.XXXXXX")
progress=
trap '[[ -z $progress ]] || kill "$progress" 2>/dev/null; rm -rf "$tmp"' EXIT
cd "$tmp"
: >"$out"

declare -A sum version pool
missing=() bytes=0
while read -r name ver sha size path; do
  [[ $name == "#" ]] && continue
  sum[$name]=$sha version[$name]=$ver pool[$name]=$path
  if [[ -f $cache/$sha.deb ]]; then
    echo "$cache/$sha.deb" >>"$out"
  else
    missing+=("$name") bytes=$((bytes + size))
  fi
done <"$lock"
((${#missing[@]})) || exit 0

command -v apt-get >/dev/null ||
  die "${#missing[@]} packages of $(basename "$lock") are not in $cache and this machine has no apt-get to fetch them"
apt=(-q -o "Dir::Cache::archives=$tmp" -o APT::Sandbox::User= -o Acquire::Retries=3)
say "fetching ${#missing[@]} packages, $((bytes / 1000000)) MB, for $(basename "$lock" .lock)"

show_progress() {
  local done shown=0
  while sleep 2; do
    done=$(($(du -sb "$tmp" | cut -f1) * 10 / bytes))
    ((done <= shown || done > 9)) || say "  ${done}0% of $((bytes / 1000000)) MB"
    shown=$done
  done
}
show_progress &
progress=$!

keep() { # FILE NAME
  local sha
  sha=$(sha256sum "$1" | cut -d' ' -f1)
  [[ $sha == "${sum[$2]}" ]] ||
    die "$2 ${version[$2]}: the fetched file has sha256 $sha, the lock says ${sum[$2]}; refusing it"
  mv "$1" "$cache/$sha.deb"
  echo "$cache/$sha.deb" >>"$out"
}

from_pool() { # NAME
  local site
  for site in $(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | sort -u); do
    /usr/lib/apt/apt-helper "${apt[@]}" download-file "$site/${pool[$1]}" "$tmp/$1.deb" \
      "SHA256:${sum[$1]}" &>/dev/null && return
  done
  return 1
}

current_version() { # NAME
  [[ $strict == 0 ]] || die "$1 ${version[$1]} is on no site that apt knows (STRIDE_STRICT=$strict)"
  apt-get "${apt[@]}" download "$1" &>>apt.log || die "apt knows no package $1; run apt-get update and try again"
  local file sha
  file=$(echo "$1"_*.deb)
  sha=$(sha256sum "$file" | cut -d' ' -f1)
  say "WARNING: $1 ${version[$1]} has left the mirror; using ${file%.deb} instead of the locked one"
  mv "$file" "$cache/$sha.deb"
  echo "$cache/$sha.deb" >>"$out"
}

listed=$(apt-cache madison "${missing[@]}" 2>/dev/null | awk '{print $1 "=" $3}' | sort -u)
exact=() gone=()
for name in "${missing[@]}"; do
  if grep -qxF "$name=${version[$name]}" <<<"$listed"; then
    exact+=("$name=${version[$name]}")
  else
    gone+=("$name")
  fi
done
if ((${#exact[@]})); then
  apt-get "${apt[@]}" download "${exact[@]}" &>>apt.log || { tail -n 5 apt.log >&2; die "apt-get download failed"; }
  kill "$progress" && progress=
  for name in "${exact[@]%%=*}"; do keep "$(echo "${name}"_*.deb)" "$name"; done
fi
for name in "${gone[@]}"; do
  if from_pool "$name"; then keep "$tmp/$name.deb" "$name"; else current_version "$name"; fi
done
