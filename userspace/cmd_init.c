// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap init: a policy to start from, for one interface.
 * Nothing is written or attached; it goes to standard output.
 */
#include <ctype.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "base/envelope.h"
#include "options.h"

static const char start[] =
	"# A policy for lenscap to start from: it only watches, and drops nothing.\n"
	"#   lenscap check FILE     says whether it is valid and what it lets through\n"
	"#   lenscap apply FILE     puts it in force\n"
	"#   lenscap counters       shows what would have been dropped, and why\n"
	"# Add rules until only what you want to stop is counted as would-drop, then\n"
	"# change \"mode\" to enforce and apply again.\n"
	"version: 1\n"
	"policy: {name: start, revision: \"1\"}\n"
	"\n"
	"# monitor: judge and count, drop nothing. enforce: drop.\n"
	"mode: monitor\n"
	"\n"
	"interfaces:\n"
	"  # The port that the cameras are behind.\n"
	"  - name: \"%s\"\n"
	"    # What is no camera passes untouched; drop lets only listed devices in.\n"
	"    unlisted: pass\n"
	"\n"
	"# Names for addresses, to be used as \"peer\" in rules. Where your recorder is:\n"
	"# endpoints:\n"
	"#   recorder: [192.0.2.10]\n"
	"\n"
	"groups:\n"
	"  - name: cameras\n"
	"    # Every maker of cameras that lenscap knows (lenscap vendors lists them);\n"
	"    # or name some: [hikvision, dahua]. Makers of phones and routers too, such\n"
	"    # as huawei, are in only when named.\n"
	"    vendors: [any-camera]\n"
	"    # prefixes: [\"00:00:5e/24\"]          # others, by MAC prefix\n"
	"    # macs: [\"00:00:5e:00:53:01\"]        # or single devices\n"
	"\n"
	"    # What a device may always do on its own link, and never beyond it.\n"
	"    housekeeping: [arp, nd, dhcp]\n"
	"\n"
	"    # Who may talk to whom; the first that matches decides.\n"
	"    # rules:\n"
	"    #   - {name: recorder, peer: recorder, initiated-by: either}\n"
	"    #   - {name: never, peer: 198.51.100.0/24, action: drop}\n"
	"\n"
	"    # What no rule allows is dropped (here: counted as would-drop).\n"
	"    default: drop\n";

/* What the kernel takes as a name, less what a shell or YAML would choke on. */
static bool name_ok(const char *name)
{
	size_t len = strlen(name), i;

	for (i = 0; i < len; i++) {
		if (!isalnum((unsigned char)name[i]) &&
		    !strchr("._-+@,=#~!^", name[i]))
			return false;
	}
	return len && len < IFNAMSIZ && strcmp(name, ".") && strcmp(name, "..");
}

int cmd_init(int argc, char **argv)
{
	static const struct options_usage usage = {
		.operands = "IFACE",
		.about =
			"Print a policy to start from: it watches every known camera on that interface and\n"
			"drops nothing. Write it to a file: lenscap init lan0 > policy.yaml",
		.min_operands = 1,
		.max_operands = 1,
	};
	const char *unused = NULL;
	bool json = false;
	const struct option_def defs[] = {
		OPTION_JSON(&json),
		/* every command takes them; init needs neither */
		{ "pin", "DIR", NULL, NULL, &unused },
		{ "state", "DIR", NULL, NULL, &unused },
		OPTION_END,
	};
	const char *name;
	int first;

	first = options_parse(&usage, defs, argc, argv);
	if (first < 0)
		return options_exit(first);
	name = argv[first];
	if (!name_ok(name))
		return cmd_misuse(
			"\"%.64s\" cannot be the name of an interface (1 to 15 characters); ip link lists what there is",
			name);
	if (!if_nametoindex(name))
		cmd_warn(
			"there is no interface \"%s\" here now; ip link lists what there is",
			name);
	if (json)
		return envelope_print(json_pack("{s:s, s:o}", "interface", name,
						"policy",
						json_sprintf(start, name)));
	printf(start, name);
	return cmd_flush();
}
