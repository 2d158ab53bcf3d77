#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Mistakes with a policy in force, and with none: ids, permits, what to go back
# to. Each is told of with the remedy, and nothing is changed.
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_mistakes.sh
. "$(dirname "$0")/lib_mistakes.sh"
place
M=44:19:b6:00:00:01
policy one >/dev/null; policy two >/dev/null; policy three >/dev/null
apply() { lc apply "$DIR/$1.yaml" "${@:2}"; }
permit() { lc permit "$@" --why firmware; }

mistakes_plan
# ---- none in force
#       status  the mistake                what happened, to what                    what to do
mistake 1 "devices of no policy"           "no policy is in force: nothing.*$PIN"    'lenscap apply FILE puts one in'   lc devices
mistake 1 "attempts of no policy"          'no policy is in force'                   'lenscap apply FILE puts one in'   lc attempts
mistake 1 "counters of no policy"          'no policy is in force'                   'lenscap apply FILE puts one in'   lc counters
mistake 1 "show of no policy"              'no policy is in force'                   'lenscap apply FILE puts one in'   lc show
mistake 1 "a report of no policy"          'no policy is in force'                   'lenscap apply FILE puts one in'   lc report
mistake 1 "a difference to no policy"      'no policy is in force'                   'lenscap apply FILE puts one in'   lc diff "$DIR/one.yaml"
mistake 1 "back from no policy"            'no policy is in force'                   'lenscap apply FILE puts one in'   lc rollback
mistake 1 "to confirm no policy"           'no policy is in force'                   'lenscap apply FILE puts one in'   lc confirm 3f2a9c
mistake 1 "no shadow to stop"              'no policy is in force'                   'lenscap apply FILE puts one in'   lc shadow stop
mistake 1 "a shadow beside nothing"        'no policy is in force'                   'lenscap apply FILE puts one in'   apply one --shadow
mistake 1 "a permit beside no policy"      'no policy is in force'                   'lenscap apply FILE puts one in'   permit $M to 203.0.113.9 tcp 443 for 1h
mistake 1 "a live screen, no terminal"     'top: a terminal is needed'               'devices, attempts and counters'   lc top
apply one >/dev/null 2>&1
mistakes_begin
# ---- one in force
mistake 1 "nothing before it"              'no policy to go back to'                 'apply its file'                   lc rollback
mistake 1 "nothing to confirm"             'nothing waits to be confirmed'           'lenscap status shows'             lc confirm 3f2a9c
mistake 1 "no shadow to look at"           'no candidate is judged beside'           'lenscap apply --shadow FILE'      lc shadow
mistake 1 "no shadow to stop, either"      'no candidate is judged beside'           'lenscap apply --shadow FILE'      lc shadow stop
mistake 2 "a slip in a vendor"             'there is no vendor "hikvison"'           'did you mean "hikvision"'         lc devices --vendor hikvison
mistake 2 "a MAC as switches print it"     '--mac 4419.b600.0001 is no MAC'          'is written 44:19:b6:00:00:01'     lc devices --mac 4419.b600.0001
mistake 1 "to forget who is not known"     '44:19:b6:00:00:09 is not known'          'lenscap devices lists who is'     lc forget 44:19:b6:00:00:09
mistake 1 "a page where no directory is"   '/nodir/x.html cannot be written'         'name another file'                lc report --html /nodir/x.html
mistake 1 "a page where a directory is"    '/tmp cannot be written: Is a directory'  'name another file'                lc report --html /tmp
mistake 1 "reports that are not there"     'cannot open none.json: No such file'     'lenscap report --json wrote'      lc report --merge none.json
mistake 1 "metrics where no directory is"  'cannot write /nodir/x.prom'              'make its directory'               lc metrics --textfile /nodir/x.prom
# ---- permits
mistake 2 "a time without a unit"          '"1" is no time for a permit'             'write 90s, 15m, 1h or 2d'         permit $M to 203.0.113.9 tcp 443 for 1
mistake 2 "a time in words"                '"1 hour" is no time for a permit'        'write 90s, 15m, 1h or 2d'         permit $M to 203.0.113.9 tcp 443 for '1 hour'
mistake 2 "a time that is too long"        '"400d" is no time for a permit'          'at most 31d'                      permit $M to 203.0.113.9 tcp 443 for 400d
mistake 2 "no time"                        'permit: write: lenscap permit MAC'       'for DURATION --why TEXT'          permit $M to 203.0.113.9 tcp 443
mistake 2 "no \"to\""                      'permit: write: lenscap permit MAC'       'to PEER PROTO'                    permit $M 203.0.113.9 tcp 443 for 1h
mistake 2 "the name of a host"             '"fw.example.com" is no address'          'names are not looked up'          permit $M to fw.example.com tcp 443 for 1h
mistake 2 "a slip in an endpoint"          'no endpoint "recoder"'                   'name one, an address, a prefix'   permit $M to recoder tcp 443 for 1h
mistake 2 "a service for a protocol"       '"https" is no protocol'                  'write tcp, udp, icmp or any'      permit $M to 203.0.113.9 https for 1h
mistake 2 "a range left open"              '"443-" is no port'                       'write 443, 8000-8010'             permit $M to 203.0.113.9 tcp 443- for 1h
mistake 2 "a name for a MAC"               '"cam1" is not the MAC address'           'write it like 44:19:b6:00:00:01'  permit cam1 to 203.0.113.9 tcp 443 for 1h
mistake 2 "an id that is none"             'permit end: one id is wanted'            'as permit list shows them'        lc permit end 9
mistake 1 "an id that is not there"        'permit 3f2a9c is not active'             'permit list shows'                lc permit end 3f2a9c
# ---- one that waits to be confirmed
id=$(apply two --confirm 600 2>/dev/null | sed 's/pending //')
mistakes_begin
mistake 1 "to apply meanwhile"             "pending $id by .* left"                  "confirm $id keeps it, .*rollback" apply three
mistake 1 "a shadow meanwhile"             "pending $id by .* left"                  "confirm $id keeps it, .*rollback" apply three --shadow
mistake 1 "the wrong id"                   '123456 does not wait to be confirmed'    "$id does"                         lc confirm 123456
lc confirm "$id" >/dev/null 2>&1
mistakes_begin
mistake 1 "to confirm twice"               'nothing waits to be confirmed'           'lenscap status shows'             lc confirm "$id"
apply three --confirm 1 >"$DIR/id" 2>/dev/null
sleep 2
id=$(sed 's/pending //' "$DIR/id")
mistakes_begin
mistake 1 "to confirm too late"            "$id|nothing waits"                       'is in force'                      lc confirm "$id"
finish
