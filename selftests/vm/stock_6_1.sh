#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Debian's 6.1 in a virtual machine: the oldest verifier, and tc without links, so
# replay is judged here, but for how it reads files. What else runs: below.
. "$(dirname "$0")/lib.sh"

# Each of the two kernels runs what is the module's own, the programs' and how
# they are attached; of what takes long and is much the same on both (the command
# with the module, a thousand loads, replay, the other frames), one runs the whole
# and the other some or none. Processors are emulated: this is a matter of time.
# Of the command, here: what clsact, timers, programs that are called (confirm,
# shadow) and VLAN devices need. What looks at each of its calls, as cli/fault_*
# and cli/kill_*, takes too long here and is the command's alone.
stock 6.1 kmod '!kmod/guard_cli_*' kmod/guard_cli_apply kmod/guard_cli_unload \
	prog_run replay '!replay/capture_*' 'netns/xdp_*' 'netns/tag*' \
	'netns/unlisted_*' netns/rxvlan netns/egress_listed_only \
	netns/monitor netns/unload escape/device_opened \
	cli/boot_again cli/bpffs cli/clsact cli/confirm \
	cli/confirm_expires cli/fallback_vlan cli/generic_why cli/kinds \
	cli/repair cli/rollback \
	cli/serve_detached cli/serve_moved_clsact cli/serve_qdisc cli/shadow \
	cli/status cli/unload cli/xdp_mode
