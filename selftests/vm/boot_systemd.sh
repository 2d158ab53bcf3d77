#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A real boot: systemd is the first process of a virtual machine, and lenscap's
# unit is enabled. What is looked at there stands in guest/systemd_checks.
#
#     main -> guest/systemd: a router, a saved policy -> systemd -> checks
. "$(dirname "$0")/lib.sh"

tmp=
trap '[ -z "$tmp" ] || rm -rf "$tmp"' EXIT
trap 'exit 143' TERM INT HUP

for each in /lib/systemd/systemd /lib/systemd/systemd-journald \
	/usr/bin/journalctl; do
	[ -x "$each" ] || vm_skip "$each is missing: package systemd"
done
[ -x build/lenscap ] || vm_skip "build/lenscap is not built: make"

tmp=$(mktemp -d) || exit 1
# In the place of main's last steps, which run the command: what they need, and
# the first process becomes another.
cat >"$tmp/hook" <<'EOT'
$bb sed -i '/^cd "\$WHERE"/,$d' /lenscap/main
$bb cat >>/lenscap/main <<'EOM'
for name in out err log status; do
	echo "$name=$(port $name)"
done >$here/ports
cd "$WHERE" && bash $here/command || finish 125
exec env -i PATH="$PATH" /lib/systemd/systemd --unit=checks.target
EOM
EOT

kv=
stock_kernel "${1:-6.1}"
echo "TAP version 13"
{
	selftests/vm/boot --timeout "${BOOT_SECONDS:-600}" --initrd-hook "$tmp/hook" \
		--log build/vm/systemd.log -v "$kv" -- \
		selftests/vm/guest/systemd 2> >(comment)
	echo "status $?"
} | relay
exit "${PIPESTATUS[1]}"
