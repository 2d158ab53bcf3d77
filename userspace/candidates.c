// SPDX-License-Identifier: GPL-2.0
/*
 * What may be completed to.
 * Looks only, and says nothing of what it could not look at.
 */
#include "candidates.h"

#include <ctype.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/short_id.h"
#include "base/tree.h"
#include "permit/permit.h"
#include "policy/policy_read.h"
#include "policy/vendor.h"
#include "slot/live.h"

/* Some names are given by strangers, and all end up on a root's command line. */
static bool is_plain(const char *word)
{
	const char *c;

	for (c = word; *c; c++)
		if (!isascii((unsigned char)*c) ||
		    (!isalnum((unsigned char)*c) && !strchr("-_.:@+%", *c)))
			return false;
	return *word && *word != ':';
}

void candidates_offer(const struct candidates *c, const char *word,
		      const char *help)
{
	if (strncmp(word, c->begin, strlen(c->begin)) || !is_plain(word))
		return;
	printf("%s%s%s%s\n", c->before, word, help ? "\t" : "",
	       help ? help : "");
}

/* "en|de", "by last, first or bytes": the words between the separators. */
static void offer_words(const struct candidates *c, const char *text,
			size_t len, const char *separators)
{
	const char *end = text + len;
	char word[64];
	size_t n;

	while (text < end) {
		n = strcspn(text, separators);
		if (n > (size_t)(end - text))
			n = end - text;
		if (n && n < sizeof(word)) {
			snprintf(word, sizeof(word), "%.*s", (int)n, text);
			if (strcmp(word, "by") && strcmp(word, "or"))
				candidates_offer(c, word, NULL);
		}
		text += n + 1;
	}
}

static void offer_vendors(const struct candidates *c)
{
	struct vendor_table table;
	size_t i;

	if (vendor_table_load_embedded(&table, NULL, 0))
		return;
	for (i = 1; i <= table.n_vendors; i++)
		candidates_offer(c, table.vendors[i].slug,
				 table.vendors[i].name);
	vendor_table_free(&table);
}

/* Names that were ever given out: what is past has counters and rows, too. */
static void offer_names(const struct candidates *c, const struct live *live,
			enum lc_name_kind kind)
{
	unsigned int id;
	const char *name;

	for (id = 1; id < LC_NAMES_END; id++) {
		name = names_text(live->names, kind, id);
		if (name && (kind != LC_NAME_IFACE || !if_nametoindex(name)))
			candidates_offer(c, name, NULL);
	}
}

static void offer_interfaces(const struct candidates *c)
{
	struct if_nameindex *list = if_nameindex(), *each;

	for (each = list; each && each->if_name; each++)
		candidates_offer(c, each->if_name, NULL);
	if (list)
		if_freenameindex(list);
}

static void offer_endpoints(const struct candidates *c, const struct live *live)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	const struct tree_node *node = NULL;
	struct tree_node *root = NULL;
	char *text = NULL;

	if (arena && diag && !live_text(live, &text) &&
	    !tree_parse("policy", text, strlen(text), arena, diag, &root))
		node = tree_find(root, "endpoints");
	for (node = node ? node->first : NULL; node; node = node->next)
		candidates_offer(c, node->key, NULL);
	free(text);
	diag_free(diag);
	arena_free(arena);
}

static void offer_permits(const struct candidates *c, const struct live *live)
{
	struct permits permits;
	char id[SHORT_ID_LEN];
	size_t i;

	if (permits_read(&live->obj, &permits))
		return;
	for (i = 0; i < permits.count; i++) {
		char *why = permits.items[i].note.why;

		why[strcspn(why, "\n")] = '\0';
		short_id_format(permits.items[i].what.id, id);
		candidates_offer(c, id, why);
	}
	permits_free(&permits);
}

static void offer_pending(const struct candidates *c, const struct live *live)
{
	char id[SHORT_ID_LEN];

	if (!live->pending.id)
		return;
	short_id_format(live->pending.id, id);
	candidates_offer(c, id, live->info.name);
}

/* What only the policy in force knows. */
static void offer_live(const struct candidates *c, const char *kind)
{
	struct fault fault = { "" };
	struct live live;

	if (live_open(c->pin, &live, &fault))
		return;
	if (!strcmp(kind, "IFACE"))
		offer_names(c, &live, LC_NAME_IFACE);
	else if (!strcmp(kind, "ZONE"))
		offer_names(c, &live, LC_NAME_ZONE);
	else if (!strcmp(kind, "PEER") && live.policy)
		offer_endpoints(c, &live);
	else if (!strcmp(kind, "PERMIT"))
		offer_permits(c, &live);
	else if (!strcmp(kind, "ID"))
		offer_pending(c, &live);
	live_close(&live);
}

void candidates_print(const struct candidates *c, const char *kind, size_t len,
		      const char *help)
{
	char name[64];
	size_t i;

	snprintf(name, sizeof(name), "%.*s", (int)len, kind);
	if (strspn(name, "abcdefghijklmnopqrstuvwxyz-|") == strlen(name))
		offer_words(c, name, strlen(name), "|");
	else if (!strcmp(name, "KEY") && help)
		offer_words(c, help, strlen(help), ", ");
	else if (!strcmp(name, "DIR"))
		puts(":dir");
	else if (!strncmp(name, "FILE", 4) || !strcmp(name, "PCAP"))
		puts(":file");
	else if (!strcmp(name, "SLUG"))
		offer_vendors(c);
	else if (!strcmp(name, "PROTO"))
		for (i = PROTO_ANY; i <= PROTO_ICMP; i++)
			candidates_offer(c, policy_proto_names[i], NULL);
	else
		offer_live(c, name);
	if (!strcmp(name, "IFACE"))
		offer_interfaces(c);
	if (!strcmp(name, "PEER"))
		candidates_offer(c, "any", NULL);
}
