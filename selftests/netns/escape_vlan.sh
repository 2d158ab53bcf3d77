#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Stacked tags lead nobody past the policy: two are looked through, what has
# more is dropped. Linux takes off any number of priority tags.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

# the tags shall stand in the frame, not beside it (see also tag_offload.sh)
escape_prepare()
{
	need ethtool ethtool
	on sw ethtool -K p-lan tx-vlan-hw-insert off tx-vlan-stag-hw-insert off \
		>/dev/null
}

escape vlan
