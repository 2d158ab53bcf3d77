# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The body of carrier_*.sh: housekeeping messages that carry something else.
# Which they are stands in lab/carriers.py. Sourced after lib.sh and
# lib_craft.sh.
#
# Each is sent to a host on the internet and to the recorder: through the plain
# router, where it must arrive, then under four policies. Only where a policy
# names the recorder as on-link or as a DHCP server, or where it is an error
# about what the recorder sent, may it arrive there; on the internet never.

# judge PHASE WORDS: what must have come of each case, by the words beside it
judge()
{
	local name words word

	while read -r name words; do
		for word in $words; do
			case " $2 rule " in
			*" $word "*) break ;;
			esac
			word=
		done
		# shellcheck disable=SC2046 # no word if nobody
		reach "$name" "$1" ${words:+${word:+rec}}
	done <<<"$CASE_LIST"
}

# under PHASE WORDS [KEY=VALUE...]: apply, send, judge
under()
{
	local phase=$1 words=$2 before

	shift 2
	ok "$phase: apply" enforce "$@"
	before=$(counted direction=ingress group=cameras verdict=drop)
	craft_send "$phase"
	judge "$phase" "$words"
	at_least "$(counted direction=ingress group=cameras verdict=drop)" \
		$((before + CASES)) "$phase: what went nowhere is counted"
}

# carrier FAMILY
carrier()
{
	local all='    housekeeping: [arp, nd, dhcp, igmp, mld, eapol]'
	local servers="    dhcp-servers: [\"$REC4\", \"$REC6\"]"
	local link='    on-link: [10.20.1.0/24, "fd20:1::/64", 10.20.2.0/24, "fd20:2::/64"]'
	local name rest

	craft_cases "$1"
	plan $((5 * CASES + 9))
	need_lenscap
	lab_up
	craft_taps
	craft_send before
	while read -r name rest; do
		reach "$name" before net rec
	done <<<"$CASE_LIST"

	under default "" group="$all"
	under on-link "on-link" group="$all" interface="$link"
	under servers "dhcp-servers" group="$all
$servers"
	under both "on-link dhcp-servers" group="$all
$servers" interface="$link"
	finish
}
