#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A flood of forged addresses costs the census none of its devices: theirs are
# all there with every frame, the forged are told apart, and none is lost uncounted.
. "$(dirname "$0")/lib.sh"

plan 12
need_lenscap
lab_up
tap in rtr lan0

OUI=44:19:b6
FLOOD=60000

# forge FIRST COUNT PORT: a frame each; how many were sent on stdout
forge()
{
	on cam "$PYTHON" "$LAB_TOOLS/forge.py" eth0 "$OUI" "$1" "$2" "$CAM4" \
		"$NET4" "$3"
}

# devices EXPRESSION: over rows, d, the envelope, e, as Python has it
devices()
{
	lc devices --json | "$PYTHON" -c '
import json, sys
e = json.load(sys.stdin)
every = e["rows"]
rows = [r for r in every if r["mac"] != sys.argv[2]]
real = [r for r in rows if r["mac"] < "44:19:b6:00:01:00"]
print(eval(sys.argv[1]))' "$1" "$CAM_MAC"
}

metric()
{
	lc metrics | awk -v name="$1" '$1 ~ "^"name && NF == 2 { n += $2 } END { print n + 0 }'
}

ok "apply" enforce
forge 100 50 8800 >/dev/null
settle in "$LAN4"
is "$(devices "len(real)")" 50 "50 devices"
# they come again when they have settled: LC_SETTLED ticks, at least 2 s
sleep 9
forge 100 50 8800 >/dev/null
settle in "$LAN4"
is "$(devices "len(real), sum(r['frames'] for r in real)")" "(50, 100)" \
	"with each frame"
sent=$(forge 1048576 "$FLOOD" 8800)
settle in "$LAN4"
at_least "$sent" 40000 "a flood of forged addresses ($sent)"
is "$(devices "len(real), sum(r['frames'] for r in real)")" "(50, 100)" \
	"the devices are all there, with each frame"
is "$(devices "[r['state'] for r in real].count('active')")" 50 \
	"and count as devices"
is "$(devices "{r['state'] for r in rows if r not in real}")" "{'flood'}" \
	"the forged do not"
is "$(metric lenscap_devices)" \
	"$(devices "[r['state'] for r in every].count('active')")" \
	"nor in the metrics"
is "$(devices "sum(r['dropped_frames'] for r in every) + e['lost']")" \
	"$(counted direction=ingress verdict=drop)" \
	"each forged frame stands in a row or is counted as lost"
is "$(devices "e['complete'] == (e['lost'] == 0)")" True \
	"and the answer says whether it is complete"

# On each processor a device settles by itself.
comes_later()
{
	forge 200 1 8801 >/dev/null
	settle in "$LAN4"
	[ "$(lc attempts --json | "$PYTHON" "$LAB_TOOLS/rows.py" sum \
		mac=44:19:b6:00:00:c8 port=8801)" -gt 0 ]
}

ok "a device that comes after it has its attempts told, once it has settled" \
	wait_for 40 comes_later
is "$(devices "[r['mac'] for r in rows if r['mac'].endswith(':00:00:c8')]")" \
	"['44:19:b6:00:00:c8']" "and a place"
finish
