#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap.yaml(5) has the words of frames that the program knows.
. "$(dirname "$0")/lib_man.sh"
plan 3

# Its tables of protocols and details, and the words that it takes by themselves
known()
{
	grep -hoE '\{ "[a-z]+", OF|\] = "[a-z]+"|take\(words, "[a-z]+"\)' \
		"$CLI_ROOT"/userspace/frame/*.c |
		sed 's/[^"]*"\([a-z]*\)".*/\1/'
}

is "$(known | sort -u | grep -cxE 'in|vlan|tcp|ethertype|syn|after')" 6 "(they are found)"
same "words" "$(known)" "$(manual words)"
finish
