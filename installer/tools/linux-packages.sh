#!/usr/bin/env bash
# Makes .deb and .rpm of a finished application image, with SHA-256 sums. Arguments: image, version, folder to write to, icon, description.
# Needs the JDK's jpackage, dpkg-deb and fakeroot for .deb, rpmbuild for .rpm; what is missing is named and left out.
set -eu
image=$1 version=$2 out=$3 icon=$4 description=$5
here=$(cd "$(dirname "$0")/.." && pwd)
jpackage=${JAVA25_HOME:-${JAVA_HOME:-}}/bin/jpackage
[ -x "$jpackage" ] || jpackage=$(command -v jpackage) || { echo "There is no jpackage: set JAVA25_HOME to a JDK 25." >&2; exit 1; }
rm -rf "$out"
mkdir -p "$out"

associations=()
for file in "$here"/associations/*.properties; do associations+=(--file-associations "$file"); done

package() { # TYPE ARGUMENTS...
  local type=$1
  shift
  "$jpackage" --type "$type" --name alidade --app-version "$version" --app-image "$image" --dest "$out" \
    --description "$description" --vendor Alidade --icon "$icon" --license-file "$here/../LICENSE" \
    --resource-dir "$here/linux" --linux-shortcut --linux-app-category database --install-dir /opt \
    "${associations[@]}" "$@"
}

if command -v dpkg-deb >/dev/null && command -v fakeroot >/dev/null; then
  # xz would take minutes.
  DPKG_DEB_COMPRESSOR_TYPE=zstd DPKG_DEB_COMPRESSOR_LEVEL=19 \
    package deb --linux-package-deps libgtk-3-0 --linux-deb-maintainer maintainers@users.noreply.example
else
  echo "No .deb: dpkg-deb or fakeroot is missing."
fi
if command -v rpmbuild >/dev/null; then
  package rpm --linux-package-deps gtk3 --linux-rpm-license-type Apache-2.0
else
  echo "No .rpm: rpmbuild is missing."
fi
(cd "$out" && sha256sum -- alidade* >SHA256SUMS && cat SHA256SUMS)
ls -l "$out"
