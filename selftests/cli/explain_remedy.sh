#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What explain offers for a drop: pasted where it says, check takes it and the
# frame passes; where nothing in a policy helps, it says what would.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"

# paste: the rule in $OUT into the file, ahead of the rule that it names
paste()
{
	"$PYTHON" -c '
import json, sys
said = json.loads(sys.argv[1])["remedy"]
with open(sys.argv[2]) as file:
    lines = file.read().splitlines()
at = len(lines)
if said["before"]:
    at = [n for n, line in enumerate(lines)
          if "{name: " + said["before"] + "," in line][0]
if said["yaml"].startswith("housekeeping"):
    at = [n for n, line in enumerate(lines) if "housekeeping:" in line][0]
    lines[at] = "    " + said["yaml"]
else:
    lines.insert(at, "      " + said["yaml"])
open(sys.argv[3], "w").write("\n".join(lines) + "\n")' "$OUT" "$RULES" "$DIR/new.yaml"
}

# helps NAME YAML FRAME: what is offered, and that it does what it says
helps()
{
	local name=$1 yaml=$2 file=$RULES

	shift 2
	by_file "$@"
	is "$(field verdict remedy.works remedy.yaml <<<"$OUT" 2>&1 | tr '\n' ' ')" \
		"drop true $yaml " "$name: the change"
	paste
	run 0 "$name: check takes it" inside "$LENSCAP" check "$DIR/new.yaml"
	RULES=$DIR/new.yaml
	by_file "$@"
	RULES=$file
	is "$(field verdict reason <<<"$OUT" 2>&1 | tr '\n' ' ')" "$AFTER " \
		"$name: it passes"
}

# no_rule FRAME PATTERN
no_rule()
{
	local name=$1 pattern=$2

	shift 2
	by_file "$@"
	is "$(field remedy.yaml remedy.works <<<"$OUT" 2>&1 | tr '\n' ' ')" \
		"null false " "$name: no rule"
	matches "$(field remedy.text <<<"$OUT")" "$pattern" "$name: what else"
}

plan 38
AFTER="pass rule"
helps "the device opens" "- {name: allow-tcp-443, peer: 203.0.113.9, proto: tcp, ports: [443], initiated-by: device}" \
	in lan0 from "$CAM" 10.20.0.5 to 203.0.113.9:443 tcp syn
helps "the peer opens" "- {name: allow-tcp-22, peer: 10.20.0.10, proto: tcp, ports: [22], initiated-by: peer}" \
	out lan0 from 10.20.0.10 to "$CAM" 10.20.0.5:22 tcp syn
helps "IPv6" "- {name: allow-udp-53, peer: \"2001:db8::53\", proto: udp, ports: [53], initiated-by: device}" \
	in lan0 from "$CAM" fd20::5 to "[2001:db8::53]:53" udp
helps "a rule drops it" "- {name: allow-tcp-443, peer: 192.0.2.7, proto: tcp, ports: [443], initiated-by: device}" \
	in lan0 from "$CAM" 10.20.0.5 to 192.0.2.7:443 tcp
is "$(field remedy <<<"$OUT")" null "what passes needs no remedy"
helps "an echo" "- {name: allow-icmp, peer: 10.20.0.99, proto: icmp, initiated-by: device}" \
	in lan0 from "$CAM" 10.20.0.5 to 10.20.0.99 icmp request
helps "another protocol" "- {name: allow-any, peer: 10.20.0.99, proto: any, initiated-by: device}" \
	in lan0 from "$CAM" 10.20.0.5 to 10.20.0.99 proto 50
AFTER="pass housekeeping"
helps "IGMP" "housekeeping: [arp, nd, dhcp, igmp]" \
	in lan0 from "$CAM" 10.20.0.5 to 224.0.0.251 igmp report
helps "EAPOL" "housekeeping: [arp, nd, dhcp, eapol]" in lan0 from "$CAM" eapol

# an answer that nobody asked for: the policy is as it should be
by_file in lan0 from "$CAM" 10.20.0.5:554 to 10.20.0.10:40000 tcp
is "$(field remedy.works remedy.yaml <<<"$OUT" | tr '\n' ' ')" "true null " \
	"an answer needs no rule"
matches "$(field remedy.text <<<"$OUT")" \
	"would pass once the peer has opened" "but its flow"
# one whose opening frame has no rule either
by_file out lan0 from 203.0.113.9:443 to "$CAM" 10.20.0.5:40000 tcp
is "$(field remedy.yaml <<<"$OUT")" \
	"- {name: allow-tcp-443, peer: 203.0.113.9, proto: tcp, ports: [443], initiated-by: device}" \
	"an answer to nothing: who opens needs the rule"
matches "$(field remedy.tried <<<"$OUT")" "once the device has opened" \
	"and it was tried with that"

no_rule "a tunnel" "^nothing in a policy" \
	in lan0 from "$CAM" 10.20.0.5 to 203.0.113.9 proto 47
no_rule "a router advertisement" "^nothing in a policy" \
	in lan0 from "$CAM" nd ra
sed 's/\(housekeeping:\)/addresses: [10.20.0.0\/16]\n    \1/' "$RULES" \
	>"$DIR/guarded.yaml"
RULES=$DIR/guarded.yaml
no_rule "the source guard" "must hold 203.0.113.7; with that.*default" \
	in lan0 from "$CAM" 203.0.113.7 to 203.0.113.9:443 tcp
by_file in lan0 from "$CAM" 203.0.113.7 to 10.20.0.1:123 udp
is "$(field remedy.works remedy.text <<<"$OUT" | tr '\n' ' ')" \
	"true the addresses of group cameras must hold 203.0.113.7 " \
	"an address more"
sed -i 's/{name: lan0,/{name: lan0, unlisted: drop,/' "$DIR/guarded.yaml"
no_rule "an unlisted device" "list the device in a group" \
	in lan0 from 00:00:5e:00:53:10 10.20.0.7 to 203.0.113.9:443 tcp
finish
