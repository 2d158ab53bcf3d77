// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap permit: what single devices may do for a time, and why.
 * How permits begin and end stands in permit.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/caller.h"
#include "base/diag.h"
#include "base/envelope.h"
#include "base/mac.h"
#include "base/rfc3339.h"
#include "base/short_id.h"
#include "base/table.h"
#include "base/tree.h"
#include "cmd.h"
#include "maps/lock.h"
#include "options.h"
#include "permit/permit_sync.h"
#include "permit/permit_text.h"
#include "permit/permit_words.h"
#include "record/ledger_record.h"
#include "slot/deploy.h"
#include "slot/live.h"

struct command {
	const char *pin;
	const char *state;
	const char *why;
	bool json;
	struct lock lock;
	struct live live;
};

/* To change something: the lock, and what is in force here. */
static int open_changing(struct command *command)
{
	struct fault fault = { "" };

	if (geteuid())
		return cmd_fail(
			"root is needed to change the router; try sudo");
	if (lock_take(command->pin, false, &command->lock, &fault))
		return cmd_fail("%s", fault.text);
	if (live_open(command->pin, &command->live, &fault) ||
	    deploy_check_netns(command->pin, &command->live.obj, &fault)) {
		lock_release(command->pin, &command->lock);
		return cmd_fail("%s", fault.text);
	}
	return CMD_DONE;
}

static void close_changing(struct command *command)
{
	live_close(&command->live);
	lock_release(command->pin, &command->lock);
}

/* The policy in force, as far as its endpoints are asked for. */
struct book {
	const struct live *live;
	struct arena *arena;
	const struct tree_node *root;
};

static int book_open(struct book *book)
{
	struct diag *diag = diag_new();
	struct tree_node *root = NULL;
	char *text = NULL;
	int err;

	book->arena = arena_new();
	err = diag && book->arena ? live_text(book->live, &text) : -ENOMEM;
	if (!err)
		err = tree_parse("policy", text, strlen(text), book->arena,
				 diag, &root);
	book->root = err ? NULL : root;
	free(text);
	diag_free(diag);
	return err;
}

/* An endpoint's, in the one form that a resolved policy has. */
static int book_find(void *data, const char *name, struct addr_list *list)
{
	struct book *book = data;
	const struct tree_node *node;
	int err = book->root ? 0 : book_open(book);

	if (err)
		return err;
	node = tree_find(book->root, "endpoints");
	node = node ? tree_find(node, name) : NULL;
	node = node ? tree_find(node, "prefixes") : NULL;
	if (!node)
		return -ENOENT;
	list->count = 0;
	list->items =
		arena_alloc(book->arena, node->count + 1, sizeof(*list->items));
	if (!list->items)
		return -ENOMEM;
	for (node = node->first; node; node = node->next)
		if (addr_prefix_parse(node->text ? node->text : "",
				      &list->items[list->count++]))
			return -EINVAL;
	return 0;
}

static void warn_unlisted(const struct live *live, const struct permit *permit)
{
	char mac[MAC_TEXT_LEN];
	size_t i;

	for (i = 0; i < permit->note.mac_count; i++) {
		if (permit_listed(&live->slots, permit->note.macs[i]))
			continue;
		mac_format(permit->note.macs[i], mac);
		cmd_warn(
			"the policy in force does not list %s: the permit means nothing to it",
			mac);
	}
}

static int print_begun(const struct command *command,
		       const struct permit *permit)
{
	char id[SHORT_ID_LEN], until[RFC3339_LEN];

	if (command->json)
		return envelope_print(permit_json(permit));
	short_id_format(permit->what.id, id);
	rfc3339_format((int64_t)permit->note.until, until);
	printf("permit %s until %s\n", id, until);
	return cmd_flush();
}

static int begin_locked(struct command *command, struct permit *permit)
{
	struct permits one = { .items = permit, .count = 1 };
	struct fault fault = { "" };
	int ret;

	permit->note.since = (__u64)time(NULL);
	permit->note.until = permit->note.since + (__u64)permit->seconds;
	permit->note.origin = LC_PERMIT_COMMAND;
	caller_name(permit->note.by, sizeof(permit->note.by));
	if (permits_begin(&command->live.obj, &one, &fault))
		return cmd_fail("%s", fault.text);
	warn_unlisted(&command->live, permit);
	ret = print_begun(command, permit);
	if (permit_save(&command->live.obj, command->state, 0, &fault))
		cmd_warn("%s", fault.text);
	ledger_note(command->pin, command->state, "permit-start", command->why);
	return ret;
}

static int begin(struct command *command, char **words, int count)
{
	struct book book = { .live = &command->live };
	const struct permit_endpoints endpoints = { book_find, &book };
	struct permit permit = { 0 };
	struct fault fault = { "" };
	int ret;

	if (!command->why)
		return cmd_misuse(
			"permit: --why is missing; say what it is for, it is shown with the permit");
	if (permit_why_parse(command->why, &permit.note, &fault))
		return cmd_misuse("permit: %s", fault.text);
	ret = open_changing(command);
	if (ret)
		return ret;
	if (!command->live.policy)
		ret = cmd_fail("no policy is in force; apply one first");
	else if (permit_words_parse(words, (size_t)count, &endpoints, &permit,
				    &fault))
		ret = cmd_misuse("permit: %s", fault.text);
	else
		ret = begin_locked(command, &permit);
	arena_free(book.arena);
	close_changing(command);
	return ret;
}

static const struct permit *find(const struct permits *permits, uint32_t id)
{
	size_t i;

	for (i = 0; i < permits->count; i++)
		if (permits->items[i].what.id == id)
			return &permits->items[i];
	return NULL;
}

/* One that a reboot interrupted, and that waits for the clock to be set. */
static bool waits(const struct command *command, uint32_t id)
{
	struct permit_file file;
	bool found;

	if (permit_file_read(command->state, &file, NULL))
		return false;
	found = find(&file.before, id);
	permit_file_free(&file);
	return found;
}

static int print_ended(const struct command *command, const char *text,
		       const char *what)
{
	if (command->json)
		return envelope_print(
			json_pack("{s:s, s:b}", "id", text, "ended", 1));
	printf("permit %s %s\n", text, what);
	return cmd_flush();
}

static int forget(const struct command *command, uint32_t id, const char *text)
{
	struct fault fault = { "" };

	if (permit_save(&command->live.obj, command->state, id, &fault))
		return cmd_fail("%s", fault.text);
	return print_ended(command, text, "of before the reboot is forgotten");
}

static int end_locked(struct command *command, const struct permits *permits,
		      uint32_t id, const char *text)
{
	const struct permit *permit = find(permits, id);
	struct fault fault = { "" };
	int err;

	if (!permit && waits(command, id))
		return forget(command, id, text);
	err = permit ? permit_end(&command->live.obj, permit) : -ESTALE;
	if (err == -ESTALE)
		return cmd_fail(
			"permit %s is not active, or has ended; lenscap permit list shows those that are",
			text);
	if (err)
		return cmd_fail("permit %s does not end: %s", text,
				strerror(-err));
	if (permit->note.origin == LC_PERMIT_FILE)
		cmd_warn(
			"permit %s stands in the policy's file: the next apply of that begins it again, unless it is taken out there",
			text);
	if (permit_save(&command->live.obj, command->state, id, &fault))
		cmd_warn("%s", fault.text);
	ledger_note(command->pin, command->state, "permit-end", NULL);
	return print_ended(command, text, "ended, and what it opened");
}

static int end(struct command *command, char **words, int count)
{
	struct permits permits;
	uint32_t id;
	int ret;

	if (count != 1 || short_id_parse(words[0], &id))
		return cmd_misuse(
			"permit end: one id is wanted, six digits as permit list shows them");
	ret = open_changing(command);
	if (ret)
		return ret;
	if (permits_read(&command->live.obj, &permits)) {
		ret = cmd_fail("the permits cannot be read");
	} else {
		ret = end_locked(command, &permits, id, words[0]);
		permits_free(&permits);
	}
	close_changing(command);
	return ret;
}

static int list_json(const struct permits *permits)
{
	json_t *env = envelope_new("permits/1");
	size_t i;

	for (i = 0; env && i < permits->count; i++) {
		if (json_array_append_new(envelope_rows(env),
					  permit_json(&permits->items[i]))) {
			json_decref(env);
			env = NULL;
		}
	}
	return envelope_print(env);
}

static void devices_text(const struct lc_permit_note *note, char *buf,
			 size_t size)
{
	mac_format(note->macs[0], buf);
	if (note->mac_count > 1)
		snprintf(buf + strlen(buf), size - strlen(buf), " and %u more",
			 note->mac_count - 1);
}

static int list_text(const struct permits *permits)
{
	char id[SHORT_ID_LEN], until[RFC3339_LEN], devices[48];
	char service[PERMIT_PORTS_LEN];
	struct table *table;
	size_t i;

	if (!permits->count) {
		puts("no permit is active");
		return cmd_flush();
	}
	table = table_new("ID|UNTIL|DEVICES|PEER|SERVICE|FROM|BY|WHY");
	for (i = 0; i < permits->count; i++) {
		const struct permit *permit = &permits->items[i];
		char why[sizeof(permit->note.why)];

		short_id_format(permit->what.id, id);
		rfc3339_format((int64_t)permit->note.until, until);
		devices_text(&permit->note, devices, sizeof(devices));
		permit_service(permit, service);
		strcpy(why, permit->note.why);
		why[strcspn(why, "\n")] = '\0';
		table_text(table, id);
		table_text(table, until);
		table_text(table, devices);
		table_text(table, permit->note.peer);
		table_text(table, service);
		table_text(table, permit_origin_text(permit->note.origin));
		table_text(table, permit->note.by);
		table_text(table, why);
	}
	return table_print(table);
}

static int list(struct command *command)
{
	struct fault fault = { "" };
	struct permits permits;
	int ret;

	if (live_open(command->pin, &command->live, &fault))
		return cmd_fail("%s", fault.text);
	if (permits_read(&command->live.obj, &permits)) {
		ret = cmd_fail("the permits cannot be read");
	} else {
		ret = command->json ? list_json(&permits) : list_text(&permits);
		permits_free(&permits);
	}
	live_close(&command->live);
	return ret;
}

static const char *const forms[] = { "list", "end PERMIT", NULL };

static const struct options_usage usage = {
	.operands = "MAC... to PEER PROTO [PORT...] for DURATION",
	.about =
		"Let devices open to a peer for a time, whatever rules and default say:\n"
		"  lenscap permit 44:19:b6:00:00:01 to 203.0.113.9 tcp 443 for 1h --why 'firmware 5.7'\n"
		"  lenscap permit list\n"
		"  lenscap permit end 3f2a9c\n"
		"PEER is an endpoint of the policy in force, an address, a prefix, or any; PROTO\n"
		"tcp, udp, icmp or any; PORT 443, 8000-8010 or several with commas; DURATION 90s,\n"
		"15m, 1h or 2d, at most 31d. The kernel ends it, and what it opened, by itself.\n"
		"PERMIT is an id that list shows.",
	.min_operands = 1,
	.max_operands = -1,
	.forms = forms,
};

int cmd_permit(int argc, char **argv)
{
	struct command command = {
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
		.lock = LOCK_NONE,
	};
	const struct option_def defs[] = {
		{ "why", "TEXT", "what it is for", NULL, &command.why },
		OPTION_JSON(&command.json),
		OPTION_PIN(&command.pin),
		OPTION_STATE(&command.state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);
	bool is_list, is_end;

	if (first < 0)
		return options_exit(first);
	is_list = !strcmp(argv[first], "list");
	is_end = !strcmp(argv[first], "end");
	if ((is_list || is_end) && command.why)
		return cmd_misuse("permit %s: --why has no place here",
				  argv[first]);
	if (is_list && argc - first > 1)
		return cmd_misuse(
			"permit list: \"%s\" is one argument too many",
			argv[first + 1]);
	if (is_list)
		return list(&command);
	if (is_end)
		return end(&command, argv + first + 1, argc - first - 1);
	return begin(&command, argv + first, argc - first);
}
