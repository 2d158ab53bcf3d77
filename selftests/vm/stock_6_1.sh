#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Debian's 6.1 in a virtual machine: the oldest verifier, and tc without links,
# so the whole replay is judged here. What else of the whole runs: below.
. "$(dirname "$0")/lib.sh"

# Each of the two kernels runs all of the module's tests, the programs' own and
# those of how they are attached; of what is much the same on both, one runs the
# whole and the other some. Processors are emulated: this is a matter of time.
stock 6.1 kmod prog_run replay 'netns/xdp_*' 'netns/tag*' 'netns/unlisted_*' \
	netns/rxvlan netns/egress_listed_only netns/monitor netns/arp netns/nd \
	netns/unload cli/bpffs cli/clsact cli/repair cli/status cli/unload \
	cli/xdp_mode
