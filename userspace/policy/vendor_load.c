// SPDX-License-Identifier: GPL-2.0
/*
 * Reading a vendor table, from the program or from a file that may hold
 * anything. Questions to it stand in vendor.c.
 *
 * A line is a comment (#), a vendor, or a prefix; columns are parted by tabs:
 *   vendor  SLUG  PARENT|-  broad|-  ALSO-MAKES|-  NAME
 *   PREFIX  SLUG  MA-L|MA-M|MA-S  REGISTRANT
 * Vendors come first, in the order of their slugs; prefixes in that of their
 * numbers, so that nothing can stand there twice.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mac.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "policy/vendor.h"
#include "policy/vendor_data.h"

#define VENDOR_COLUMNS 6
#define PREFIX_COLUMNS 4
#define LINE_BYTES_MAX 1023

struct loader {
	struct vendor_table table; /* grows here, given over at the end */
	const char *name;
	unsigned int line;
	char *err;
	size_t err_len;
	const char *parents[VENDOR_MAX + 1];
	unsigned int lines[VENDOR_MAX + 1];
	bool used[VENDOR_MAX + 1];
	bool vendors_done;
};

static int __attribute__((format(printf, 2, 3)))
bad(struct loader *loader, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	snprintf(loader->err, loader->err_len, "%s:%u: %s", loader->name,
		 loader->line, text);
	/* the text may have been cut within a character */
	if (loader->err_len)
		utf8_make_harmless(loader->err);
	return -EINVAL;
}

/* Printable UTF-8 and tabs: what goes to a terminal and into JSON. */
static bool clean_text(const char *text)
{
	size_t len = strlen(text);
	unsigned int size;
	uint32_t code;

	for (; len; text += size, len -= size) {
		size = utf8_decode(text, len, &code);
		if (!size || (utf8_is_control(code) && code != '\t'))
			return false;
	}
	return true;
}

static bool slug_ok(const char *slug)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t len = strlen(slug);

	return len && len <= VENDOR_SLUG_MAX && *slug != '-' &&
	       strspn(slug, letters) == len;
}

/* Cut @line at its tabs. False when it has not @count columns, all filled. */
static bool split(char *line, char **columns, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		columns[i] = strsep(&line, "\t");
		if (!columns[i] || !*columns[i])
			return false;
	}
	return !line;
}

static int read_vendor(struct loader *loader, char *line)
{
	struct vendor_table *table = &loader->table;
	char *columns[VENDOR_COLUMNS];
	struct vendor *vendor;

	if (loader->vendors_done)
		return bad(
			loader,
			"a vendor after the first prefix; vendors come first");
	if (!split(line, columns, VENDOR_COLUMNS))
		return bad(loader,
			   "a vendor line has %d columns, none of them empty",
			   VENDOR_COLUMNS);
	if (table->n_vendors == VENDOR_MAX)
		return bad(loader, "more than %d vendors", VENDOR_MAX);
	if (!slug_ok(columns[1]))
		return bad(
			loader,
			"\"%s\" is not a slug: use a-z, 0-9 and -, at most %d",
			columns[1], VENDOR_SLUG_MAX);
	if (table->n_vendors &&
	    strcmp(table->vendors[table->n_vendors].slug, columns[1]) >= 0)
		return bad(loader,
			   "vendor \"%s\" is out of order or there twice",
			   columns[1]);
	if (strcmp(columns[3], "broad") && strcmp(columns[3], "-"))
		return bad(loader, "\"%s\" where broad or - belongs",
			   columns[3]);
	if (!strcmp(columns[3], "-") != !strcmp(columns[4], "-"))
		return bad(
			loader,
			"a broad vendor, and no other, says what else it makes");

	table->n_vendors++;
	loader->parents[table->n_vendors] = columns[2];
	loader->lines[table->n_vendors] = loader->line;
	vendor = &table->vendors[table->n_vendors];
	vendor->slug = columns[1];
	vendor->parent = VENDOR_NONE;
	vendor->broad = *columns[3] == 'b';
	vendor->also_makes = vendor->broad ? columns[4] : "";
	vendor->name = columns[5];
	return 0;
}

/* All vendors are there: parents can be found. */
static int link_parents(struct loader *loader)
{
	struct vendor_table *table = &loader->table;
	unsigned int line = loader->line;
	size_t id;

	loader->vendors_done = true;
	for (id = 1; id <= table->n_vendors; id++) {
		const char *slug = loader->parents[id];
		int parent;

		if (!strcmp(slug, "-"))
			continue;
		loader->line = loader->lines[id];
		parent = vendor_find(table, slug);
		if (parent == VENDOR_NONE)
			return bad(loader,
				   "the parent \"%s\" is not in the table",
				   slug);
		if (strcmp(loader->parents[parent], "-"))
			return bad(loader,
				   "the parent \"%s\" has a parent itself",
				   slug);
		table->vendors[id].parent = parent;
	}
	loader->line = line;
	return 0;
}

static int parse_prefix(struct loader *loader, const char *text,
			struct vendor_prefix *prefix)
{
	char canonical[MAC_PREFIX_TEXT_LEN];
	unsigned int bits;

	switch (mac_prefix_parse(text, &prefix->mac, &bits)) {
	case 0:
		break;
	case -EDOM:
		return bad(loader, "\"%s\": a prefix has 24, 28 or 36 bits",
			   text);
	case -ERANGE:
		return bad(loader, "\"%s\": bits beyond its length are set",
			   text);
	default:
		return bad(loader,
			   "\"%s\" is neither a prefix nor a vendor line",
			   text);
	}
	if (bits == MAC_BITS)
		return bad(loader, "\"%s\": a prefix has 24, 28 or 36 bits",
			   text);
	if (prefix->mac & MAC_MULTICAST)
		return bad(loader, "\"%s\" is a multicast address", text);
	mac_prefix_format(prefix->mac, bits, canonical);
	if (strcmp(text, canonical))
		return bad(loader, "\"%s\" is written %s", text, canonical);
	prefix->bits = (uint8_t)bits;
	return 0;
}

static const char *block_of(unsigned int bits)
{
	return bits == 24 ? "MA-L" : bits == 28 ? "MA-M" : "MA-S";
}

static int read_prefix(struct loader *loader, char *line)
{
	struct vendor_table *table = &loader->table;
	char *columns[PREFIX_COLUMNS];
	struct vendor_prefix prefix;
	int vendor, err;

	if (!loader->vendors_done) {
		err = link_parents(loader);
		if (err)
			return err;
	}
	if (!split(line, columns, PREFIX_COLUMNS))
		return bad(loader,
			   "a prefix line has %d columns, none of them empty",
			   PREFIX_COLUMNS);
	err = parse_prefix(loader, columns[0], &prefix);
	if (err)
		return err;
	if (table->n_prefixes == VENDOR_PREFIX_MAX)
		return bad(loader, "more than %d prefixes", VENDOR_PREFIX_MAX);
	if (table->n_prefixes) {
		struct vendor_prefix *last;

		last = &table->prefixes[table->n_prefixes - 1];
		if (prefix.mac < last->mac ||
		    (prefix.mac == last->mac && prefix.bits <= last->bits))
			return bad(loader,
				   "prefix %s is out of order or there twice",
				   columns[0]);
	}
	vendor = vendor_find(table, columns[1]);
	if (vendor == VENDOR_NONE)
		return bad(loader, "no vendor line for \"%s\"", columns[1]);
	if (strcmp(columns[2], block_of(prefix.bits)))
		return bad(loader, "\"%s\" where %s belongs", columns[2],
			   block_of(prefix.bits));
	prefix.vendor = (uint16_t)vendor;
	prefix.registrant = columns[3];
	loader->used[vendor] = true;
	table->prefixes[table->n_prefixes++] = prefix;
	return 0;
}

static int read_lines(struct loader *loader)
{
	char *rest = loader->table.text;
	int err = 0;

	while (*rest && !err) {
		char *line = rest, *end = strchr(rest, '\n');

		loader->line++;
		if (!end)
			return bad(
				loader,
				"the last line has no end; the file is cut short");
		*end = '\0';
		rest = end + 1;
		if (end - line > LINE_BYTES_MAX)
			err = bad(loader, "longer than %d bytes",
				  LINE_BYTES_MAX);
		else if (!clean_text(line))
			err = bad(loader, "control characters or broken UTF-8");
		else if (*line == '#' || !*line)
			continue;
		else if (!strncmp(line, "vendor\t", 7))
			err = read_vendor(loader, line);
		else
			err = read_prefix(loader, line);
	}
	return err;
}

/* What only shows at the end: an empty table, a vendor without a prefix. */
static int check_whole(struct loader *loader)
{
	struct vendor_table *table = &loader->table;
	size_t id;

	if (!table->n_prefixes)
		return bad(loader, "the table holds no prefix");
	for (id = 1; id <= table->n_vendors; id++) {
		loader->line = loader->lines[id];
		if (!loader->used[id])
			return bad(loader, "vendor \"%s\" has no prefix",
				   table->vendors[id].slug);
	}
	return 0;
}

/* Room for as many rows as there are lines, within the limits. */
static int make_room(struct vendor_table *table, const char *bytes, size_t size)
{
	size_t lines = 0, vendors, prefixes, i;

	for (i = 0; i < size; i++)
		lines += bytes[i] == '\n';
	vendors = lines < VENDOR_MAX ? lines : VENDOR_MAX;
	prefixes = lines < VENDOR_PREFIX_MAX ? lines : VENDOR_PREFIX_MAX;

	table->text = malloc(size + 1);
	table->vendors = calloc(vendors + 1, sizeof(*table->vendors));
	table->prefixes = calloc(prefixes + 1, sizeof(*table->prefixes));
	if (!table->text || !table->vendors || !table->prefixes)
		return -ENOMEM;
	memcpy(table->text, bytes, size);
	table->text[size] = '\0';
	table->vendors[0] = (struct vendor){
		.slug = "",
		.name = "",
		.parent = VENDOR_NONE,
		.also_makes = "",
	};
	sha256(bytes, size, table->sha256);
	return 0;
}

int vendor_table_load_bytes(struct vendor_table *table, const char *name,
			    const void *bytes, size_t size, char *err,
			    size_t len)
{
	struct loader *loader;
	int ret;

	if (size > VENDOR_TABLE_BYTES_MAX) {
		snprintf(err, len, "%s: larger than %u bytes, no vendor table",
			 name, VENDOR_TABLE_BYTES_MAX);
		return -EFBIG;
	}
	if (size && memchr(bytes, '\0', size)) {
		snprintf(err, len, "%s: binary, no vendor table", name);
		return -EINVAL;
	}
	loader = calloc(1, sizeof(*loader));
	if (!loader)
		goto no_memory;
	loader->name = name;
	loader->err = err;
	loader->err_len = len;
	ret = make_room(&loader->table, bytes, size);
	if (ret)
		goto no_memory;
	ret = read_lines(loader);
	if (!ret)
		ret = check_whole(loader);
	if (ret)
		vendor_table_free(&loader->table);
	else
		*table = loader->table;
	free(loader);
	return ret;

no_memory:
	snprintf(err, len, "%s: out of memory", name);
	if (loader)
		vendor_table_free(&loader->table);
	free(loader);
	return -ENOMEM;
}

int vendor_table_load_embedded(struct vendor_table *table, char *err,
			       size_t len)
{
	return vendor_table_load_bytes(table, "built-in vendor table",
				       vendor_data, vendor_data_size, err, len);
}
