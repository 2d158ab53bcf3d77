#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A slot is filled only when no frame can still be reading it: programs that take
# longer for a frame than a switch takes judge each by one whole policy.
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_storm.sh
. "$(dirname "$0")/lib_storm.sh"

SWITCHES=${SWITCHES:-$([ "$LAB_SLOW" -gt 1 ] && echo 3 || echo 7)}
SLOW_MS=1000
STORM_FEW=yes

# The programs, with a wait between the group of a frame and its rules. Reading
# from nowhere is what fills memory with zero, and takes its time.
slow_source()
{
	cp -r "$LAB_ROOT/bpf" "$LAB_ROOT/include" "$LAB_DIR/" || return
	sed -i 's/^\tif (!slot_open_rules(&slot)/\tslow();\n&/' "$LAB_DIR/bpf/rules.h"
	grep -q 'slow();' "$LAB_DIR/bpf/rules.h" || return
	cat >"$LAB_DIR/bpf/slow.bpf.c" <<-EOT
		#include "maps.h"
		struct {
			__uint(type, BPF_MAP_TYPE_ARRAY);
			__type(key, __u32);
			__uint(value_size, 1 << 25);
			__uint(max_entries, 1);
		} slow_block SEC(".maps");

		static __always_inline void slow(void)
		{
			__u64 end = bpf_ktime_get_ns() + ${SLOW_MS}000000ull;
			__u32 key = 0, i;
			void *block = bpf_map_lookup_elem(&slow_block, &key);

			for (i = 0; block && i < 1000; i++) {
				bpf_probe_read_kernel(block, 1 << 25, (void *)0);
				if (bpf_ktime_get_ns() > end)
					break;
			}
		}
		#include "lenscap.bpf.c"
	EOT
}

# slow: puts them into the place of those that are attached, on the same maps
slow()
{
	local flags map pin maps=()

	slow_source || return
	# shellcheck disable=SC2016 # make expands it
	flags=$(make -s --no-print-directory -C "$LAB_ROOT" \
		-f Makefile -f <(echo 'slow-flags: ; @echo $(BPF_CFLAGS)') \
		slow-flags) || return
	# shellcheck disable=SC2086 # flags are words
	(cd "$LAB_DIR" && clang $flags -c bpf/slow.bpf.c -o slow.o) || return
	for map in $(bpftool gen skeleton "$LAB_DIR/slow.o" |
		sed -n 's/^\t\tstruct bpf_map \*\(.*\);/\1/p'); do
		pin=$LAB_PIN/$map
		[ "$map" != bss ] || map=slow.bss pin=$LAB_PIN/hot
		[ ! -e "$pin" ] || maps+=(map name "$map" pinned "$pin")
	done
	bpftool prog loadall "$LAB_DIR/slow.o" "$LAB_PIN-slow" "${maps[@]}" ||
		return
	for pin in "$LAB_PIN"/xdp-*; do
		"$PYTHON" "$LAB_TOOLS/relink.py" "$pin" \
			"$LAB_PIN-slow/lenscap_ingress" || return
	done
	for pin in "$LAB_PIN"/tc-*; do
		[ ! -e "$pin" ] || "$PYTHON" "$LAB_TOOLS/relink.py" "$pin" \
			"$LAB_PIN-slow/lenscap_egress" || return
	done
	# what the next apply compares the links with
	mv -f "$LAB_PIN-slow/lenscap_ingress" "$LAB_PIN/ingress" &&
		mv -f "$LAB_PIN-slow/lenscap_egress" "$LAB_PIN/egress"
}

plan 19
need_lenscap
storm_place
need bpftool bpftool
need clang clang
apply "$(storm_policy a)" >/dev/null 2>&1
slow >"$LAB_DIR/slow.log" 2>&1
status=$?
[ "$status" -eq 0 ] || tail -n 5 "$LAB_DIR/slow.log" | sed 's/^/# /'
rm -rf "$LAB_PIN-slow"
result "$status" "the programs are slow now"
for direction in ingress egress; do
	if [ "$direction" = egress ] &&
		[ -z "$(find "$LAB_PIN" -name 'tc-*')" ]; then
		skip_rest "egress has no link that can be changed"
	fi
	storm "$SWITCHES" --only "$direction"
	storm_judge "$SWITCHES" 3 "$direction"
done
finish
