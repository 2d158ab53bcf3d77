#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Programs of another build in the place of those in force, and back, under a flood
# on three ports, with another policy and with the same: no frame passes, each is
# counted, no link is taken off.
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_storm.sh
. "$(dirname "$0")/lib_storm.sh"

OTHER=${OTHER:-$LAB_ROOT/build/other/lenscap}
SWITCHES=${SWITCHES:-$([ "$LAB_SLOW" -gt 1 ] && echo 3 || echo 4)}

# links: the links that are pinned, each by its id in the kernel
links()
{
	local pin

	for pin in "$LAB_PIN"/xdp-* "$LAB_PIN"/tc-*; do
		[ ! -e "$pin" ] || echo "${pin##*/} $(bpftool -j link show \
			pinned "$pin" | "$PYTHON" "$LAB_TOOLS/rows.py" get id)"
	done
}

# tag PROGRAM: what the kernel makes of the instructions of the one pinned
tag()
{
	bpftool -j prog show pinned "$LAB_PIN/$1" |
		"$PYTHON" "$LAB_TOOLS/rows.py" get tag
}

# strays: ports whose link runs another program than the one pinned
strays()
{
	local pin prog

	for pin in "$LAB_PIN"/xdp-* "$LAB_PIN"/tc-*; do
		[ -e "$pin" ] || continue
		prog=ingress
		[ "${pin##*/tc-}" = "$pin" ] || prog=egress
		[ "$(bpftool -j link show pinned "$pin" |
			"$PYTHON" "$LAB_TOOLS/rows.py" get prog_id)" = \
		"$(bpftool -j prog show pinned "$LAB_PIN/$prog" |
			"$PYTHON" "$LAB_TOOLS/rows.py" get id)" ] ||
			echo "$pin"
	done
}

plan 18
need_lenscap
need bpftool bpftool
[ -x "$OTHER" ] || skip_rest "$OTHER is not built: make build-tests"
storm_place
ok "a first policy is in force" apply "$(storm_policy a)"
links=$(links)
old="$(tag ingress) $(tag egress)"
# each time: another policy by the other build, then the same by this one
cat >"$LAB_DIR/both" <<EOT
#!/bin/sh
$OTHER apply --pin $LAB_PIN --state $LAB_STATE "\$1" || exit
exec $LENSCAP apply --pin $LAB_PIN --state $LAB_STATE "\$1"
EOT
chmod +x "$LAB_DIR/both"
STORM_COMMAND=$LAB_DIR/both storm "$SWITCHES"
storm_judge "$SWITCHES" "$((10 * SWITCHES))" ingress egress
is "$(links)" "$links" "every link is the one it was"
is "$(tag ingress) $(tag egress)" "$old" "the programs are of the first build again"
LENSCAP=$OTHER apply "$LAB_DIR/a.yaml" >/dev/null 2>&1
new="$(tag ingress) $(tag egress)"
isnt "${new% *}" "${old% *}" "those of the other are others on ingress"
isnt "${new#* }" "${old#* }" "and on egress"
is "$(strays)" "" "no port has kept the one of before"
is "$(links)" "$links" "and every link is the one it was"
ok "status --check, by the command of before" lc status --check
ok "unload" lc unload
finish
