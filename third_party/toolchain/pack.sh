#!/bin/bash
# pack.sh MANIFEST FOLDER OUT: a tar of FOLDER; MANIFEST has lines `path in FOLDER <tab> file`.
# The lines of programs/ name a program's place below runfiles/ instead: the launcher reads them.
set -euo pipefail
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
while IFS=$'\t' read -r path file; do
  mkdir -p "$(dirname "$stage/$2/$path")"
  case $path in
    programs/*) printf '%s' "$file" >"$stage/$2/$path" ;;
    */*) ln -sf "$PWD/$file" "$stage/$2/$path" ;;
    *) cp -L "$file" "$stage/$2/$path" ;;
  esac
done <"$1"
tar --create --dereference --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
  --file "$3" -C "$stage" "$2"
