# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The body of most escape_*.sh: frames that try to leave, to two receivers
# beyond the router. Which they are, and which of them the policy lets through,
# stands in lab/escapes.py. Sourced after lib.sh and lib_craft.sh.

# What the policy lets through, so that there is something to ride on
export ESCAPE_RULES='
      - {name: log, peer: recorder, proto: udp, ports: [514], initiated-by: either}
      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: either}
      - {name: clock, peer: clock, proto: udp, ports: [123], initiated-by: either}'

# escape FAMILY [KEY=VALUE...]: plan, lab, the control, the policy. A test may
# define escape_prepare, which is called once the lab stands, escape_open and
# escape_shut, which look further ($ESCAPE_MORE results), and set FROM, the
# namespace and device that sends.
ESCAPE_MORE=0

escape_prepare()
{
	:
}

escape_open()
{
	:
}

escape_shut()
{
	:
}

escape()
{
	local name rest

	craft_cases "$1"
	shift
	plan $((2 * CASES + 4 + ESCAPE_MORE))
	need_lenscap
	lab_up
	escape_prepare
	craft_taps
	craft_send open
	while read -r name rest; do
		reach "$name" open net rec
	done <<<"$CASE_LIST"
	escape_open

	ok "apply" enforce rules="$ESCAPE_RULES" "$@"
	craft_send shut
	while read -r name rest; do
		# shellcheck disable=SC2086 # a word each
		reach "$name" shut $rest
	done <<<"$CASE_LIST"
	escape_shut
	at_least "$(counted verdict=drop)" "$CASES" "what did not arrive is counted"
	ok "unload" lc unload
	finish
}
