#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Tunnels lead nobody past the policy, to a recorder neither that unpacks them
# and to which a rule allows any protocol.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

# unpacked PHASE: how many of them the recorder found inside
unpacked()
{
	craft seen "$1" "$LAB_DIR/inside-rec.log" | grep -vc sctp
}

all_unpacked()
{
	[ "$(unpacked open)" -eq $((CASES - 3)) ]
}

escape_prepare()
{
	start inside-rec rec "$PYTHON" "$LAB_TOOLS/unpack.py"
	wait_for 10 grep -q unpacking "$LAB_DIR/inside-rec.log"
}

escape_open()
{
	# the fragment is one without its rest
	ok "what is in all others comes out" wait_for 5 all_unpacked
}

escape_shut()
{
	is "$(unpacked shut)" 0 "nothing comes out of it"
}

export ESCAPE_MORE=2
escape tunnel rules='
      - {name: all, peer: recorder, proto: any, initiated-by: either}'
