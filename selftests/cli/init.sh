#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap init prints a policy for the interface as it is here: valid, applied as
# it stands it drops nothing, and of a device that is not the right one to name
# it says which is.
#
#     cam0 --- lan0 10.20.0.1/24       cam2 --- lan2 --- br0 10.20.3.1/24
#     mv0 on lan0                      lan0.10 10.20.10.1/24 where there are VLANs
. "$(dirname "$0")/lib.sh"
place
plan 23
ip -n "$NS" link add lan2 type veth peer name cam2
ip -n "$NS" link add br0 type bridge
ip -n "$NS" link set lan2 master br0
ip -n "$NS" link set lan2 up
ip -n "$NS" link set br0 up
ip -n "$NS" addr add 10.20.3.1/24 dev br0
ip -n "$NS" addr add fd20:3::1/64 dev br0 nodad

# init IFACE: the policy into $DIR/start.yaml, what is said besides into $OUT
init()
{
	OUT=$(inside "$LENSCAP" init "$1" 2>&1 >"$DIR/start.yaml")
}

init lan0
is "$?:$OUT" "0:" "for a port, without a word besides"
run 0 "it is valid" "$LENSCAP" check "$DIR/start.yaml"
matches "$(cat "$DIR/start.yaml")" '# addresses: \["10.20.0.0/24"\]' \
	"its prefix is there to be used"
sed -i 's/# addresses:/addresses:/; s/# rules:/rules:/; s/#   - {name: never/  - {name: never/' \
	"$DIR/start.yaml"
run 0 "with the examples in force it is valid, too" "$LENSCAP" check "$DIR/start.yaml"
matches "$OUT" "1 rule.* 0 warnings" "and warns of nothing"
init lan0
run 0 "it can be applied as it stands" lc apply "$DIR/start.yaml"
matches "$OUT" "monitor, nothing is dropped" "which drops nothing"
is "$(lc status --json | field policy.mode)" monitor "status says so, too"
send cam0 44:19:b6:00:00:01 2
wait_counted would-drop 2
is $?:"$(counted drop)" 0:0 "a camera is seen, and passes"
matches "$(lc devices)" "44:19:b6:00:00:01 +.*hikvision" "and is listed"
lc unload >/dev/null 2>&1

init br0
is $? 0 "for a bridge"
matches "$OUT" "^lenscap: warning: br0 is a bridge: name the ports .* of lan2" \
	"it names the port instead"
init lan2
is "$?:$OUT" "0:" "for a port of a bridge, without a word"
matches "$(cat "$DIR/start.yaml")" '# addresses: \["10.20.3.0/24", "fd20:3::/64"\]' \
	"with the prefixes of the bridge"
init lo
is $? 0 "for one that cannot be judged"
matches "$OUT" "warning: lo cannot be judged: .* name the port" "it says so"
ip -n "$NS" link set lan1 down
init lan1
matches "$OUT" "warning: lan1 is down, .*: ip link set lan1 up" \
	"of one that is down, how to raise it"
init lan7
is $? 0 "for one that is not here"
matches "$OUT" 'warning: there is no interface "lan7"' "it says so"
run 0 "--json" inside "$LENSCAP" init lan0 --json
is "$(field interface warnings <<<"$OUT" | xargs)" "lan0 []" "has the same"
if ip -n "$NS" link add link lan0 name lan0.10 type vlan id 10 2>/dev/null; then
	ip -n "$NS" link set lan0.10 up
	init lan0
	matches "$(cat "$DIR/start.yaml")" \
		'#   - \{name: vlan10, interface: "lan0", vlans: \[10\]\}' \
		"the VLANs of a port, as zones to be used"
	init lan0.10
	matches "$OUT" 'lan0.10 is VLAN 10 of lan0, .*name lan0 instead' \
		"of a VLAN, the port is to be named"
else
	skip_one "the VLANs of a port" "no VLAN devices in this kernel"
	skip_one "of a VLAN, the port" "no VLAN devices in this kernel"
fi
finish
