#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Groups lead nobody past the policy: the router forwards them to all, the
# camera may send to none.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

escape_prepare()
{
	start mroute rtr "$PYTHON" "$LAB_TOOLS/mroute.py" "$CAM4" 239.1.2.3 \
		"$CAM6" ff0e::1:2:3 lan0 lan1 wan0
	wait_for 10 grep -q forwarding "$LAB_DIR/mroute.log" ||
		skip_rest "this kernel does not forward groups"
}

escape multicast
