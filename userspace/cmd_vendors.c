// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap vendors: the vendor table as a list of vendors, or what one name
 * stands for, prefix by prefix. Who made one device is cmd_lookup.c.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "base/mac.h"
#include "base/table.h"
#include "cmd.h"
#include "options.h"
#include "policy/vendor.h"

/* Prefixes of one vendor by their length, without those of its brands. */
struct tally {
	uint64_t of24;
	uint64_t of28;
	uint64_t of36;
};

/* One tally a vendor, by id. NULL when out of memory; the caller frees it. */
static struct tally *count_prefixes(const struct vendor_table *vendors)
{
	struct tally *tallies;
	size_t i;

	tallies = calloc(vendors->n_vendors + 1, sizeof(*tallies));
	for (i = 0; tallies && i < vendors->n_prefixes; i++) {
		const struct vendor_prefix *prefix = &vendors->prefixes[i];
		struct tally *tally = &tallies[prefix->vendor];

		if (prefix->bits == 24)
			tally->of24++;
		else if (prefix->bits == 28)
			tally->of28++;
		else
			tally->of36++;
	}
	return tallies;
}

static const char *parent_slug(const struct vendor_table *vendors, size_t id)
{
	int parent = vendors->vendors[id].parent;

	return parent == VENDOR_NONE ? NULL : vendors->vendors[parent].slug;
}

/* The envelope with the name of the table it speaks of; NULL: no memory. */
static json_t *new_list(const struct vendor_table *vendors, const char *schema)
{
	json_t *list = envelope_new(schema);

	if (list && json_object_set_new(list, "vendors_sha256",
					json_string(vendors->sha256))) {
		json_decref(list);
		return NULL;
	}
	return list;
}

/* Add @row to @list and give @list back; NULL, both freed, when one failed. */
static json_t *add_row(json_t *list, json_t *row)
{
	if (!list) {
		json_decref(row);
		return NULL;
	}
	if (json_array_append_new(envelope_rows(list), row)) {
		json_decref(list);
		return NULL;
	}
	return list;
}

static int list_json(const struct vendor_table *vendors,
		     const struct tally *tallies)
{
	json_t *list = new_list(vendors, "vendors/1");
	size_t id;

	for (id = 1; id <= vendors->n_vendors && list; id++) {
		const struct vendor *vendor = &vendors->vendors[id];
		const struct tally *tally = &tallies[id];
		json_t *row;

		row = json_pack(
			"{s:s, s:s, s:s?, s:b, s:s?, s:{s:I, s:I, s:I}}",
			"slug", vendor->slug, "name", vendor->name, "parent",
			parent_slug(vendors, id), "broad", vendor->broad,
			"also_makes", vendor->broad ? vendor->also_makes : NULL,
			"prefixes", "24", (json_int_t)tally->of24, "28",
			(json_int_t)tally->of28, "36", (json_int_t)tally->of36);
		list = add_row(list, row);
	}
	return envelope_print(list);
}

static int list_text(const struct vendor_table *vendors,
		     const struct tally *tallies)
{
	struct table *table;
	size_t id;

	table = table_new("VENDOR|PARENT|BROAD|>/24|>/28|>/36|ALSO MAKES");
	for (id = 1; id <= vendors->n_vendors && table; id++) {
		table_text(table, vendors->vendors[id].slug);
		table_text(table, parent_slug(vendors, id));
		table_text(table, vendors->vendors[id].broad ? "broad" : NULL);
		table_number(table, tallies[id].of24);
		table_number(table, tallies[id].of28);
		table_number(table, tallies[id].of36);
		table_text(table, vendors->vendors[id].also_makes);
	}
	return table_print(table);
}

static int list_vendors(const struct vendor_table *vendors, bool json)
{
	struct tally *tallies = count_prefixes(vendors);
	int status;

	if (!tallies)
		return cmd_fail("out of memory");
	status = json ? list_json(vendors, tallies) :
			list_text(vendors, tallies);
	free(tallies);
	return status;
}

static int prefixes_json(const struct vendor_table *vendors, int name)
{
	json_t *list = new_list(vendors, "vendor-prefixes/1");
	const struct vendor_prefix *prefix = NULL;
	char text[MAC_PREFIX_TEXT_LEN];

	while (list && (prefix = vendor_next_prefix(vendors, name, prefix))) {
		json_t *row;

		mac_prefix_format(prefix->mac, prefix->bits, text);
		row = json_pack("{s:s, s:s, s:s?, s:s}", "prefix", text,
				"vendor", vendors->vendors[prefix->vendor].slug,
				"parent", parent_slug(vendors, prefix->vendor),
				"registrant", prefix->registrant);
		list = add_row(list, row);
	}
	return envelope_print(list);
}

static int prefixes_text(const struct vendor_table *vendors, int name)
{
	struct table *table = table_new("PREFIX|VENDOR|REGISTRANT");
	const struct vendor_prefix *prefix = NULL;
	char text[MAC_PREFIX_TEXT_LEN];

	while (table && (prefix = vendor_next_prefix(vendors, name, prefix))) {
		mac_prefix_format(prefix->mac, prefix->bits, text);
		table_text(table, text);
		table_text(table, vendors->vendors[prefix->vendor].slug);
		table_text(table, prefix->registrant);
	}
	return table_print(table);
}

static int list_prefixes(const struct vendor_table *vendors, const char *slug,
			 bool json)
{
	int name = vendor_find(vendors, slug);
	const char *near;

	if (!strcmp(slug, VENDOR_ANY_CAMERA_NAME))
		name = VENDOR_ANY_CAMERA;
	if (name == VENDOR_NONE) {
		near = vendor_suggest(vendors, slug);
		if (near)
			return cmd_misuse(
				"unknown vendor \"%s\" (did you mean \"%s\"?)",
				slug, near);
		return cmd_misuse(
			"unknown vendor \"%s\"; lenscap vendors lists them",
			slug);
	}
	return json ? prefixes_json(vendors, name) :
		      prefixes_text(vendors, name);
}

int cmd_vendors(int argc, char **argv)
{
	static const struct options_usage usage = {
		.operands = "[SLUG]",
		.about =
			"List the vendors that a policy can name, or every MAC prefix that SLUG stands\n"
			"for: its own, those of its brands, and for any-camera all that are not broad.\n"
			"A broad vendor also makes much that is not a camera.",
		.max_operands = 1,
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
	char err[256];
	int first, status;

	first = options_parse(&usage, defs, argc, argv);
	if (first < 0)
		return options_exit(first);
	if (vendor_table_load_embedded(&vendors, err, sizeof(err)))
		return cmd_fail("%s", err);
	if (first < argc)
		status = list_prefixes(&vendors, argv[first], json);
	else
		status = list_vendors(&vendors, json);
	vendor_table_free(&vendors);
	return status;
}
