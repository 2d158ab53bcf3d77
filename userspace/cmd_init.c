// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap init: a policy to start from, for one interface.
 * Nothing is written or attached; it goes to standard output.
 */
#include <ctype.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "cmd.h"
#include "options.h"
#include "port/kind.h"
#include "port/netdev.h"

static const char head[] =
	"# A policy for lenscap to start from: it only watches, and drops nothing.\n"
	"#   lenscap check FILE     says whether it is valid and what it lets through\n"
	"#   lenscap apply FILE     puts it in force\n"
	"#   lenscap devices        lists the cameras that have sent something since\n"
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
	"\n";

static const char endpoints[] =
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
	"    # What a camera may call its own: nothing else then comes from it.\n";

static const char tail[] =
	"\n"
	"    # What a device may always do on its own link, and never beyond it.\n"
	"    housekeeping: [arp, nd, dhcp]\n"
	"\n"
	"    # Who may talk to whom; the first that matches decides. This one lets the\n"
	"    # recorder pull video, and the camera send only what was asked for.\n"
	"    # rules:\n"
	"    #   - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}\n"
	"    #   - {name: never, peer: 198.51.100.0/24, action: drop}\n"
	"\n"
	"    # What no rule allows is dropped (here: counted as would-drop).\n"
	"    default: drop\n";

/* Of the interface that was asked for; findings are warned of beside the file. */
struct start {
	const char *name;
	struct netdevs *devs; /* NULL: nobody could tell */
	const struct netdev *dev; /* NULL: not here */
	json_t *warnings;
};

__attribute__((format(printf, 2, 3))) static void find(struct start *start,
						       const char *fmt, ...)
{
	char text[320];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	cmd_warn("%s", text);
	json_array_append_new(start->warnings, envelope_text(text));
}

/* "lan1, lan2": the ports of a bridge or bond; how many. */
static size_t list_ports(const struct start *start, char *text, size_t size)
{
	size_t count = 0, used = 0, i;

	*text = '\0';
	for (i = 0; i < start->devs->count; i++) {
		const struct netdev *port = &start->devs->devs[i];

		if (port->master != start->dev->ifindex || used >= size)
			continue;
		used += snprintf(text + used, size - used, "%s%s",
				 count++ ? ", " : "", port->name);
	}
	return count;
}

static void look_at_kind(struct start *start)
{
	const struct netdev *dev = start->dev;
	const struct netdev *lower = netdevs_by_index(start->devs, dev->lower);
	char ports[160];

	if (kind_refusal(dev))
		find(start, "%s cannot be judged: %s", dev->name,
		     kind_refusal(dev));
	else if (list_ports(start, ports, sizeof(ports)))
		find(start,
		     "%s is a %s: name the ports that the cameras are behind instead, of %s; there frames are judged before they meet it (docs/interfaces.md)",
		     dev->name, dev->kind, ports);
	else if (!strcmp(dev->kind, "vlan") && lower)
		find(start,
		     "%s is VLAN %u of %s, judged later and at a higher price: name %s instead, with a zone for the VLAN (docs/interfaces.md)",
		     dev->name, dev->vlan, lower->name, lower->name);
	else if (netdev_is_stacked(dev) && lower)
		find(start,
		     "%s stands on %s: name that instead (docs/interfaces.md)",
		     dev->name, lower->name);
	else if (!dev->up)
		find(start,
		     "%s is down, so that nothing comes in: ip link set %s up",
		     dev->name, dev->name);
}

static void look(struct start *start)
{
	if (netdevs_load(&start->devs))
		start->devs = NULL;
	start->dev = start->devs ? netdevs_by_name(start->devs, start->name) :
				   NULL;
	if (start->dev)
		look_at_kind(start);
	else
		find(start,
		     "there is no interface \"%s\" here now; ip link lists what there is",
		     start->name);
}

/* A zone for each VLAN device that stands on the port. */
static void print_zones(const struct start *start, FILE *out)
{
	bool any = false;
	size_t i;

	for (i = 0; start->dev && i < start->devs->count; i++) {
		const struct netdev *vlan = &start->devs->devs[i];

		if (strcmp(vlan->kind, "vlan") ||
		    vlan->lower != start->dev->ifindex)
			continue;
		if (!any)
			fputs("# The VLANs of this port, as zones of their own for counters and groups:\n"
			      "# zones:\n",
			      out);
		any = true;
		fprintf(out,
			"#   - {name: vlan%u, interface: \"%s\", vlans: [%u]}\n",
			vlan->vlan, start->name, vlan->vlan);
	}
	if (any)
		fputc('\n', out);
}

/*
 * The prefixes that apply takes for the link: of the interface, of its VLANs and
 * of the bridge that it is a port of. The link-local one is always allowed.
 */
static size_t print_prefixes(const struct start *start, const bool *above,
			     FILE *out)
{
	const struct netdevs *devs = start->devs;
	char text[ADDR_TEXT_LEN], last[ADDR_TEXT_LEN] = "";
	size_t i, count = 0;

	for (i = 0; i < devs->addr_count; i++) {
		const struct netdev_address *addr = &devs->addrs[i];
		const struct netdev *dev =
			netdevs_by_index(devs, addr->ifindex);

		addr_prefix_format(&addr->on_link, text);
		if (!dev || (dev != start->dev && !above[dev - devs->devs]) ||
		    !strncmp(text, "fe80:", 5) || !strcmp(text, last))
			continue;
		fprintf(out, "%s\"%s\"", count++ ? ", " : "", text);
		strcpy(last, text);
	}
	return count;
}

static void print_addresses(const struct start *start, FILE *out)
{
	bool *above = NULL;
	size_t count = 0;

	fputs("    # addresses: [", out);
	if (start->dev)
		above = calloc(start->devs->count, sizeof(*above));
	if (above) {
		netdevs_above(start->devs, start->dev, above);
		count = print_prefixes(start, above, out);
	}
	free(above);
	fputs(count ? "]\n" : "192.0.2.0/24]\n", out);
}

/* The caller frees; NULL when out of memory. */
static char *write_policy(const struct start *start)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	fprintf(out, head, start->name);
	print_zones(start, out);
	fputs(endpoints, out);
	print_addresses(start, out);
	fputs(tail, out);
	if (!fclose(out))
		return text;
	free(text);
	return NULL;
}

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

static int print_start(const char *name, bool json)
{
	struct start start = { .name = name, .warnings = json_array() };
	int ret = CMD_DONE;
	char *text;

	look(&start);
	text = write_policy(&start);
	netdevs_free(start.devs);
	if (!text) {
		ret = cmd_fail("out of memory");
	} else if (json) {
		ret = envelope_print(json_pack("{s:s, s:s, s:O}", "interface",
					       name, "policy", text, "warnings",
					       start.warnings));
	} else {
		fputs(text, stdout);
		ret = cmd_flush();
	}
	json_decref(start.warnings);
	free(text);
	return ret;
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
	return print_start(name, json);
}
