#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Mistakes that make a file no policy at all: each is told of by file and line,
# status 2. What only looks odd (CRLF, a byte order mark, JSON) is taken.
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_mistakes.sh
. "$(dirname "$0")/lib_mistakes.sh"
place
command -v setpriv >/dev/null || skip "setpriv is missing: package util-linux"
L=$LENSCAP
count=$(grep -c '^mistake ' "$0")
cd "$DIR" || exit 1
policy good >/dev/null
: >empty.yaml
echo "# nothing yet" >comments.yaml
sed 's/^  - {name: lan0/\t- {name: lan0/' good.yaml >tab.yaml
sed 's/^groups:/ groups:/' good.yaml >column.yaml
sed 's/lan0}/lan0/' good.yaml >brace.yaml
{ cat good.yaml; printf '# caf\xe9\n'; } >latin1.yaml
iconv -t UTF-16 good.yaml >utf16.yaml
printf '#!/bin/sh\necho hello\n' >script.yaml
echo '{"rows": []}' >rows.json
echo 'just a line' >line.yaml
{ cat good.yaml; echo "version: 1"; } >twice.yaml
{ echo "include: [site.yaml]"; cat good.yaml; } >include.yaml
{ echo "include: [empty.yaml]"; cat good.yaml; } >hollow.yaml
sed 's/version: 1/version: 2/' good.yaml >later.yaml
sed '/version/d' good.yaml >unversioned.yaml
head -c 17000000 /dev/zero | tr '\0' '#' >large.yaml
cp good.yaml secret.yaml && chmod 600 secret.yaml
cp "$LENSCAP" lenscap && chmod 711 "$DIR"
sed 's/$/\r/' good.yaml >crlf.yaml
{ printf '\xef\xbb\xbf'; cat good.yaml; } >bom.yaml
echo '{"version": 1, "interfaces": [{"name": "lan0"}], "groups": [{"name": "g", "vendors": ["dahua"]}]}' >good.json
taken="crlf.yaml bom.yaml good.json"
nobody="setpriv --reuid=65534 --regid=65534 --clear-groups $DIR/lenscap"
plan $((count + $(wc -w <<<"$taken")))
mistakes_begin
#       status  the mistake               what happened, to what                      what to do
mistake 2 "no such file"                  'none.yaml: cannot open the file: No such'  'No such file'                      "$L" check none.yaml
mistake 2 "no such file, applied"         'none.yaml: cannot open the file: No such'  'No such file'                      lc apply none.yaml
mistake 2 "a directory"                   '/etc: this is a directory'                 'give a file'                       "$L" check /etc
mistake 2 "a device"                      '/dev/null: this is a device'               'give a file'                       "$L" check /dev/null
# shellcheck disable=SC2086 # its words
mistake 2 "a file of somebody else"       'secret.yaml: cannot open the file'         'Permission denied'                 $nobody check "$DIR/secret.yaml"
mistake 2 "an empty file"                 'empty.yaml: the file is empty'             '"version: 1".*lenscap init'        "$L" check empty.yaml
mistake 2 "comments alone"                'comments.yaml: nothing but comments'       '"lenscap init" prints a policy'    "$L" check comments.yaml
mistake 2 "a tab"                         'tab.yaml:4:1: not YAML: .*a tab'           'indented with spaces'              "$L" check tab.yaml
mistake 2 "a key in another column"       'column.yaml:5:.*not YAML'                  'in one column'                     "$L" check column.yaml
mistake 2 "a brace left open"             'brace.yaml:[45]:.*not YAML'                'brace not closed, or a comma'      "$L" check brace.yaml
mistake 2 "another encoding"              'latin1.yaml:7:6: byte 0xe9 is not UTF-8'   'save it as UTF-8'                  "$L" check latin1.yaml
mistake 2 "UTF-16, as Windows saves"      'utf16.yaml:1:1: byte 0xff is not UTF-8'    'save it as UTF-8'                  "$L" check utf16.yaml
mistake 2 "a program"                     'lenscap:1:1: control character 0x7f'       'is this a text file'               "$L" check lenscap
mistake 2 "a script"                      'script.yaml:2:1: this is not a policy'     'begins with "version: 1"'          "$L" check script.yaml
mistake 2 "JSON of another kind"          'rows.json:1:.*unknown key "rows"'          'known here: version, policy'       "$L" check rows.json
mistake 2 "a line of text"                'line.yaml:1:1: this is not a policy'       'begins with "version: 1"'          "$L" check line.yaml
mistake 2 "a key twice"                   'twice.yaml:7:1: key "version".*second'     'first in line 1'                   "$L" check twice.yaml
mistake 2 "an include that is missing"    'include.yaml:1:11: cannot include "site'   'site.yaml: cannot open.*No such'   "$L" check include.yaml
mistake 2 "an include that is empty"      'hollow.yaml:1:11: cannot include "empty'   'empty.yaml: the file is empty'     "$L" check hollow.yaml
mistake 2 "a later version"               'later.yaml:1:10: version "2" is not known' 'this lenscap reads version 1'      "$L" check later.yaml
mistake 2 "no version"                    'unversioned.yaml:1:1: "version" is miss'   'write "version: 1" first'          "$L" check unversioned.yaml
mistake 2 "a file of 17 MB"               'large.yaml: the file has 17000000 bytes'   'at most .*16 MiB'                  "$L" check large.yaml
mistake 2 "and none of them is applied"   'tab.yaml:4:1: not YAML'                    'indented with spaces'              lc apply tab.yaml
for file in $taken; do
	run 0 "$file is taken" "$L" check "$file"
done
finish
