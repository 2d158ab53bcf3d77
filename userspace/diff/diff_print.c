// SPDX-License-Identifier: GPL-2.0
/*
 * What `lenscap diff` found out as text for people: a line for each thing that
 * differs, long lists cut. JSON, which has all of it, is diff_json.c.
 */
#include <stdio.h>
#include <string.h>

#include "base/mac.h"
#include "base/utf8.h"
#include "diff/diff_report.h"

#define LIST_SHOWN 8 /* of what a line lists */
#define FLOWS_SHOWN 3 /* of each rule */
#define TEXT_SHOWN 200 /* bytes of a value */

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void print_more(size_t count, size_t shown)
{
	if (count > shown)
		printf(", and %zu more", count - shown);
}

/* On one line, whatever stands in it. */
static void print_value(const char *text)
{
	char shown[TEXT_SHOWN + 4];
	size_t len = strlen(text), i;

	if (len > TEXT_SHOWN) {
		len = TEXT_SHOWN;
		/* not amid a character */
		while (len && ((unsigned char)text[len] & 0xc0) == 0x80)
			len--;
	}
	memcpy(shown, text, len);
	shown[len] = '\0';
	for (i = 0; i < len; i++)
		if (shown[i] == '\n' || shown[i] == '\t')
			shown[i] = ' ';
	utf8_make_harmless(shown);
	printf("%s%s", shown, text[len] ? "..." : "");
}

static void print_texts(char mark, const struct diff_texts *texts)
{
	size_t i;

	for (i = 0; i < texts->count && i < LIST_SHOWN; i++) {
		printf("%s", i ? ", " : "");
		printf("%c", mark);
		print_value(texts->items[i]);
	}
	print_more(texts->count, i);
}

static void print_field(const struct diff_field *field)
{
	printf("%s ", field->key);
	if (field->list) {
		print_texts('-', &field->lost);
		if (field->lost.count && field->gained.count)
			fputs(", ", stdout);
		print_texts('+', &field->gained);
		return;
	}
	print_value(field->live ? field->live : "none");
	fputs(" -> ", stdout);
	print_value(field->file ? field->file : "none");
}

/* Of what is new or gone: the values alone. */
static void print_content(const struct diff_field *field)
{
	const struct diff_texts *texts = field->lost.count ? &field->lost :
							     &field->gained;
	size_t i;

	printf("%s ", field->key);
	if (!field->list) {
		print_value(field->live ? field->live : field->file);
		return;
	}
	for (i = 0; i < texts->count && i < LIST_SHOWN; i++) {
		fputs(i ? ", " : "", stdout);
		print_value(texts->items[i]);
	}
	print_more(texts->count, i);
}

static void print_fields(const struct diff_item *item, const char *before)
{
	bool whole = item->change == DIFF_ADDED || item->change == DIFF_REMOVED;
	size_t i;

	for (i = 0; i < item->field_count; i++) {
		fputs(i ? "; " : before, stdout);
		if (whole)
			print_content(&item->fields[i]);
		else
			print_field(&item->fields[i]);
	}
}

static void print_item(const struct diff_item *item)
{
	static const char *const kinds[DIFF_KIND_MAX] = {
		[DIFF_POLICY] = "policy", [DIFF_INTERFACE] = "interface ",
		[DIFF_ZONE] = "zone ",	  [DIFF_ENDPOINT] = "endpoint ",
		[DIFF_GROUP] = "group ",  [DIFF_RULE] = "rule ",
	};
	static const char marks[] = {
		[DIFF_ADDED] = '+',
		[DIFF_REMOVED] = '-',
		[DIFF_CHANGED] = '~',
		[DIFF_MOVED] = '~',
	};
	size_t i;

	printf("%c %s%s%s%s", marks[item->change], kinds[item->kind],
	       item->group ? item->group : "", item->group ? "/" : "",
	       item->name ? item->name : "");
	if (item->moved)
		printf(": moved from place %zu to %zu", item->live_place,
		       item->file_place);
	else if (item->kind == DIFF_RULE && item->change == DIFF_ADDED)
		printf(" at place %zu", item->file_place);
	print_fields(item, item->moved ? "; " : ": ");
	for (i = 0; i < item->used_by.count && i < LIST_SHOWN; i++)
		printf("%s%s", i ? ", " : "; used by ", item->used_by.items[i]);
	print_more(item->used_by.count, i);
	putchar('\n');
}

static void print_permits(const struct diff *diff)
{
	size_t i;

	for (i = 0; diff && i < diff->count; i++) {
		if (diff->items[i].kind != DIFF_PERMIT)
			continue;
		fputs("beside the policy: ", stdout);
		print_field(&diff->items[i].fields[0]);
		putchar('\n');
	}
}

static void print_items(const struct diff_report *r)
{
	size_t i;

	if (!r->diff) {
		puts("the text of the policy in force cannot be read by this version: groups and rules are not compared");
		return;
	}
	for (i = 0; i < r->diff->count; i++)
		if (r->diff->items[i].kind != DIFF_PERMIT)
			print_item(&r->diff->items[i]);
}

/* Rows of one group, which need not stand together. */
static void print_group_prefixes(const struct diff_report *r,
				 const struct diff_prefix_list *list,
				 unsigned int group, const char *verb)
{
	char text[MAC_PREFIX_TEXT_LEN];
	size_t count = 0, shown = 0, i;

	for (i = 0; i < list->count; i++)
		count += list->rows[i].group == group;
	if (!count)
		return;
	printf("prefixes: group %s %s %zu: ",
	       names_text(r->live->names, LC_NAME_GROUP, group), verb, count);
	for (i = 0; i < list->count && shown < LIST_SHOWN; i++) {
		if (list->rows[i].group != group)
			continue;
		mac_prefix_format(list->rows[i].mac, list->rows[i].bits, text);
		printf("%s%s", shown++ ? ", " : "", text);
	}
	print_more(count, shown);
	putchar('\n');
}

/* The id of the group whose name comes next; 0: that was the last. */
static unsigned int group_after(const struct names *names, unsigned int last)
{
	const char *after = names_text(names, LC_NAME_GROUP, last);
	const char *best = NULL, *name;
	unsigned int id, found = 0;

	for (id = 1; id < LC_NAMES_VENDOR - LC_NAMES_GROUP; id++) {
		name = names_text(names, LC_NAME_GROUP, id);
		if (!name || (after && strcmp(name, after) <= 0) ||
		    (best && strcmp(name, best) >= 0))
			continue;
		best = name;
		found = id;
	}
	return found;
}

static void print_prefixes(const struct diff_report *r)
{
	unsigned int group = 0;

	while ((group = group_after(r->live->names, group))) {
		print_group_prefixes(r, &r->prefixes.gained, group, "gains");
		print_group_prefixes(r, &r->prefixes.lost, group, "loses");
	}
}

static void print_end(const struct lc_flow_key *key, bool device)
{
	char text[ADDR_TEXT_LEN];
	bool v6 = key->l3 == 6, ports = diff_flow_ports(key);

	diff_flow_address(key, device, text);
	printf("%s%s%s", v6 && ports ? "[" : "", text, v6 && ports ? "]" : "");
	if (ports)
		printf(":%u", device ? key->device_port : key->peer_port);
}

static void print_flow(const struct flow_seen *seen)
{
	bool by_device = seen->opener == LC_INGRESS;
	char mac[MAC_TEXT_LEN], proto[DIFF_PROTO_LEN];

	mac_format(seen->key.mac, mac);
	diff_flow_proto(&seen->key, proto);
	printf("    %s: ", mac);
	print_end(&seen->key, by_device);
	fputs(" to ", stdout);
	print_end(&seen->key, !by_device);
	printf(" %s\n", proto);
}

/* Rows of one rule stand together. */
static void print_flows(const struct diff_report *r)
{
	const struct flow_ends *flows = &r->flows;
	const struct names *names = r->live->names;
	const char *group, *rule;
	size_t i, end, shown;

	if (!r->flows_complete) {
		puts("flows: they cannot be read; how many would end is not known");
		return;
	}
	printf("flows: %s%zu of %zu would end\n",
	       flows->count ? "at least " : "", flows->count, flows->alive);
	for (i = 0; i < flows->count; i = end) {
		for (end = i + 1; end < flows->count; end++)
			if (flow_end_group(&flows->rows[end]) !=
				    flow_end_group(&flows->rows[i]) ||
			    flow_end_rule(&flows->rows[end]) !=
				    flow_end_rule(&flows->rows[i]))
				break;
		group = names_text(names, LC_NAME_GROUP,
				   flow_end_group(&flows->rows[i]));
		rule = names_text(names, LC_NAME_RULE,
				  flow_end_rule(&flows->rows[i]));
		if (flows->rows[i].flow.opened_by & LC_OPENED_PERMIT)
			printf("  by permits");
		else
			printf("  %s/%s", group ? group : "-",
			       rule ? rule : "-");
		printf(": %zu flow%s\n", end - i, plural(end - i));
		for (shown = 0; shown < FLOWS_SHOWN && i + shown < end; shown++)
			print_flow(&flows->rows[i + shown]);
		if (end - i > shown)
			printf("    and %zu more\n", end - i - shown);
	}
}

static void print_label(const char *name, const char *revision,
			const char *sha256)
{
	bool any = (name && *name) || (revision && *revision);

	printf("%s%s%s%s%.12s%s\n", name ? name : "",
	       name && *name && revision && *revision ? " " : "",
	       revision ? revision : "", any ? " (" : "", sha256,
	       any ? ")" : "");
}

/* What is in force is then a draft, and what the file is compared with. */
static void print_pending(const struct pending *pending)
{
	char text[PENDING_TEXT_LEN];

	if (!pending->id)
		return;
	pending_text(pending, text);
	printf("%s: what is in force is not confirmed, and the policy before it not compared\n",
	       text);
}

static void print_heads(const struct diff_report *r)
{
	const struct lc_policy_info *info = &r->live->info;

	fputs("in force: ", stdout);
	print_label(info->name, info->revision, info->sha256);
	print_pending(&r->live->pending);
	fputs("file:     ", stdout);
	print_label(r->file->name, r->file->revision, r->file->sha256);
}

void diff_report_print(const struct diff_report *r)
{
	const struct lc_policy_info *info = &r->live->info;

	if (r->same) {
		fputs("the same policy is in force: ", stdout);
		print_label(info->name, info->revision, info->sha256);
		print_pending(&r->live->pending);
		print_permits(r->diff);
		return;
	}
	print_heads(r);
	if (strcmp(info->vendors_sha256, r->file->vendors_sha256))
		printf("~ vendor table: %.12s -> %.12s\n", info->vendors_sha256,
		       r->file->vendors_sha256);
	print_items(r);
	print_prefixes(r);
	print_permits(r->diff);
	if (r->judged_same)
		puts("every frame would be judged as it is now");
	else if (!strcmp(info->sha256, r->file->sha256) && r->diff &&
		 !r->diff->count && !r->prefixes.gained.count &&
		 !r->prefixes.lost.count)
		puts("~ addresses or devices of this router are not those of when it was applied");
	print_flows(r);
}
