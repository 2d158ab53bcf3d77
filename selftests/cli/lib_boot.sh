# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# A machine's boot without its machine: mount and network namespaces in which
# the paths that the unit names are this test's own. What must come out stands
# in the tests.
#
#     cam0 --- lan0 [lenscap] lan1 --- cam1      all in one network namespace
#     10.20.0.0/24, fd20::/64        10.30.0.0/24, fd30::/64
#
#     /sys/fs/bpf         new, so that nothing pinned survives a boot
#     /var/lib            empty, and survives
#     /usr/local/sbin     lenscap alone

# A test's own mounts are gone with it.
[ -n "${BOOT_MOUNTS:-}" ] || {
	[ "$(id -u)" -eq 0 ] || { echo "1..0 # SKIP needs root"; exit 4; }
	exec env BOOT_MOUNTS=1 unshare --mount --propagation private -- \
		"$0" "$@"
}

# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

BOOT_UNIT=$CLI_ROOT/contrib/systemd/lenscap.service
CAM=44:19:b6:00:00:05
PC=02:00:5e:00:00:77

# boot_place: the place, and the paths of the unit in it
boot_place()
{
	command -v nft >/dev/null || skip "nft is missing: package nftables"
	place
	mount -t tmpfs lenscap "/var/lib" &&
		mount -t tmpfs lenscap "/usr/local/sbin" &&
		cp "$LENSCAP" /usr/local/sbin/lenscap || skip "cannot mount"
	STATE=/var/lib/lenscap
	PIN=/sys/fs/bpf/lenscap
	inside sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
		net.ipv6.conf.all.accept_dad=0
	boot_bpf
	boot_addresses
}

boot_bpf()
{
	mount -t bpf bpf /sys/fs/bpf || exit 1
}

# What is behind lan1 is somebody who never answers
boot_addresses()
{
	ip -n "$NS" -batch - <<-EOT
		addr replace 10.20.0.1/24 dev lan0
		addr replace fd20::1/64 dev lan0 nodad
		addr replace 10.30.0.1/24 dev lan1
		addr replace fd30::1/64 dev lan1 nodad
		neigh replace 10.30.0.9 lladdr 02:00:5e:00:00:09 dev lan1
		neigh replace fd30::9 lladdr 02:00:5e:00:00:09 dev lan1
	EOT
}

# boot_new: power off and on: devices, programs and tables are gone
boot_new()
{
	umount /sys/fs/bpf
	boot_bpf
	ip -n "$NS" link del lan0 2>/dev/null
	ip -n "$NS" link del lan1 2>/dev/null
	ip -n "$NS" link add lan0 address 02:00:5e:00:00:01 type veth peer name cam0
	ip -n "$NS" link add lan1 type veth peer name cam1
	for dev in lan0 cam0 lan1 cam1; do
		ip -n "$NS" link set "$dev" up
	done
	boot_addresses
	inside nft flush ruleset
}

# boot_unit [COMMAND...]: what systemd would do for the unit, by that command
boot_unit()
{
	inside "$@" "$PYTHON" "$CLI_ROOT/selftests/cli/_unit.py" "$BOOT_UNIT"
}

# arrive [OPTION...] MAC...: for each, whether its frame gets from cam0 to cam1
arrive()
{
	inside "$PYTHON" "$CLI_ROOT/selftests/cli/_arrive.py" cam0 cam1 "$@"
}

# fallback: the families whose table stands
fallback()
{
	inside nft list tables | sed -n 's/^table \(.*\) lenscap_fallback$/\1/p' |
		sort | paste -sd' '
}

# boot_policy: a policy that enforces, watches and makes exceptions
boot_policy()
{
	cat >"$DIR/boot.yaml" <<-EOT
		version: 1
		policy: {name: ${1:-boot}}
		${EXTRA:-}
		interfaces: [{name: ${2:-lan0}}]
		groups:
		  - name: banned
		    prefixes: ["44:19:b6/24", "8c:1f:64:ab:c0:00/36", "00:55:7b:a0:00:00/28"]
		    macs: ["00:11:22:33:44:55"]
		  - {name: watched, prefixes: ["44:19:b6:10:00:00/28", "00:12:34/24"], mode: monitor}
	EOT
	echo "$DIR/boot.yaml"
}
