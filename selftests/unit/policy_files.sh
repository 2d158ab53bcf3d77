#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What cannot be a policy file is refused by check at once: exit status 2 and
# one line with the cause. No file of 100 MB is read for that.
set -u

cd "$(dirname "$0")/../.." || exit 1
lenscap=build/lenscap
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
n=0
failed=0

# refused NAME FILE TEXT: check FILE says "FILE: TEXT" or "FILE:L:C: TEXT".
refused() {
	local out status

	out=$($lenscap check "$2" 2>&1)
	status=$?
	n=$((n + 1))
	if [ $status -eq 2 ] && [ "$out" = "$2:$3" ]; then
		echo "ok $n $1"
	else
		echo "not ok $n $1"
		echo "# exit status $status: ${out:0:300}"
		failed=1
	fi
}

echo "TAP version 13"
echo "1..11"
refused "a file that is missing" "$dir/none" \
	" cannot open the file: No such file or directory"
refused "a directory" "$dir" " this is a directory; give a file"
mkfifo "$dir/pipe"
refused "a pipe that nobody writes to" "$dir/pipe" \
	" this is a pipe; give a file"
refused "a device" /dev/zero " this is a device; give a file"
: >"$dir/empty"
refused "an empty file" "$dir/empty" \
	' the file is empty; a policy starts with "version: 1", and "lenscap init" prints one'
truncate -s 100M "$dir/large"
refused "100 MB" "$dir/large" \
	" the file has 104857600 bytes; at most 16777216 (16 MiB) are read"
truncate -s 16M "$dir/nul"
refused "16 MiB of NUL" "$dir/nul" \
	"1:1: control character 0x00; is this a text file?"
head -c 65536 "$lenscap" >"$dir/binary"
refused "a binary" "$dir/binary" \
	"1:1: control character 0x7f; is this a text file?"
{ printf '\xff\xfe'; printf 'v\0e\0r\0'; } >"$dir/utf16"
refused "UTF-16" "$dir/utf16" \
	"1:1: byte 0xff is not UTF-8; is this a text file?"
head -c 15000000 /dev/zero | tr '\0' '[' >"$dir/deep"
refused "15 million brackets" "$dir/deep" \
	"1:33: lists and mappings are nested more than 32 deep"
{ printf 'a: ['; yes 'x,' | head -n 1500000; } >"$dir/many"
refused "1.5 million values" "$dir/many" \
	"999999:1: more than 1000000 values in one file"
exit $failed
