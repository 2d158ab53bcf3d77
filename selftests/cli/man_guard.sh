#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap_guard(4) has the commands and events of the module's netlink family,
# and its parameters: none.
. "$(dirname "$0")/lib_man.sh"
plan 5
same "commands" "$("$PYTHON" -c '
import sys, yaml
spec = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
print(*(op["name"] for op in spec["operations"]["list"]), sep="\n")' \
	"$CLI_ROOT/kmod/lenscap.yaml")" "$(manual commands)"
is "$(cat "$CLI_ROOT"/kmod/*.[ch] | grep -cE 'module_param|core_param|register_(net_)?sysctl|proc_create|debugfs_create')" \
	0 "the module has no parameter, no sysctl and no other file"
matches "$(sed -n '/^\.Ss Module parameters/,/^\.Ss/p' "$CLI_ROOT/man/lenscap_guard.4")" \
	"^None\.$" "and the manual says so"
file=$(sed -n 's/^#define LCG_FILE "\(.*\)"$/\1/p' \
	"$CLI_ROOT/include/uapi/lenscap_guard.h")
matches "$(cat "$CLI_ROOT/man/lenscap_guard.4")" "^\.It Pa /lib/firmware/$file\$" \
	"the boot file is where it is looked for"
finish
