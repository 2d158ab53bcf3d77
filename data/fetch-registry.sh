#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Fetches the pinned registry package with npm, proves its checksum and that
# registry.tsv.xz is its extract. Changes nothing unless called with --write.
#
# A newer registry: put its version, checksums and counts into registry.pin,
# run with --write, then generate.py. Needs npm, sha256sum, tar, python3.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
write=${1:-}

pin() {
	sed -n "s/^$1=//p" "$here/registry.pin"
}

fail() {
	echo "fetch-registry.sh: $*" >&2
	exit 1
}

case $write in
''|--write) ;;
*) echo "usage: fetch-registry.sh [--write]" >&2; exit 2 ;;
esac
for tool in npm python3 sha256sum tar; do
	command -v "$tool" >/dev/null || fail "$tool is missing; install it"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

package=$(pin package) version=$(pin version)
(cd "$work" && npm pack --silent "$package@$version") >/dev/null ||
	fail "npm cannot fetch $package $version"
tgz=$work/$package-$version.tgz

have=$(sha256sum "$tgz" | cut -d' ' -f1)
want=$(pin tgz_sha256)
[ "$have" = "$want" ] ||
	fail "$package-$version.tgz has sha256 $have, registry.pin has $want"
have=sha512-$(python3 -c 'import base64, hashlib, sys
data = open(sys.argv[1], "rb").read()
print(base64.b64encode(hashlib.sha512(data).digest()).decode())' "$tgz")
want=$(pin npm_integrity)
[ "$have" = "$want" ] ||
	fail "$package-$version.tgz has $have, registry.pin has $want"

tar -xzf "$tgz" -C "$work" package/index.json
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$here python3 - "$work" <<'PY'
import sys
import registry

work = sys.argv[1]
with open(work + "/package/index.json", "rb") as source:
    text = registry.extract_from_index(source.read())
with open(work + "/registry.tsv", "w", encoding="utf-8", newline="") as out:
    out.write(text)
with open(work + "/registry.tsv.xz", "wb") as out:
    out.write(registry.pack(text))
PY

have=$(sha256sum "$work/registry.tsv" | cut -d' ' -f1)
want=$(pin extract_sha256)
[ "$have" = "$want" ] ||
	fail "the extract has sha256 $have, registry.pin has $want"
if [ "$write" = --write ]; then
	cp "$work/registry.tsv.xz" "$here/registry.tsv.xz"
	echo "registry.tsv.xz written: $package $version"
else
	cmp "$work/registry.tsv.xz" "$here/registry.tsv.xz" ||
		fail "registry.tsv.xz differs; run with --write"
	echo "registry.tsv.xz is the extract of $package $version"
fi
