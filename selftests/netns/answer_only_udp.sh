#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Over UDP, too, the camera answers only: on the port that was asked, to the port
# that asked; and so comes RTP by UDP to a recorder that asks for it.
. "$(dirname "$0")/lib.sh"

plan 19
need_lenscap
lab_up
serve_video
tap far-rec rec eth0
tap far-net net eth0
tap near cam eth0

# answers SPORT TO DPORT [FROM]: the camera sends
answers()
{
	frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" \
		--src "${4:-$CAM4}" --dst "$2" --sport "$1" --dport "$3"
	settle far-rec "$REC4"
	settle far-net "$NET4"
}

# asks SPORT DPORT: the recorder sends
asks()
{
	frames rec eth0 --src-mac 02:00:5e:00:00:10 --dst-mac 02:00:5e:00:00:02 \
		--src "$REC4" --dst "$CAM4" --sport "$1" --dport "$2"
	settle near "$CAM4"
}

# got TAP SPORT DPORT
got()
{
	seen "$1" "udp src port $2 and udp dst port $3"
}

answers 6000 "$REC4" 5000
is "$(got far-rec 6000 5000)" 1 "before: what nobody asked for arrives"
answers 6000 "$NET4" 5000
is "$(got far-net 6000 5000)" 1 "before: also on the internet"
answers 5000 "$REC4" 6000
is "$(got far-rec 5000 6000)" 1 "before: also as if it were the one to ask"
ok "apply" enforce rules="$(answer \
	'{name: media, peer: recorder, proto: udp, ports: [6000], initiated-by: peer}')"
answers 6000 "$REC4" 5000
is "$(got far-rec 6000 5000)" 1 "not asked: it does not arrive"
answers 5000 "$REC4" 6000
is "$(got far-rec 5000 6000)" 1 "nor as if it were the one to ask"
asks 5000 6000
is "$(got near 5000 6000)" 1 "the recorder asks"
answers 6000 "$REC4" 5000
is "$(got far-rec 6000 5000)" 2 "asked: it arrives"
answers 6000 "$REC4" 5001
is "$(got far-rec 6000 5001)" 0 "not to another port"
answers 6001 "$REC4" 5000
is "$(got far-rec 6001 5000)" 0 "not from another port"
answers 6000 "$NET4" 5000
is "$(got far-net 6000 5000)" 1 "not to another host"
answers 6000 "$REC4" 5000 10.20.1.6
is "$(got far-rec 6000 5000)" 2 "not from another address"
asks 5002 6001
is "$(got near 5002 6001)" 0 "the recorder cannot ask on another port"
answers 6001 "$REC4" 5002
is "$(got far-rec 6001 5002)" 0 "nor is it answered there"
at_least "$(dropped ingress)" 7 "what did not arrive is counted"
is "$(counted direction=ingress verdict=pass reason=flow rule=media)" 1 \
	"and what did, by the flow"

is "$(video rec "$CAM4" 20 udp)" 0 "RTP by UDP: not without a rule"
ok "apply, with one" enforce rules="$(answer \
	'{name: media, peer: recorder, proto: udp, initiated-by: peer}')"
is "$(video rec "$CAM4" 20 udp)" 20 "RTP by UDP: the recorder asks and gets it"
finish
