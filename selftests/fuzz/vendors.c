// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as a vendor table: it is refused with a line, or every question to
 * it is answered as by looking at all of it. What was read, written again,
 * reads the same.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib_fuzz.h"
#include "base/mac.h"
#include "policy/vendor.h"

#define NAME "table"

/* "table:LINE: what", or "table: what" where no line is at fault. */
static void check_error(const char *err, size_t size)
{
	const char *text = err + strlen(NAME);
	char *end;

	FUZZ_MUST(!strncmp(err, NAME ":", strlen(NAME ":")));
	FUZZ_MUST(fuzz_harmless(err));
	if (text[1] != ' ') {
		FUZZ_MUST(strtoul(text + 1, &end, 10) <= size + 1);
		FUZZ_MUST(*end == ':');
		text = end;
	}
	FUZZ_MUST(text[0] == ':' && text[1] == ' ' && text[2]);
}

static void check_vendors(const struct vendor_table *table)
{
	size_t id;

	FUZZ_MUST(table->n_vendors && table->n_vendors <= VENDOR_MAX);
	for (id = 1; id <= table->n_vendors; id++) {
		const struct vendor *v = &table->vendors[id];

		FUZZ_MUST(vendor_find(table, v->slug) == (int)id);
		FUZZ_MUST(strlen(v->slug) <= VENDOR_SLUG_MAX);
		FUZZ_MUST(*v->name && v->broad == !!*v->also_makes);
		FUZZ_MUST(v->parent == VENDOR_NONE ||
			  (v->parent > 0 &&
			   v->parent <= (int)table->n_vendors &&
			   table->vendors[v->parent].parent == VENDOR_NONE));
		FUZZ_MUST(vendor_suggest(table, v->slug));
	}
	FUZZ_MUST(vendor_find(table, "") == VENDOR_NONE);
}

/* The longest of all, one by one. */
static const struct vendor_prefix *slow_lookup(const struct vendor_table *table,
					       uint64_t mac)
{
	const struct vendor_prefix *found = NULL;
	size_t i;

	for (i = 0; i < table->n_prefixes; i++) {
		const struct vendor_prefix *p = &table->prefixes[i];

		if (!((mac ^ p->mac) >> (MAC_BITS - p->bits)) &&
		    (!found || found->bits < p->bits))
			found = p;
	}
	return found;
}

static void check_lookup(const struct vendor_table *table, uint64_t mac)
{
	const struct vendor_prefix *want = slow_lookup(table, mac);

	FUZZ_MUST(vendor_lookup(table, mac) == want);
	if (!want && mac & MAC_LOCAL)
		want = slow_lookup(table, mac & ~MAC_LOCAL);
	FUZZ_MUST(vendor_lookup_local(table, mac) == want);
}

static void check_prefixes(const struct vendor_table *table)
{
	size_t i;

	FUZZ_MUST(table->n_prefixes && table->n_prefixes <= VENDOR_PREFIX_MAX);
	for (i = 0; i < table->n_prefixes; i++) {
		const struct vendor_prefix *p = &table->prefixes[i];
		uint64_t last = p->mac | (MAC_ALL & ~mac_mask(p->bits));

		FUZZ_MUST(mac_prefix_len_ok(p->bits) && p->bits < MAC_BITS);
		FUZZ_MUST(!(p->mac & ~mac_mask(p->bits)));
		FUZZ_MUST(p->vendor && p->vendor <= table->n_vendors);
		FUZZ_MUST(*p->registrant);
		check_lookup(table, p->mac);
		check_lookup(table, last);
		check_lookup(table, (p->mac - 1) & MAC_ALL);
		check_lookup(table, (last + 1) & MAC_ALL);
		check_lookup(table, p->mac ^ MAC_LOCAL);
	}
}

/* Everybody's, and those of any camera: all and no others, in order. */
static void check_walk(const struct vendor_table *table, int vendor)
{
	const struct vendor_prefix *p = NULL;
	size_t i;

	for (i = 0; i < table->n_prefixes; i++) {
		const struct vendor_prefix *at = &table->prefixes[i];
		const struct vendor *maker = &table->vendors[at->vendor];

		if (vendor == VENDOR_ANY_CAMERA ?
			    maker->broad :
			    at->vendor != vendor && maker->parent != vendor)
			continue;
		p = vendor_next_prefix(table, vendor, p);
		FUZZ_MUST(p == at);
	}
	FUZZ_MUST(!vendor_next_prefix(table, vendor, p));
}

static char *print(const struct vendor_table *table, size_t *len)
{
	char *text = NULL, prefix[MAC_PREFIX_TEXT_LEN];
	FILE *out = open_memstream(&text, len);
	size_t i;

	for (i = 1; i <= table->n_vendors; i++) {
		const struct vendor *v = &table->vendors[i];
		const char *parent =
			v->parent > 0 ? table->vendors[v->parent].slug : "-";

		fprintf(out, "vendor\t%s\t%s\t%s\t%s\t%s\n", v->slug, parent,
			v->broad ? "broad" : "-",
			v->broad ? v->also_makes : "-", v->name);
	}
	for (i = 0; i < table->n_prefixes; i++) {
		const struct vendor_prefix *p = &table->prefixes[i];

		mac_prefix_format(p->mac, p->bits, prefix);
		fprintf(out, "%s\t%s\t%s\t%s\n", prefix,
			table->vendors[p->vendor].slug,
			p->bits == 24 ? "MA-L" :
			p->bits == 28 ? "MA-M" :
					"MA-S",
			p->registrant);
	}
	fclose(out);
	return text;
}

static void check_printed(const struct vendor_table *table)
{
	struct vendor_table again = { 0 };
	char *first, *second, err[256] = "";
	size_t len, len_again;

	first = print(table, &len);
	if (vendor_table_load_bytes(&again, NAME, first, len, err, sizeof(err)))
		fuzz_broken("%s in\n%s", err, first);
	second = print(&again, &len_again);
	FUZZ_MUST(len == len_again && !memcmp(first, second, len));
	vendor_table_free(&again);
	free(second);
	free(first);
}

/* What the loader is to leave alone when it refuses. */
static void check_untouched(const struct vendor_table *table)
{
	static const struct vendor_table none;

	FUZZ_MUST(!memcmp(table, &none, sizeof(none)));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct vendor_table table;
	char err[256] = "";
	void *bytes = fuzz_exact(data, size);
	int ret, id;

	memset(&table, 0, sizeof(table));
	ret = vendor_table_load_bytes(&table, NAME, bytes, size, err,
				      sizeof(err));
	free(bytes);
	if (ret) {
		check_untouched(&table);
		check_error(err, size);
		return 0;
	}
	check_vendors(&table);
	check_prefixes(&table);
	check_walk(&table, VENDOR_ANY_CAMERA);
	for (id = 1; id <= (int)table.n_vendors; id++)
		check_walk(&table, id);
	while (in.size)
		check_lookup(&table, fuzz_take(&in, 6));
	check_printed(&table);
	vendor_table_free(&table);
	return 0;
}
