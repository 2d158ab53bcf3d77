#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Mistakes in a policy: each is told of by line and column, status 2, and apply
# leaves the policy in force, its counters and what is saved as they were.
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_mistakes.sh
. "$(dirname "$0")/lib_mistakes.sh"
place
lc apply "$(policy before)" >/dev/null 2>&1 || exit 1

# given LINE...: apply a policy of these lines
given()
{
	printf '%s\n' "version: 1" "$@" >"$DIR/.p.yaml"
	lc apply "$DIR/.p.yaml"
	local status=$?

	rm "$DIR/.p.yaml"
	return $status
}

# port KEYS, zone KEYS, group KEYS, rule KEYS: one that is right but for these
port()
{
	given "interfaces: [{$1}]" "groups: [{name: g, vendors: [dahua]}]"
}

zone()
{
	given "interfaces: [{name: lan0}]" "zones: [{$1}]" \
		"groups: [{name: g, vendors: [dahua]}]"
}

group()
{
	given "interfaces: [{name: lan0}]" "groups: [{name: g, $1}]"
}

rule()
{
	given "interfaces: [{name: lan0}]" "endpoints: {nvr: [10.20.0.10]}" \
		"groups: [{name: g, vendors: [dahua], rules: [{name: r, $1}]}]"
}

plan $(($(grep -c '^mistake ' "$0") + 1))
mistakes_begin
mistake 2 "a slip in a vendor"               'p.yaml:3:30: .*unknown vendor "hikvison"'        'did you mean "hikvision"'             group 'vendors: [hikvison]'
mistake 2 "a slip in a key"                  '"g": unknown key "vendor"'                'did you mean "vendors"'               group 'vendor: [dahua]'
mistake 2 "a key in the wrong place"         '"g": unknown key "peer"'                  'known here: name, zones'              group 'vendors: [dahua], peer: any'
mistake 2 "one vendor, no list"              '"g": "vendors" must be a list'            'write \[dahua\]'                      group 'vendors: dahua'
mistake 2 "a group of nobody"                '"g": no device belongs to it'             'give "vendors", "prefixes" or "macs"' group 'default: drop'
mistake 2 "a prefix of 20 bits"              'MAC prefix "44:19:b6/20"'                 '24, 28, 36 or 48 bits'                group 'prefixes: ["44:19:b6/20"]'
mistake 2 "a prefix without a length"        '"44:19:b6" is not how a MAC prefix'       'write "44:19:b6/24"'                  group 'prefixes: ["44:19:b6"]'
mistake 2 "a prefix without colons"          '"4419B6/24" is not how a MAC prefix'      'write "44:19:b6/24"'                  group 'prefixes: ["4419B6/24"]'
mistake 2 "a prefix with a device's bits"    '"44:19:b6:00:00:01/24" has bits set'      'write 44:19:b6/24'                    group 'prefixes: ["44:19:b6:00:00:01/24"]'
mistake 2 "a MAC as switches print it"       '"4419.b600.0001" is not how a MAC'        'write "44:19:b6:00:00:01"'            group 'macs: ["4419.b600.0001"]'
mistake 2 "a prefix under macs"              '"44:19:b6/24" is a prefix'                'under "prefixes"'                     group 'macs: ["44:19:b6/24"]'
mistake 2 "a letter that is no digit"        '"44:19:b6:00:00:0g" is not a MAC'         'write it like "44:19:b6:00:00:01"'    group 'macs: ["44:19:b6:00:00:0g"]'
mistake 2 "a rate in bytes, or in what?"     '"g": rate "50mb" must be'                 'bit, kbit, mbit or gbit, like 50mbit' group 'vendors: [dahua], rate: {per-device: 50mb}'
mistake 2 "a rate alone"                     '"rate" must be a mapping'                 'write {per-device: 50mbit}'           group 'vendors: [dahua], rate: 50mbit'
mistake 2 "another word for drop"            '"default" must be drop or pass'           'not "deny"'                           group 'vendors: [dahua], default: deny'
mistake 2 "another word for monitor"         '"mode" must be enforce or monitor'        'not "watch"'                          group 'vendors: [dahua], mode: watch'
mistake 2 "housekeeping that is none"        '"housekeeping" must be arp, nd, dhcp'     'not "dns"'                            group 'vendors: [dahua], housekeeping: [dns]'
mistake 2 "a zone, and no zones"             '"g": unknown zone "hall"'                 'there is no zones: section'           group 'vendors: [dahua], zones: [hall]'
mistake 2 "a name with a blank"              'name "My cams" must be 1 to 31'           'a-z, 0-9 and -'                       given 'interfaces: [{name: lan0}]' 'groups: [{name: My cams, vendors: [dahua]}]'
mistake 2 "two groups of one name"           '"g": a second group of this name'         'first at .*:3'                        given 'interfaces: [{name: lan0}]' 'groups: [{name: g, vendors: [dahua]}, {name: g, vendors: [axis]}]'
mistake 2 "a make in two groups"             'group "h" lists .* and so does group "g"' 'list it in one of them, or'           given 'interfaces: [{name: lan0}]' 'groups: [{name: g, vendors: [dahua]}, {name: h, vendors: [dahua]}]'
mistake 2 "a rule that no one opens"         '"r": "initiated-by" is missing'           'peer, device or either'               rule 'peer: nvr, proto: tcp, ports: [554]'
mistake 2 "a rule opened by the camera"      '"initiated-by" must be peer, device or'   'not "camera"'                         rule 'peer: nvr, initiated-by: camera'
mistake 2 "a port range left open"           '"r": "554-" is not a port'                'write 554 or "8000-8010"'             rule 'peer: nvr, proto: tcp, ports: ["554-"], initiated-by: peer'
mistake 2 "a port range turned round"        'port range "8010-8000"'                   'begins above its end'                 rule 'peer: nvr, proto: tcp, ports: [8010-8000], initiated-by: peer'
mistake 2 "a port past the last"             '"r": port "70000"'                        'from 1 to 65535'                      rule 'peer: nvr, proto: tcp, ports: [70000], initiated-by: peer'
mistake 2 "the name of a port"               '"r": "rtsp" is not a port'                'write 554'                            rule 'peer: nvr, proto: tcp, ports: [rtsp], initiated-by: peer'
mistake 2 "ports of ICMP"                    '"r": icmp has no ports'                   'remove "ports"'                       rule 'peer: nvr, proto: icmp, ports: [8], initiated-by: peer'
mistake 2 "a slip in an endpoint"            '"r": unknown endpoint "nvrr"'             'did you mean "nvr"'                   rule 'peer: nvrr, initiated-by: peer'
mistake 2 "the name of a host"               '"nvr.example.com" is not an IPv4'         'names are not looked up'              rule 'peer: nvr.example.com, initiated-by: peer'
mistake 2 "an address with a length"         '"10.20.0.10/16" has bits set'             'write 10.20.0.0/16'                   rule 'peer: 10.20.0.10/16, initiated-by: peer'
mistake 2 "everything to everybody"          '"either" with any as peer'                'name the peers, or who opens'         rule 'peer: any, initiated-by: either'
mistake 2 "another word for drop, as action" '"action" can only be drop, not "block"'   'has "initiated-by" instead'           rule 'peer: any, action: block'
mistake 2 "no interfaces"                    'no interfaces'                            'as "interfaces: \[\{name: lan0\}\]"'  given 'groups: [{name: g, vendors: [dahua]}]'
mistake 2 "an interface, no list"            '"interfaces" must be a list'              'write \[\{name: lan0\}\]'             given 'interfaces: lan0' 'groups: [{name: g, vendors: [dahua]}]'
mistake 2 "a list of names"                  'interface 1: this must be a mapping'      'write \{name: lan0\}'                 given 'interfaces: [lan0]' 'groups: [{name: g, vendors: [dahua]}]'
mistake 2 "an interface twice"               '"lan0": stands here a second time'        'first at .*:2'                        port 'name: lan0}, {name: lan0'
mistake 2 "another word for unlisted"        '"unlisted" must be pass or drop'          'not "deny"'                           port 'name: lan0, unlisted: deny'
mistake 2 "a zone of another port"           '"hall": interface "lan9" is not under'    'did you mean "lan0"'                  zone 'name: hall, interface: lan9, vlans: [101]'
mistake 2 "a VLAN past the last"             '"hall": VLAN "5000"'                      '1 to 4094'                            zone 'name: hall, interface: lan0, vlans: [5000]'
mistake 2 "a time in words"                  'permit 1: "tomorrow" is not a time'       'write it like 2026-08-31T17:00:00Z'   given 'interfaces: [{name: lan0}]' 'groups: [{name: g, vendors: [dahua]}]' 'permits: [{macs: ["44:19:b6:00:00:01"], peer: any, proto: tcp, ports: [443], until: tomorrow, why: x}]'
is "$(in_force)" before "the policy before is in force"
finish
