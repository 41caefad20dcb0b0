#!/bin/bash
# unpack.sh LIST LINKS SHARE DEST
# Unpacks the packages of LIST into DEST/root and does what LINKS says: a line `link target` makes a
# link to what is below root; `without target soname...` strikes those shared objects from what the
# target loads. SHARE=1 keeps usr/share, which nothing but data sets needs.
set -euo pipefail
list=$1 links=$2 share=$3
export dest=$4
mkdir -p "$dest/root/usr/lib" "$dest/root/usr/lib64"
ln -s usr/lib usr/lib64 "$dest/root/" # packages still name /lib and /lib64
exclude=(--exclude=./usr/lib/python3\* --exclude=\*/cmake --exclude=\*/pkgconfig --exclude=\*/BUILD
  --exclude=\*/BUILD.bazel --exclude=\*/WORKSPACE --exclude=\*libomptarget\* --exclude=./etc --exclude=./var)
[[ $share == 1 ]] || exclude+=(--exclude=./usr/share)

unpack() {
  for deb; do
    dpkg-deb --fsys-tarfile "$deb" |
      tar -x -C "$dest/root" --no-same-owner --keep-directory-symlink "${exclude[@]}" || exit 255
  done
}
export -f unpack
mapfile -t debs <"$list"
pids=()
for part in 0 1; do
  mine=()
  for i in "${!debs[@]}"; do ((i % 2 != part)) || mine+=("${debs[i]}"); done
  ((${#mine[@]} == 0)) || { unpack "${mine[@]}" & pids+=($!); }
done
for pid in "${pids[@]}"; do wait "$pid"; done

cd "$dest"
# An absolute link would lead to the host's files.
find root -type l -lname '/*' -printf '%p\t%l\n' | while IFS=$'\t' read -r link target; do
  if [[ -e root$target || -L root$target ]]; then ln -sfr "root$target" "$link"; fi
done
while read -r link target unused; do
  [[ $link == "#" ]] && continue
  [[ -e root/$target ]] || { echo "stride: no $target in the packages, but $(basename "$links") names it; renew the locks" >&2; exit 1; }
  if [[ $link == without ]]; then
    root/usr/bin/patchelf $(printf -- '--remove-needed %s ' $unused) "root/$target"
    continue
  fi
  mkdir -p "$(dirname "$link")"
  ln -s "$(realpath -s --relative-to="$(dirname "$link")" "root/$target")" "$link"
done <"$links"
find root -type f -exec chmod a-w {} +
