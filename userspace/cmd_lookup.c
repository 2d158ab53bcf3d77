// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap lookup: who made the device with a MAC address.
 * What else a vendor's name stands for is cmd_vendors.c.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mac.h"
#include "base/table.h"
#include "cmd.h"
#include "options.h"
#include "policy/vendor.h"

/* What there is to say about one MAC; NULL where nothing is known. */
struct answer {
	char mac[MAC_TEXT_LEN];
	const char *vendor;
	const char *parent;
	const char *prefix;
	const char *registrant;
	char prefix_text[MAC_PREFIX_TEXT_LEN];
};

static void look_up(const struct vendor_table *vendors, uint64_t mac,
		    struct answer *answer)
{
	const struct vendor_prefix *found = vendor_lookup_local(vendors, mac);
	const struct vendor *vendor;

	*answer = (struct answer){};
	mac_format(mac, answer->mac);
	if (!found)
		return;
	vendor = &vendors->vendors[found->vendor];
	answer->vendor = vendor->slug;
	if (vendor->parent != VENDOR_NONE)
		answer->parent = vendors->vendors[vendor->parent].slug;
	mac_prefix_format(found->mac, found->bits, answer->prefix_text);
	answer->prefix = answer->prefix_text;
	answer->registrant = found->registrant;
}

/* An object a line, so that one MAC gives one object, and many are read easily. */
static int print_json(const struct vendor_table *vendors, const uint64_t *macs,
		      int count)
{
	struct answer answer;
	int i, err;

	for (i = 0; i < count; i++) {
		json_t *json;

		look_up(vendors, macs[i], &answer);
		json = json_pack("{s:s, s:s?, s:s?, s:s?, s:s?}", "mac",
				 answer.mac, "vendor", answer.vendor, "parent",
				 answer.parent, "prefix", answer.prefix,
				 "registrant", answer.registrant);
		err = json ? json_dumpf(json, stdout, 0) : -1;
		json_decref(json);
		if (err && !ferror(stdout))
			return cmd_fail("out of memory");
		putchar('\n');
	}
	return cmd_flush();
}

static int print_text(const struct vendor_table *vendors, const uint64_t *macs,
		      int count)
{
	struct table *table = table_new("MAC|VENDOR|PARENT|PREFIX|REGISTRANT");
	struct answer answer;
	int i;

	for (i = 0; i < count && table; i++) {
		look_up(vendors, macs[i], &answer);
		table_text(table, answer.mac);
		table_text(table, answer.vendor);
		table_text(table, answer.parent);
		table_text(table, answer.prefix);
		table_text(table, answer.registrant);
	}
	return table_print(table);
}

/* Read all of them before anything is printed. */
static int read_macs(char **texts, uint64_t *macs, int count)
{
	char right[MAC_TEXT_LEN];
	int i;

	for (i = 0; i < count; i++) {
		if (!mac_parse(texts[i], &macs[i]))
			continue;
		if (mac_respell(texts[i], right))
			return cmd_misuse(
				"\"%s\" is not how a MAC address is written here; write %s",
				texts[i], right);
		return cmd_misuse(
			"\"%s\" is not a MAC address; write it like 44:19:b6:00:00:01",
			texts[i]);
	}
	return CMD_DONE;
}

int cmd_lookup(int argc, char **argv)
{
	static const struct options_usage usage = {
		.operands = "MAC...",
		.about =
			"Say whose each MAC address is, by the vendor table: a MAC with the local bit (02)\n"
			"set that matches nothing is looked up again with that bit cleared.",
		.min_operands = 1,
		.max_operands = -1,
	};
	struct vendor_table vendors = {};
	const char *unused = NULL;
	bool json = false;
	const struct option_def defs[] = {
		OPTION_JSON(&json),
		/* every command takes them; the table is in the program */
		{ "pin", "DIR", NULL, NULL, &unused },
		{ "state", "DIR", NULL, NULL, &unused },
		OPTION_END,
	};
	int first, count, status;
	uint64_t *macs;
	char err[256];

	first = options_parse(&usage, defs, argc, argv);
	if (first < 0)
		return options_exit(first);
	count = argc - first;
	macs = calloc((size_t)count, sizeof(*macs));
	if (!macs)
		return cmd_fail("out of memory");
	status = read_macs(argv + first, macs, count);
	if (status != CMD_DONE)
		goto out;
	if (vendor_table_load_embedded(&vendors, err, sizeof(err))) {
		status = cmd_fail("%s", err);
		goto out;
	}
	status = json ? print_json(&vendors, macs, count) :
			print_text(&vendors, macs, count);
	vendor_table_free(&vendors);
out:
	free(macs);
	return status;
}
