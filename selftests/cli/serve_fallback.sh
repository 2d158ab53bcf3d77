#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The tables that stand in at boot are told of as long as no policy is in force;
# serve waits for one, and puts none in force that was not.
. "$(dirname "$0")/lib_serve.sh"
place
command -v nft >/dev/null || skip "nft is missing: package nftables"
plan 9
run 0 "apply" lc apply "$(policy one)"
run 0 "unload" lc unload
inside nft add table inet lenscap_fallback
run 0 "the tables stand" inside nft list table inet lenscap_fallback
serve_start
told fallback-active LENSCAP_POLICY=None
ip -n "$NS" link set lan0 alias news
serve_goes_on
is "$(in_force)" - "a policy that is saved is not put in force by serve"
run 0 "apply" lc apply "$(policy one)"
told policy-applied
is "$(grep -c fallback-active "$DIR/events")" 1 "it was told once"
until_true grep -q "tables of the boot are gone" "$DIR/log"
result $? "and that it is gone"
finish
