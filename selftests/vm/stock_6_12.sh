#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Debian's 6.12 in a virtual machine: tc with links, so the whole of what the
# command does to a machine is here. What else of the whole runs: below.
. "$(dirname "$0")/lib.sh"

# See stock_6_1.sh. What cli/killed does depends on how far a program gets in
# milliseconds: here that is nowhere.
stock 6.12 kmod '!kmod/load_unload' prog_run 'netns/xdp_*' 'netns/tag*' \
	netns/device_opened escape/device_opened \
	cli '!cli/killed' replay/classify_prefix replay/direction \
	replay/extension_chain replay/fragments replay/frame_sizes \
	replay/lengths replay/monitor replay/vlan_depth
