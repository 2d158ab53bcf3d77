#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The pages of docs/cookbook say what is so: the policy that a page shows is the
# file beside it, which is valid and whose tests hold, and what `explain` says
# of the frames in these tests is what stands there; and what docs/policies.md
# shows as frames in words, are some. With --write the pages are
# written anew, with the files and with what it says now.
. "$(dirname "$0")/lib.sh"

place
pages=$CLI_ROOT/selftests/cli/_pages.py
cd "$CLI_ROOT" || exit 1
policies=(docs/cookbook/*.yaml)
export LENSCAP
LENSCAP=$(realpath "$LENSCAP")

if [ "${1:-}" = --write ]; then
	for file in "${policies[@]}"; do
		inside "$PYTHON" "$pages" write "${file%.yaml}.md" "$file"
	done
fi

mapfile -t words < <(cat "$("$PYTHON" "$pages" blocks docs/policies.md "in lan0" "$DIR")")
plan $((5 * ${#policies[@]} + ${#words[@]} + 6))
is "${#policies[@]}" 8 "there are eight sites"
listed=$(grep -o '([a-z0-9-]*\.md)' docs/cookbook/README.md | tr -d '()' | sort)
is "$(echo "$listed" | xargs)" \
	"$(basename -s .yaml "${policies[@]}" | sed 's/$/.md/' | sort | xargs)" \
	"the first page names them all"
for file in "${policies[@]}"; do
	name=$(basename "$file" .yaml)
	page=docs/cookbook/$name.md
	run 0 "$name: the policy is valid, and its tests hold" \
		inside "$LENSCAP" check "$file"
	is "$(grep -c warning <<<"$OUT")" 1 \
		"$name: there is nothing to warn of" # it counts them: 0 warnings
	run 0 "$name: the page shows the policy" "$PYTHON" "$pages" shows "$page" "$file"
	run 0 "$name: the page explains the frames of the tests" \
		"$PYTHON" "$pages" frames "$page" "$file"
	run 0 "$name: explain says what the page says" \
		inside "$PYTHON" "$pages" said "$page"
done

isnt "${#words[@]}" 0 "docs/policies.md has frames in words"
for each in "${words[@]}"; do
	run 0 "$each: is a frame" inside "$LENSCAP" explain \
		--policy docs/cookbook/camera-port.yaml "$each"
done
for page in README.md docs/policies.md; do
	run 0 "the policy of $page is valid" inside "$LENSCAP" check \
		"$("$PYTHON" "$pages" blocks "$page" "version:" "$DIR")"
done

sed 's/expect: pass/expect: drop/' docs/cookbook/camera-port.yaml >"$DIR/other.yaml"
run 2 "a frame that is judged otherwise than expected makes a policy invalid" \
	inside "$LENSCAP" check "$DIR/other.yaml"
finish
