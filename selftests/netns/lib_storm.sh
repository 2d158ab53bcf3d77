#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A router with three ports and three policies to switch between, under flood,
# and what must have come of it. Sourced after lib.sh; the flood is lab/storm.py.
#
#     cam0 --- lan0 \
#     cam1 --- lan1  [lenscap]       all in one namespace
#     cam2 --- lan2 /

STORM_PORTS=3

storm_place()
{
	local n

	export LAB_NAMESPACES=rtr
	# what waits for a disk is not what is looked at
	[ ! -w /dev/shm ] || TMPDIR=/dev/shm
	lab_begin
	ip netns add "$LAB-rtr" || exit 1
	on rtr sysctl -qw net.ipv6.conf.all.disable_ipv6=1 \
		net.ipv6.conf.default.disable_ipv6=1
	for ((n = 0; n < STORM_PORTS; n++)); do
		ip -n "$LAB-rtr" link add "lan$n" arp off type veth \
			peer name "cam$n" &&
		ip -n "$LAB-rtr" link set "cam$n" arp off up &&
		ip -n "$LAB-rtr" link set "lan$n" address \
			"02:00:5e:00:01:0$n" up || exit 1
	done
}

# storm_group LETTER KIND: an entry of groups. Each make has one, and one that
# passes all is for a prefix that nobody sends from.
storm_group()
{
	case $2 in
	one)
		echo "  - name: $1-one"
		echo "    vendors: [hikvision]"
		echo "    rules:"
		[ "$1" != b ] || echo "      - {name: b-video, peer: recorder," \
			"proto: tcp, ports: [554], initiated-by: either}"
		echo "      - {name: $1-far, peer: far, action: drop}"
		[ "$1" != a ] || echo "      - {name: a-video, peer: recorder," \
			"proto: tcp, ports: [554], initiated-by: peer}" ;;
	two)
		echo "  - name: $1-two"
		echo "    vendors: [dahua]"
		echo "    rules:"
		echo "      - {name: $1-wide, peer: far, action: drop}" ;;
	open)
		echo "  - name: $1-open"
		echo "    prefixes: [\"00:1b:21/24\"]"
		echo "    default: pass"
		echo "    rules:"
		echo "      - {name: $1-never, peer: far, action: drop}" ;;
	esac
}

# storm_policy LETTER [LINE...]: writes policy a, b or c; its path on stdout.
# All drop what is flooded, each by groups, rules and zones of its own. They
# stand in another order in each, so that an index of one means another thing
# in the next; three, so that a slot never gets back what was in it.
storm_policy()
{
	local file=$LAB_DIR/$1.yaml kind n order far

	case $1 in
	a) order="open one two" far='"203.0.113.0/24", "2001:db8:113::/48"' ;;
	b) order="one two open" far='"203.0.113.9", "2001:db8::/32"' ;;
	c) order="two open one" far='"203.0.0.0/16", "2001:db8:113::9"' ;;
	esac
	{
		echo "version: 1"
		echo "policy: {name: $1}"
		echo "interfaces:"
		for ((n = 0; n < STORM_PORTS; n++)); do
			echo "  - {name: lan$n}"
		done
		echo "zones:"
		for ((n = 0; n < STORM_PORTS; n++)); do
			echo "  - {name: $1$n, interface: lan$n, vlans: [untagged]}"
		done
		echo "endpoints:"
		[ "$1" != c ] || echo "  spare: [10.20.1.5, 198.51.100.0/25]"
		echo "  recorder: [10.20.0.10, \"fd20::10\"]"
		echo "  far: [$far]"
		echo "groups:"
		for kind in $order; do
			storm_group "$1" "$kind"
		done
	} >"$file"
	echo "$file"
}

# storm_rows DIRECTION...: the counters that whole policies make of the flood
storm_rows()
{
	local each direction

	for each in a b c; do
		for direction; do
			echo "row ${each}N $direction $each-one hikvision drop rule $each-far"
			echo "row ${each}N $direction $each-one hikvision drop default -"
			echo "row ${each}N $direction $each-two dahua drop rule $each-wide"
		done
	done | LC_ALL=C sort
}

# storm SWITCHES [OPTION...]: three policies in turn, by $STORM_COMMAND if that
# is set; what came of it is in $LAB_DIR/storm
storm()
{
	local options="--pin $LAB_PIN --state $LAB_STATE" count=$1
	local command=${STORM_COMMAND:-"$LENSCAP apply $options"}

	shift
	# shellcheck disable=SC2086 # options are words
	on rtr "$PYTHON" "$LAB_TOOLS/storm.py" "$@" "$count" "$STORM_PORTS" \
		"$LAB_DIR/storm" "$LENSCAP counters --json $options" \
		-- $command \
		-- "$(storm_policy b)" "$(storm_policy c)" "$(storm_policy a)"
}

# told FINDING: the lines of it, without that word
told()
{
	sed -n "s/^$1 //p" "$LAB_DIR/storm"
}

# storm_judge SWITCHES FLOODED DIRECTION...: nine results. Of a flood that is
# none, by $STORM_FEW, not each policy need have met each kind of frame.
storm_judge()
{
	local rows count=$1 flooded=$2

	shift 2
	grep -Ev '^(row|passed) ' "$LAB_DIR/storm" | sed 's/^/# /'
	is "$(told switches)" "$count" "as many switches as were asked for"
	at_least "$(told sent | awk '{ if (!n++ || $2 < least) least = $2 }
		END { print least + 0 }')" "$flooded" "a flood, $*"
	is "$(told passed)" "" "not one flooded frame passed"
	is "$(told silent)" "" "while an unlisted device's frames passed"
	is "$(told lost)" "" "every flooded frame was counted"
	rows=$(grep '^row ' "$LAB_DIR/storm" | grep -v ' unlisted -$')
	if [ -n "${STORM_FEW:-}" ]; then
		is "$(grep -vxFf <(storm_rows "$@") <<<"$rows")" "" \
			"each by a whole policy"
	else
		is "$rows" "$(storm_rows "$@")" "each by a whole policy"
	fi
	is "$(told fell)" "" "no counter ever fell"
	at_least "$(told samples)" 2 "it was looked at all along"
	ok "what is in force is whole" lc status --check
}
