#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# docs/troubleshooting.md: in each state that a section is about, its commands
# print what stands there, but for times and ids. Sections follow each other on
# one router. With --write the page is written anew, with what they print now.
. "$(dirname "$0")/lib.sh"

place
pages=$CLI_ROOT/selftests/cli/_pages.py
page=$CLI_ROOT/docs/troubleshooting.md
todo=said
[ "${1:-}" != --write ] || todo="write"

# As if it were this machine: the usual places, and files in /etc.
cat >"$DIR/lenscap" <<EOT
#!/bin/bash
set -o pipefail
nsenter --net=/run/netns/$NS -- "$LENSCAP" "\$@" --pin "$PIN" --state "$STATE" 2>&1 |
	sed "s,$PIN,/sys/fs/bpf/lenscap,g; s,$STATE,/var/lib/lenscap,g; s,$DIR,/etc,g"
EOT
chmod +x "$DIR/lenscap"
"$PYTHON" "$pages" blocks "$page" version: "$DIR" >/dev/null
mv "$DIR/version-1" "$DIR/site.yaml"
unset SUDO_USER SUDO_UID

# variant NAME SED: another policy beside the first
variant()
{
	sed "$2" "$DIR/site.yaml" >"$DIR/$1.yaml"
}

# The states, by the first words of the headings.
state_of()
{
	case $1 in
	"A camera has no picture"*)
		lc apply "$DIR/site.yaml" &&
			send cam0 44:19:b6:00:00:05 3 --dst 10.20.0.1 --dport 123 &&
			wait_counted drop 3 ;;
	"A camera is not in the list") ;;
	"The policy has an error")
		variant wrong 's/hikvision/hikvison/; s/554/99554/' ;;
	"apply is refused: something waits"*)
		variant draft 's/554/555/' && variant other 's/554/8554/' &&
			lc apply "$DIR/draft.yaml" --confirm 300 ;;
	"apply is refused: another XDP"*)
		variant lan1 's/lan0/lan1/' && lc rollback && foreign lan1 xdp ;;
	"apply is refused: there is no such"*)
		variant lan7 's/lan0/lan7/' ;;
	"A port is not attached")
		detach xdp lan0 ;;
	"After a boot cameras are cut off")
		inside nft -f "$STATE/fallback.nft" ;;
	"Zones by VLAN"*)
		variant zones 's/^endpoints/zones: [{name: gate, interface: lan0, vlans: [102]}]\n&/'
		lc apply "$DIR/zones.yaml" ;;
	"The ledger"*)
		lc record && sed -i '1s/boot_id/boot_it/' "$STATE"/ledger/*-*.jsonl ;;
	"No policy is in force")
		lc unload ;;
	*)
		echo "no state for \"$1\"; it wants one in troubleshooting.sh"
		return 1 ;;
	esac
}

command -v nft >/dev/null || skip "nft is missing, of package nftables"
mapfile -t sections < <("$PYTHON" "$pages" sections "$page")
plan $((2 * ${#sections[@]} + 1))
isnt "${#sections[@]}" 0 "there are sections with commands"
for each in "${sections[@]}"; do
	run 0 "$each: so it comes about" state_of "$each"
	run 0 "$each: the page says what is printed" env LENSCAP="$DIR/lenscap" \
		SECTION="$each" PLACE="$DIR" "$PYTHON" "$pages" "$todo" "$page"
done
finish
