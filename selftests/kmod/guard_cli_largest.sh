#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The most prefixes that a policy may have reach the guard, in one message.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 5
file=$DIR/many.yaml
{
	echo "version: 1"
	echo "interfaces: [{name: lan0}]"
	echo "groups:"
	echo "  - name: many"
	echo "    prefixes:"
	# c8:00:00:00:00:00/36 to c8:00:0f:ff:f0:00/36
	awk 'BEGIN {
		for (i = 0; i < 65536; i++)
			printf "      - \"c8:00:%02x:%02x:%x0:00/36\"\n",
				i / 4096, i / 16 % 256, i % 16
	}'
} >"$file"
run 0 "apply" lc apply "$file"
is "$(told current.prefixes current.in_force | paste -sd' ')" "65536 true" \
	"the guard has them all"
drops lan1 cam1 3 c8:00:00:00:00:01 "the first"
drops lan1 cam1 3 c8:00:0f:ff:ff:ff "the last"
drops lan1 cam1 0 c8:00:10:00:00:01 "and none beside them"
finish
