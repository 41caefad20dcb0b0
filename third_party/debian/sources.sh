#!/bin/bash
# sources.sh CODENAME: apt source lines for that Debian release, on the sites that this machine uses.
set -euo pipefail
own=$(. /etc/os-release && echo "$VERSION_CODENAME")
apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' 'Origin: Debian' | sort -u |
  sed "s/$own/$1/" | while read -r site suite; do
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main"
done
