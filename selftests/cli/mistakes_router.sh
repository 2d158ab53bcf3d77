#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Mistakes about the router that a right policy is applied to: status 1, told of
# by device, directory or whoever is in the way, and nothing is changed.
#
#     cam0 --- lan0          cam1 --- lan1 [another's XDP program]
#     cam2 --- lan2 --- br0  one queue too few on lan3
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_mistakes.sh
. "$(dirname "$0")/lib_mistakes.sh"
place
command -v setpriv >/dev/null || skip "setpriv is missing: package util-linux"
foreign lan1 xdp >/dev/null || exit 1
ip -n "$NS" link add lan2 type veth peer name cam2 || exit 1
ip -n "$NS" link add br0 type bridge || exit 1
ip -n "$NS" link set lan2 master br0
ip -n "$NS" link add lan3 numrxqueues 1 numtxqueues 1 type veth \
	peer name cam3 numtxqueues 2 numrxqueues 1 || exit 1
ip -n "$NS" link set lan3 up
trap 'ip netns del "$NS-2"; cleanup' EXIT
ip netns add "$NS-2" && ip -n "$NS-2" link add lan0 type veth peer name c || exit 1
mkdir "$DIR/full" "$DIR/zones"
cp "$LENSCAP" "$DIR/lenscap" && chmod 711 "$DIR"
for dev in lan9 lan0 lan1 lan3 lo; do
	policy "$dev" "$dev" >/dev/null
done
policy both lan0 lan1 >/dev/null
policy bridged lan2 br0 >/dev/null
sed '/interfaces/,/name: lan0/c\interfaces: [{match: "eth*"}]' \
	"$DIR/lan0.yaml" >"$DIR/match.yaml"
printf '%s\n' 'zones: [{name: z, interface: br0, vlans: [5]}]' |
	sed 's/^/\n/' | cat "$(policy br br0)" - >"$DIR/zoned.yaml"

# as who, where: lenscap apply FILE [OPTION]..., with other places than lc's
nobody() { inside setpriv --reuid=65534 --regid=65534 --clear-groups "$DIR/lenscap" "$@" --pin "$PIN"; }
placed() { inside "$LENSCAP" apply "$DIR/$1.yaml" --pin "$2" --state "$3"; }
apply() { lc apply "$DIR/$1.yaml" "${@:2}"; }
full()
{
	# shellcheck disable=SC2016 # the inner shell expands it
	inside unshare -m sh -c '
		mount -t tmpfs -o size=8k none "$1" || exit 1
		head -c 9000 /dev/zero >"$1/x" 2>/dev/null
		exec "$2" apply "$3" --pin "$4" --state "$1"' \
		sh "$DIR/full" "$LENSCAP" "$DIR/lan0.yaml" "$PIN"
}
elsewhere() { nsenter --net="/run/netns/$NS-2" "$LENSCAP" "$@" --pin "$PIN" --state "$STATE"; }

mistakes_plan
#       status  the mistake                  what happened, to what                        what to do
mistake 1 "not root"                         'root is needed to change the router'         'try sudo'                            nobody apply "$DIR/lan0.yaml"
mistake 1 "not root, to look"                'root is needed to read'                      'try sudo'                            nobody devices
mistake 1 "an interface that is not here"    'lan9.yaml:4:.*"lan9": there is no such'      'did you mean "lan[0-3]"'             apply lan9
mistake 1 "a pattern that fits none"         'match.yaml:3:.*no device here fits'                    'ip link lists what there is'         apply match
mistake 1 "an interface without MACs"        '"lo": it carries no Ethernet frames'         'name the port'                       apply lo
mistake 1 "a bridge and its port"            '"br0" stands on "lan2"'                      'name one of the two'                 apply bridged
mistake 1 "VLAN zones on a bridge"           'zoned.yaml:.*"br0"'                          'put zones on its ports'              apply zoned
mistake 1 "another's XDP program"            '"lan1": another XDP program, id .*"foreign"' 'take that off, then apply again'     apply lan1
mistake 1 "the second port of two"           '"lan1": another XDP program'                 'take that off, then apply again'     apply both
mistake 1 "a driver that wants more"         '"lan3": its driver refuses native XDP: veth' 'put that right, or write xdp: gener' apply lan3
mistake 1 "a pin directory on a disk"        "$DIR/pin is not on a BPF file system"        'mount -t bpf bpf DIR'                placed lan0 "$DIR/pin" "$STATE"
mistake 1 "a state directory that cannot be" 'cannot save the policy to /proc/x/running'   'name another --state'                placed lan0 "$PIN" /proc/x
mistake 1 "a state directory that is a file" 'cannot save .*/lan0.yaml/running.*Not a dir' 'name another --state'                placed lan0 "$PIN" "$DIR/lan0.yaml"
mistake 1 "a full disk"                      'cannot save .*No space left on device'       'make room or name another --state'   full
mistake 1 "--again, and nothing to put back" 'no policy is in force, and none is saved'    'lenscap apply FILE'                  lc apply --again
lc apply "$DIR/lan0.yaml" >/dev/null 2>&1
mistakes_begin
mistake 1 "a second lenscap on the port"     '"lan0": a lenscap judges it already'         'unload --pin DIR'                    placed lan0 "$PIN-2" "$STATE"
mistake 1 "another network namespace"        "$PIN belongs to another network namespace"   'run this there .nsenter'             elsewhere apply "$DIR/lan0.yaml"
mistake 1 "and to unload there"              "$PIN belongs to another network namespace"   'run this there .nsenter'             elsewhere unload
mistake 1 "a bad port beside a good one"     '"lan1": another XDP program'                 'take that off, then apply again'     apply both --confirm 60
mistake 1 "a policy for a missing port"      '"lan9": there is no such device'             'did you mean'                        apply lan9 --dry-run
finish
