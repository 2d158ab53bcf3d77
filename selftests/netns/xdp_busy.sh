#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Another XDP program on the port is not replaced and not evaded: apply refuses
# and names it.
. "$(dirname "$0")/lib.sh"

plan 6
need_lenscap
need clang clang
lab_up

cat >"$LAB_DIR/foreign.c" <<'EOT'
__attribute__((section("xdp"), used)) int foreign(void *ctx) { return 2; }
char terms[] __attribute__((section("license"), used)) = "GPL";
EOT
clang -O2 -target bpf -c "$LAB_DIR/foreign.c" -o "$LAB_DIR/foreign.o"
ip -n "$LAB-rtr" link set dev lan0 xdp obj "$LAB_DIR/foreign.o" sec xdp ||
	skip_rest "cannot load another XDP program"
before=$(ip -n "$LAB-rtr" -d link show lan0)

for mode in auto generic; do
	said=$(enforce interface="    xdp: $mode" 2>&1)
	is $? 1 "xdp: $mode is refused with status 1"
	matches "$said" "lan0.*XDP|XDP.*lan0" "the message names port and cause"
done
is "$(ip -n "$LAB-rtr" -d link show lan0)" "$before" "the other program stays"
is "$(find "$LAB_PIN" -type f 2>/dev/null)" "" "nothing is pinned"
finish
