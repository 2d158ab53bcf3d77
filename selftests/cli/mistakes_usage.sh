#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Mistakes on the command line: each is told of, with the remedy, status 2.
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_mistakes.sh
. "$(dirname "$0")/lib_mistakes.sh"
place
L=$LENSCAP
M=44:19:b6:00:00:01
mistakes_plan
#       status  the mistake                 what happened, to what               what to do
mistake 2 "no command"                      'usage: lenscap VERB'                'lenscap VERB --help tells'        "$L"
mistake 2 "a slip in the command"           'no command "aply"'                  'did you mean "apply"'             "$L" aply x.yaml
mistake 2 "the beginning of a command"      'no command "app"'                   'did you mean "apply"'             "$L" app x.yaml
mistake 2 "a command of another tool"       'no command "stop"'                  'did you mean "unload"'            "$L" stop
mistake 2 "reload is not unload"            'no command "reload"'                'did you mean "apply"'             "$L" reload
mistake 2 "a command that is not there"     'no command "frobnicate"'            'lenscap --help lists'             "$L" frobnicate
mistake 2 "help for no command"             'no command "aply"'                  'did you mean "apply"'             "$L" help aply
mistake 2 "an option before the command"    '"--json" stands before the command' 'write: lenscap status --json'     "$L" --json status
mistake 2 "an option and no command"        '"-v" is no command'                 'lenscap --help lists'             "$L" -v
mistake 2 "a slip in an option"             'status: unknown option --jsn'       'did you mean --json'              "$L" status --jsn
mistake 2 "an option that is not there"     'unload: unknown option --force'     'lenscap unload --help lists'      "$L" unload --force
mistake 2 "an option of one letter"         'status: unknown option -j'          'lenscap status --help lists'      "$L" status -j
mistake 2 "an option without its value"     '--pin needs a value'                '--pin DIR'                        "$L" status --pin
mistake 2 "an option as a value"            '--confirm needs a value'            '--confirm SECONDS'                "$L" apply x.yaml --confirm --json
mistake 2 "a value that is not wanted"      'status: --json takes no value'      '--json takes no value'            "$L" status --json=yes
mistake 2 "no file"                         'apply: something is missing'        'lenscap apply FILE'               "$L" apply
mistake 2 "one argument too many"           '"b.yaml" is one argument too many'  'lenscap check FILE'               "$L" check a.yaml b.yaml
mistake 2 "a time with a unit"              'confirm takes seconds.*not "5m"'    'from 1 to 86400'                  "$L" apply x.yaml --confirm 5m
mistake 2 "no time"                         'confirm takes seconds.*not "0"'     'from 1 to 86400'                  "$L" apply x.yaml --confirm 0
mistake 2 "--again with a file"             '--again takes the policy.*in force' 'give it alone'                    "$L" apply x.yaml --again
mistake 2 "--shadow with --confirm"         '--shadow puts nothing in force'     'leave one of them out'            "$L" apply x.yaml --shadow --confirm 60
mistake 2 "an id that is none"              'confirm: "x.yaml" is no id'         'six digits.*apply --confirm'      "$L" confirm x.yaml
mistake 2 "a word for a MAC"                '"cam1" is not a MAC address'        'write it like 44:19:b6:00:00:01'  "$L" lookup cam1
mistake 2 "a MAC as switches print it"      '"4419.b600.0001" is not how'        'write 44:19:b6:00:00:01'          "$L" lookup 4419.b600.0001
mistake 2 "a MAC as spreadsheets have it"   '"4419B6000001" is not how'          'write 44:19:b6:00:00:01'          "$L" lookup 4419B6000001
mistake 2 "a slip in a vendor"              'unknown vendor "hikvison"'          'did you mean "hikvision"'         "$L" vendors hikvison
mistake 2 "a prefix to forget"              'forget: "44:19:b6/24" is no MAC'    'one device.*never a prefix'       "$L" forget 44:19:b6/24
mistake 2 "two interfaces in one word"      '"lan0 lan1" cannot be the name'     'ip link lists'                    "$L" init "lan0 lan1"
mistake 2 "a day that is none"              '--from: "2026-13-01" is neither'    'a day as 2026-08-01'              "$L" report --from 2026-13-01
mistake 2 "a day in words"                  '--from: "yesterday" is neither'     'a day as 2026-08-01'              "$L" report --from yesterday
mistake 2 "a span turned round"             '--from must be before --to'         '--from must be before --to'       "$L" report --from 2026-05-01 --to 2026-04-01
mistake 2 "a page without --html"           '"page.html" is one argument too'    'written with --html FILE'         "$L" report page.html
mistake 2 "a language that is not there"    '--lang: there is no such language'  'there are en de'                  "$L" report --lang fr
mistake 2 "a slip in ledger's word"         'there is no "veryfy"'               'lenscap ledger verify'            "$L" ledger veryfy
mistake 2 "a capture without a policy"      'replay needs a policy'              '--policy FILE'                    "$L" replay x.pcap
mistake 2 "a port to listen at, alone"      '--listen: "80" is no place'         '127.0.0.1:9877'                   "$L" serve --listen 80
mistake 2 "events in another form"          '--events: "xml" is no form'         'none or json'                     "$L" serve --events xml
mistake 2 "a permit without a reason"       'permit: --why is missing'           'say what it is for'               "$L" permit $M to any tcp 443 for 1h
finish
