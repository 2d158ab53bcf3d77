#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Debian's 6.12 in a virtual machine: tc with links, so what the command does to
# devices, and to what others have on them, is here. What else: below.
. "$(dirname "$0")/lib.sh"

# See stock_6_1.sh. What the command does to files, and all that it prints or
# answers by HTTP, is the same on every kernel, and is left out for its time.
stock 6.12 kmod '!kmod/load_unload' prog_run 'netns/xdp_*' 'netns/tag*' \
	netns/device_opened escape/device_opened \
	cli/bpffs cli/clsact 'cli/company_*' \
	cli/failed_apply cli/kinds cli/leftovers cli/namespace cli/other_abi \
	cli/renamed cli/repair 'cli/serve_*' '!cli/serve_h*' '!cli/serve_metrics' \
	'!cli/serve_no_web' '!cli/serve_page' '!cli/serve_privileges' \
	'!cli/serve_stalled' '!cli/serve_web_killed' cli/shadow cli/stacked cli/unload \
	cli/upgrade cli/vanished 'cli/xdp_*' \
	replay/classify_prefix replay/direction replay/extension_chain \
	replay/fragments replay/frame_sizes replay/lengths replay/monitor \
	replay/vlan_depth
