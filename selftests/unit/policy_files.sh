#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What cannot be a policy file is refused by check at once: exit status 2 and
# one line with the cause. No file of 100 MB is read for that.
. "$(dirname "$0")/lib.sh"

# refused NAME FILE TEXT: check FILE says "FILE: TEXT" or "FILE:L:C: TEXT".
refused() {
	local out status

	out=$($LENSCAP check "$2" 2>&1)
	status=$?
	if [ $status -eq 2 ] && [ "$out" = "$2:$3" ]; then
		result 0 "$1"
	else
		echo "# exit status $status: ${out:0:300}"
		result 1 "$1"
	fi
}

plan 11
refused "a file that is missing" "$DIR/none" \
	" cannot open the file: No such file or directory"
refused "a directory" "$DIR" " this is a directory; give a file"
mkfifo "$DIR/pipe"
refused "a pipe that nobody writes to" "$DIR/pipe" \
	" this is a pipe; give a file"
refused "a device" /dev/zero " this is a device; give a file"
: >"$DIR/empty"
refused "an empty file" "$DIR/empty" \
	' the file is empty; a policy starts with "version: 1", and "lenscap init" prints one'
truncate -s 100M "$DIR/large"
refused "100 MB" "$DIR/large" \
	" the file has 104857600 bytes; at most 16777216 (16 MiB) are read"
truncate -s 16M "$DIR/nul"
refused "16 MiB of NUL" "$DIR/nul" \
	"1:1: control character 0x00; is this a text file? then take it out"
head -c 65536 "$LENSCAP" >"$DIR/binary"
refused "a binary" "$DIR/binary" \
	"1:1: control character 0x7f; is this a text file? then take it out"
{ printf '\xff\xfe'; printf 'v\0e\0r\0'; } >"$DIR/utf16"
refused "UTF-16" "$DIR/utf16" \
	"1:1: byte 0xff is not UTF-8; is this a text file? then save it as UTF-8"
head -c 15000000 /dev/zero | tr '\0' '[' >"$DIR/deep"
refused "15 million brackets" "$DIR/deep" \
	"1:33: lists and mappings are nested more than 32 deep"
{ printf 'a: ['; yes 'x,' | head -n 1500000; } >"$DIR/many"
refused "1.5 million values" "$DIR/many" \
	"999999:1: more than 1000000 values in one file"
