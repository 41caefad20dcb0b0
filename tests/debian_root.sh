#!/bin/bash
# tests/debian_root.sh RELEASE COMMAND...   (as root; needs debootstrap)
# Clones this repository into a bare Debian 12 or 13 and runs COMMAND there, in the clone:
#   tests/debian_root.sh 13 ./bazelw test //...
# STRIDE_ROOT=DIR keeps the root in DIR, so that a second call begins where the first one ended.
set -euo pipefail
release=$1
shift
codename=$(case $release in 12) echo bookworm ;; 13) echo trixie ;; *) echo "no release $release" >&2; exit 1 ;; esac)
here=$(realpath "$(dirname "$0")/..")
root=${STRIDE_ROOT:-$(mktemp -d)}
[[ ${STRIDE_ROOT:-} ]] || trap 'rm -rf --one-file-system "$root"' EXIT

sources=$("$here/third_party/debian/sources.sh" "$codename")
if [[ ! -d $root/usr ]]; then
  site=$(awk -v suite="$codename" '$4 == suite {print $3}' <<<"$sources")
  debootstrap --variant=minbase --include=ca-certificates,git "$codename" "$root" "$site" >&2
  echo "$sources" >"$root/etc/apt/sources.list"
  [[ ! -d /usr/local/share/ca-certificates ]] || cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
  git clone --quiet "$here" "$root/stride"
fi
git -C "$root/stride" pull --quiet --ff-only "$here" HEAD
cp /etc/resolv.conf "$root/etc/resolv.conf"

# The root becomes the real one of a mount namespace of its own: in a plain chroot Bazel falls back
# to a sandbox that does not cut the network.
enter='
  set -e
  mount --make-rprivate /
  mount --rbind "$0" "$0"
  mount --rbind /dev "$0/dev"
  mount -t proc proc "$0/proc"
  mount -t tmpfs tmpfs "$0/tmp"
  cd "$0"
  mkdir -p mnt/old
  pivot_root . mnt/old
  umount -l /mnt/old
  cd /stride
  exec "$@"'
unshare --mount --pid --fork env -i HOME=/root TERM="${TERM:-dumb}" PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  OPENBLAS_CORETYPE="${OPENBLAS_CORETYPE:-}" OPENBLAS_L2_SIZE="${OPENBLAS_L2_SIZE:-}" \
  bash -c "$enter" "$root" "$@"
