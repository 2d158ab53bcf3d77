#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the two shells' completion tests share: a shell on a terminal, and what
# it ran with after tabs were pressed. On top of lib.sh.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# asked SHELL LINE...: into $RAN and $SEEN, by number, what was run and was seen
asked()
{
	local said

	said=$(cd "$DIR" && LENSCAP=$LENSCAP inside "$PYTHON" \
		"$CLI_ROOT/selftests/cli/_tab.py" "$1" "$DIR" "${@:2}")
	mapfile -t SEEN < <(sed -n 's/^> //p' <<<"$said")
	mapfile -t RAN < <(grep -v '^>' <<<"$said")
}

# both_shells SHELL: what bash and zsh must do alike, 9 results
both_shells()
{
	touch "$DIR/one policy.yaml"
	mkdir "$DIR/states"
	asked "$1" 'lenscap devi\t' 'lenscap show --js\t' 'lenscap vendors hikv\t' \
		'lenscap vendors --json hik\t\t' 'lenscap attempts --verdict=w\t' \
		'lenscap check one\t' 'lenscap replay x.pcap --policy=one\t' \
		'lenscap status --state sta\t' 'lenscap init cam\t'
	is "${RAN[0]}" devices "a verb"
	is "${RAN[1]}" "show --json" "an option"
	is "${RAN[2]}" "vendors hikvision" "a vendor"
	matches "${SEEN[3]}" "hikmicro.*hikrobot.*hikvision" "all that fit"
	is "${RAN[4]}" "attempts --verdict=would-drop" "a value behind ="
	is "${RAN[5]}" "check one policy.yaml" "a file"
	is "${RAN[6]}" "replay x.pcap --policy=one policy.yaml" "a file behind ="
	matches "${RAN[7]}" "^status --state states/?$" "a directory"
	is "${RAN[8]}" "init cam0" "an interface of this machine"
}
