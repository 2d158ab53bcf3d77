#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Within what its unit lets it do, serve does all that it is for; and what it may
# not, it cannot.
. "$(dirname "$0")/lib.sh"
need curl curl
packages
machine
plan 20

# pid: as this machine sees it
pid()
{
	pgrep -P "$MACHINE" -x lenscap | head -n 1
}

# attached DEV: judged in both directions
attached()
{
	inside lenscap status --json | "$PYTHON" -c '
import json, sys
rows = json.load(sys.stdin)["interfaces"]
sys.exit(not any(r["name"] == sys.argv[1] and r["in_policy"] and
                 r["ingress"]["attached"] and r["egress"]["attached"]
                 for r in rows))' "$1"
}

# its PATH: can it write there?
its()
{
	# shellcheck disable=SC2016 # expanded there
	env -i PATH=/usr/bin:/bin nsenter -t "$(pid)" -m sh -c \
		': >"$1/lenscap-tried" && rm "$1/lenscap-tried"' - "$1" 2>/dev/null
}

# asks URL [OPTION]...: what it answers
asks()
{
	on_wire curl -sS --max-time 5 "${@:2}" "http://$1"
}

installed "the package is installed" "$(package lenscap)"
run 0 "as exposed as is allowed" inside systemd-analyze security \
	--no-pager --threshold=25 lenscap-serve.service
sed -i 's/name: lan0/match: "lan*"/' "$DIR/policy.yaml"
take "$DIR/policy.yaml"
inside lenscap apply /tmp/policy.yaml >/dev/null 2>&1
run 0 "serve starts" inside systemctl start lenscap-serve.service
is "$(awk '/^(CapBnd|NoNewPrivs|Seccomp):/ { printf "%s ", $2 }' \
	"/proc/$(pid)/status")" \
	"000000c0002011c0 1 2 " "with few of root's powers and calls"

on_wire ip link add lan1 type veth peer name cam1
on_wire ip link set lan1 up
until_true attached lan1
result $? "a port that appears is attached"
is "$(pins | grep -c "/xdp-$(inside cat /sys/class/net/lan1/ifindex)\$")" 1 \
	"what it pinned is seen outside"
run 0 "status --check" inside lenscap status --check
on_wire ip link del lan1
on_wire ip link add lan1 type veth peer name cam1
on_wire ip link set lan1 up
until_true attached lan1
result $? "one that comes back is, too"

matches "$(asks 127.0.0.1:9877/metrics)" '^lenscap_policy_in_force 1' \
	"it answers on this machine"
on_wire ip addr add 10.20.0.1/24 dev lan0
# what systemctl edit writes, and a start anew
edit()
{
	local dir=/etc/systemd/system/lenscap-serve.service.d

	inside mkdir -p $dir
	printf '%s\n' '[Service]' "$@" | inside tee $dir/override.conf >/dev/null
	inside systemctl daemon-reload
	inside systemctl restart lenscap-serve.service
}

edit Environment=LISTEN=10.20.0.1:9877
until_true on_wire sh -c 'ss -ltn | grep -q 10.20.0.1:9877'
asks 10.20.0.1:9877/healthz >/dev/null 2>&1
is $? 28 "elsewhere it answers nobody who is not named"
edit Environment=LISTEN=10.20.0.1:9877 IPAddressAllow=10.20.0.1
until_true asks 10.20.0.1:9877/healthz
matches "$(asks 10.20.0.1:9877/healthz)" ok "and those who are"
edit Environment=LISTEN=unix:/run/lenscap.sock
until_true inside test -S /run/lenscap.sock
matches "$(asks localhost/healthz --unix-socket \
	"/proc/$MACHINE/root/run/lenscap.sock")" ok "and by a socket in /run"

its /var/lib/lenscap
result $? "it can write its state"
for each in /usr /etc /var/lib /home /sys/fs/cgroup; do
	! its $each
	result $? "it cannot write in $each"
done
is "$(inside systemctl show -P NRestarts lenscap-serve.service)" 0 \
	"it never had to be started again"
is "$(inside journalctl -b -o cat -u lenscap-serve.service |
	grep -Ei 'denied|not permitted|read-only|cannot')" "" "and lacked nothing"
finish
