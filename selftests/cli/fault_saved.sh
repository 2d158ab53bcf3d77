#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What apply writes below the state directory outlives a power cut: each file is
# on the disk before it takes its name, and the name before apply ends.
. "$(dirname "$0")/lib_faults.sh"
fault_place
plan 7

# traced POLICY: apply under strace, with the path of each descriptor; $DIR/log
traced()
{
	inside strace -f -y -s 256 -o "$DIR/log" \
		-e trace=openat,creat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,link,truncate,ftruncate \
		"$LENSCAP" apply "$DIR/$1.yaml" --pin "$PIN" --state "$STATE" \
		>/dev/null 2>&1
}

# What is out of order, a line each; and "renamed NAME" for each file.
order()
{
	sed -E 's/^[0-9]+ +//' "$DIR/log" | awk -v state="$STATE" '
	function path(text) { sub(/^[^<]*</, "", text); sub(/>.*$/, "", text)
		return text }
	function parent(text) { sub(/\/[^\/]*$/, "", text); return text }
	/ = -1 / { next }
	/^(write|pwrite64|ftruncate)\(/ { synced[path($0)] = 0 }
	/^openat.*O_(WRONLY|RDWR)/ {
		split($0, part, "\"")
		if (index(part[2], state "/") == 1 && part[2] !~ /\.new$/)
			print "written in place: " part[2]
	}
	/^f(data)?sync\(/ { name = path($0); synced[name] = 1
		delete open[name] }
	/^rename/ {
		split($0, part, "\"")
		if (index(part[4], state "/") != 1)
			next
		print "renamed " substr(part[4], length(state) + 2)
		if (!synced[part[2]])
			print "not on the disk when renamed: " part[4]
		open[parent(part[4])] = part[4]
	}
	/^mkdir/ {
		split($0, part, "\"")
		if (index(part[2] "/", state "/") == 1)
			open[parent(part[2])] = part[2]
	}
	END { for (name in open)
		print "perhaps not in its directory: " open[name] }'
}

traced one
is "$?" 0 "a first apply"
said=$(order)
matches "$said" "^renamed running.yaml$" "saves the policy"
is "$(grep -v '^renamed ' <<<"$said")" "" "in this order"
before=$(cat "$STATE/running.yaml")
traced two
is "$?" 0 "another apply"
is "$(order | grep -v '^renamed ')" "" "in the same order"
isnt "$(cat "$STATE/running.yaml")" "$before" "saves another one"
is "$(find "$STATE" -name '*.new')" "" "nothing is left beside it"
finish
