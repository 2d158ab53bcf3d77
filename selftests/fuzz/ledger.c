// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as the ledger's files and its checkpoint: they are read within their
 * bounds, give the same whether the checkpoint is there or not, and what is
 * written of them reads back.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/history.h"
#include "ledger/ledger.h"
#include "ledger/ledger_checkpoint.h"
#include "record/ledger_span.h"
#include "ledger/ledger_state.h"
#include "ledger/ledger_verify.h"
#include "lib_fuzz.h"

static const char *const names[] = { "2026-01.jsonl", "2026-02.jsonl",
				     LEDGER_CHECKPOINT };

static char state_dir[200];

static void path_of(char path[300], const char *name)
{
	snprintf(path, 300, "%s/" LEDGER_DIR "/%s", state_dir, name);
}

static void clear(void)
{
	char path[300];
	size_t i;

	for (i = 0; i < FUZZ_COUNT(names); i++) {
		path_of(path, names[i]);
		unlink(path);
	}
}

static void remove_all(void)
{
	char path[300];

	clear();
	path_of(path, "");
	rmdir(path);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char path[300];

	snprintf(state_dir, sizeof(state_dir), "%s", fuzz_dir());
	path_of(path, "");
	mkdir(path, 0700);
	atexit(remove_all);
	return 0;
}

static bool same_tables(const struct ledger_state *a,
			const struct ledger_state *b)
{
	size_t i;
	int kind;

	for (kind = 0; kind < LEDGER_KIND_MAX; kind++) {
		if (a->tables[kind].count != b->tables[kind].count)
			return false;
		for (i = 0; i < a->tables[kind].count; i++) {
			const struct ledger_row *x = &a->tables[kind].rows[i];
			const struct ledger_row *y =
				ledger_table_by_id(&b->tables[kind], x->id);

			if (!y || strcmp(x->key, y->key) ||
			    strcmp(x->def, y->def) ||
			    x->counts[0] != y->counts[0])
				return false;
		}
	}
	return a->head.seq == b->head.seq && a->size == b->size &&
	       !strcmp(a->head.sha256, b->head.sha256);
}

/* What was read is saved, and read again from that. */
static void check_state(int fd)
{
	struct ledger_state *first, *second;

	if (ledger_state_load(fd, LEDGER_ALL, &first, NULL))
		return;
	/* what the ledger wrote itself counts from 1, in numbers of JSON */
	if (first->head.seq && !ledger_checkpoint_write(fd, first) &&
	    !ledger_state_load(fd, LEDGER_ALL, &second, NULL)) {
		FUZZ_MUST(same_tables(first, second));
		ledger_state_free(second);
	}
	ledger_state_free(first);
}

static void check_readers(void)
{
	struct ledger_verdict *verdict;
	struct ledger_span *span;
	struct history *history;
	struct ledger_head head;
	struct fault fault;
	size_t i;

	if (!ledger_verify(state_dir, NULL, &verdict, &fault)) {
		for (i = 0; i < verdict->count; i++)
			FUZZ_MUST(fuzz_harmless(verdict->findings[i].text));
		free(verdict);
	}
	/* 2026, and now is far behind it */
	if (!ledger_span_read(state_dir, 1767225600, 1798761600, 1830297600,
			      &span, &fault)) {
		FUZZ_MUST(span->covered >= 0 &&
			  span->covered <= span->to - span->from);
		for (i = 0; i < span->gap_count; i++)
			FUZZ_MUST(span->gaps[i].from < span->gaps[i].to &&
				  span->gaps[i].from >= span->from &&
				  span->gaps[i].to <= span->to);
		ledger_span_free(span);
	}
	if (!history_read(state_dir, &history, &fault))
		history_free(history);
	ledger_head(state_dir, &head);
}

/* Parts of the input, cut at octets of 255. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[300];
	size_t i;
	int fd;

	clear();
	for (i = 0; i < FUZZ_COUNT(names); i++) {
		const uint8_t *end = size ? memchr(data, 255, size) : NULL;
		size_t len = end ? (size_t)(end - data) : size;

		path_of(path, names[i]);
		if (len)
			fuzz_put(path, data, len);
		data += len + !!end;
		size -= len + !!end;
	}
	check_readers();
	fd = ledger_peek(state_dir);
	FUZZ_MUST(fd >= 0);
	check_state(fd);
	close(fd);
	return 0;
}
