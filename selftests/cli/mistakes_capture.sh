#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Mistakes with captures: each is told of by file and frame, and nothing is
# judged in part without a word.
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_mistakes.sh
. "$(dirname "$0")/lib_mistakes.sh"
place
P=$(policy one) C=$CLI_ROOT/selftests/captures/camera-boot.pcap
"$LENSCAP" replay "$C" --policy "$P" --summary >/dev/null 2>"$DIR/err" ||
	skip "replay does not work here: $(head -n 1 "$DIR/err")"
cd "$DIR" || exit 1

# capture NAME LINKTYPE: a pcapng with one frame of that link type
capture()
{
	"$PYTHON" - "$@" <<-'EOT'
		import struct, sys
		def block(kind, body):
		    size = len(body) + 12
		    return struct.pack("<II", kind, size) + body + struct.pack("<I", size)
		frame = bytes(60)
		with open(sys.argv[1], "wb") as out:
		    out.write(block(0x0a0d0d0a, struct.pack("<IHHq", 0x1a2b3c4d, 1, 0, -1)))
		    out.write(block(1, struct.pack("<HHI", int(sys.argv[2]), 0, 0)))
		    out.write(block(6, struct.pack("<IIIII", 0, 0, 0, 60, 60) + frame))
	EOT
}
capture any.pcapng 113
capture wifi.pcapng 127
: >empty.pcap
replay() { "$LENSCAP" replay "$@"; }
count=$(grep -c '^mistake ' "$CLI_ROOT/selftests/cli/${0##*/}")
plan "$count"
mistakes_begin
#       status  the mistake                what happened, to what                      what to do
mistake 1 "no such capture"                'capture none.pcap: No such file'           'No such file'                   replay none.pcap --policy "$P" --summary
mistake 1 "a text"                         'capture /etc/passwd: unknown file format'  'what tcpdump -w writes'         replay /etc/passwd --policy "$P" --summary
mistake 1 "an empty file"                  'capture empty.pcap: .*'                    'what tcpdump -w writes'         replay empty.pcap --policy "$P" --summary
mistake 1 "a directory"                    'capture /etc: .*directory'                 'what tcpdump -w writes'         replay /etc --policy "$P" --summary
mistake 1 "a capture on \"any\""           'any.pcapng holds frames of link type'      'capture on an Ethernet device'  replay any.pcapng --policy "$P" --summary
mistake 1 "a capture of the air"           'wifi.pcapng holds frames of link type'     'capture on an Ethernet device'  replay wifi.pcapng --policy "$P" --summary
mistake 2 "no policy"                      'replay needs a policy'                     '--policy FILE'                  replay "$C"
mistake 2 "a policy that is not there"     'none.yaml: cannot open the file'           'No such file'                   replay "$C" --policy none.yaml
mistake 2 "the two exchanged"              'control character|not a policy|not UTF-8'  'is this a text file'            replay "$P" --policy "$C"
mistake 2 "an interface not in it"         '"lan9"'                                    'interface'                      replay "$C" --policy "$P" --interface lan9
finish
