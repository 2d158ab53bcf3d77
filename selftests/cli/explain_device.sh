#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# explain tells whose a frame is: the longest prefix that lists the device in its
# zone, its maker, the local bit, the group; what is unlisted; who only monitors.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"
RULES=$DIR/zones.yaml
cat >"$RULES" <<'EOT'
version: 1
interfaces:
  - {name: lan0, on-link: [10.20.0.0/16]}
zones:
  - {name: hall, interface: lan0, vlans: [untagged, 101]}
  - {name: gate, interface: lan0, vlans: [102], unlisted: drop, mode: monitor}
groups:
  - {name: wide, prefixes: ["44:19:b6/24"], macs: ["02:00:00:00:00:09"]}
  - {name: narrow, prefixes: ["44:19:b6:50:00:00/28"], zones: [gate]}
EOT

to_far()
{
	by_file "in lan0 $1 from $2 10.20.0.5 to 203.0.113.9:443 tcp"
}

plan 24
to_far "" 44:19:b6:00:00:05
says ways.0.prefix 44:19:b6/24 "the prefix"
says ways.0.vendor hikvision "the maker"
says ways.0.group wide "the group"
says ways.0.zone hall "the zone of what has no tag"
to_far "vlan 102" 44:19:b6:51:00:05
says ways.0.prefix 44:19:b6:50:00:00/28 "the longest"
says ways.0.group narrow "in its zone"
says verdict would-drop "where drops are only counted"
matches "$(phase device)" "group narrow lists it in zone gate; the zone only monitors" \
	"and told"
says remedy.works true "what would let it pass is tried there too"
agreed "as judged"
to_far "vlan 101" 44:19:b6:51:00:05
says ways.0.prefix 44:19:b6/24 "the wider where the longest does not count"
matches "$(phase device)" \
	"44:19:b6:50:00:00/28 is another group's, but not in this zone" "and told"
agreed "as judged"
to_far "" 46:19:b6:00:00:05
matches "$(phase device)" "44:19:b6/24 .*, the local bit cleared" "a second address"
agreed "as judged"
to_far "" 02:00:00:00:00:09
says ways.0.prefix 02:00:00:00:00:09/48 "a single address"
says ways.0.vendor null "of no maker"
to_far "" 00:00:5e:00:53:10
says reason unlisted "who is unlisted"
says verdict pass "passes"
matches "$(phase device)" "^decides: no group lists it in zone hall.*passes" "and told"
agreed "as judged"
to_far "vlan 102" 00:00:5e:00:53:10
says verdict would-drop "unless the zone is for listed ones"
matches "$(phase device)" "the zone says unlisted: drop" "and told"
agreed "as judged"
finish
