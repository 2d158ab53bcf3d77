#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What serve and the process that speaks HTTP may do, as the kernel tells it: the
# one what attaching needs, the other nothing. With that, a port is still attached.
. "$(dirname "$0")/lib_web.sh"
web_place
plan 21

# of PID KEY: a line of its status
of()
{
	awk -v key="$2:" '$1 == key { $1 = ""; print substr($0, 2) }' \
		"/proc/$1/status"
}

# SETGID, SETUID, SETPCAP, NET_ADMIN, SYS_ADMIN, PERFMON, BPF
NEEDED=000000c0002011c0
NONE=0000000000000000

# what serve was given by whoever started it
exec 9>"$DIR/held"
run 0 "apply" lc apply "$(ENTRY='' policy one lan0)"
serve_start
web=$(web_pid)
for set in CapPrm CapEff CapBnd; do
	is "$(of "$SERVE" $set)" $NEEDED "serve: $set"
done
is "$(of "$SERVE" CapAmb)" $NONE "serve: CapAmb"
is "$(grep -c "keeps CAP_SETGID CAP_SETUID CAP_SETPCAP CAP_NET_ADMIN CAP_SYS_ADMIN CAP_PERFMON CAP_BPF; what speaks HTTP keeps none" \
	"$DIR/log")" 1 "and so it says"
for set in CapInh CapPrm CapEff CapBnd CapAmb; do
	is "$(of "$web" $set)" $NONE "http: $set"
done
user=$(id -u lenscap 2>/dev/null || echo 65534)
is "$(of "$web" Uid)" "$user $user $user $user" "http: the user"
is "$(of "$web" Groups)" "" "http: no group beside its own"
is "$(of "$web" NoNewPrivs)" 1 "http: no new privileges"
is "$(find "/proc/$web/fd" -lname '*bpf*')" "" "http: no map, no program"
is "$(find "/proc/$web/fd" -lname "$DIR/*")" "" "http: no file of serve's"
is "$(grep -c 'bpf-map\|/sys/fs/bpf' "/proc/$web/maps")" 0 "nor one in its memory"
is "$(awk '/^Max processes/ { print $3, $4 }' "/proc/$web/limits")" "0 0" \
	"http: it may start nothing"
is "$(awk '/^Max file size/ { print $4, $5 }' "/proc/$web/limits")" "0 0" \
	"http: nor write a file"

lc apply "$(policy many lan0 lan1)" >/dev/null 2>&1
detach xdp lan0
is_attached lan0 "serve attaches what was detached"
ip -n "$NS" link del lan1
ip -n "$NS" link add lan1 type veth peer name cam1
ip -n "$NS" link set lan1 up
is_attached lan1 "and a port that came"
lc unload >/dev/null 2>&1
finish
