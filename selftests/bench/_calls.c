// SPDX-License-Identifier: GPL-2.0
/*
 * The program as a graph. A frame is listed when its way is judged; so what
 * lies on any way from entry to exit around the judging is what unlisted frames
 * can meet. The JIT makes one native call of each call that is left.
 */
#include "_calls.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "_text.h"

struct graph {
	struct text text;
	const struct bpf_insn *insns; /* of the text */
	size_t count;
	bool *judged; /* stands in decide.h */
};

static bool is_jump(const struct bpf_insn *insn)
{
	__u8 class = BPF_CLASS(insn->code), op = BPF_OP(insn->code);

	return (class == BPF_JMP || class == BPF_JMP32) && op != BPF_CALL &&
	       op != BPF_EXIT;
}

static bool is_exit(const struct bpf_insn *insn)
{
	return insn->code == (BPF_JMP | BPF_EXIT);
}

/* Up to two instructions that may come next; how many. */
static int graph_next(const struct graph *g, size_t i, size_t next[2])
{
	const struct bpf_insn *insn = &g->insns[i];
	int n = 0;

	if (is_exit(insn))
		return 0;
	if (is_jump(insn)) {
		next[n++] = i + 1 + insn->off;
		if (BPF_OP(insn->code) == BPF_JA) {
			if (BPF_CLASS(insn->code) == BPF_JMP32)
				next[0] = i + 1 + insn->imm;
			return n;
		}
	}
	next[n++] = i + (insn->code == (BPF_LD | BPF_IMM | BPF_DW) ? 2 : 1);
	return n;
}

/* Mark what can be reached from the entry; skip: not through decide.h. */
static void reach_forward(const struct graph *g, bool skip, bool *seen)
{
	size_t *todo = calloc(g->count + 1, sizeof(*todo)), n = 0, next[2], i;
	int k;

	if (!todo)
		return;
	todo[n++] = 0;
	seen[0] = true;
	while (n) {
		i = todo[--n];
		for (k = graph_next(g, i, next) - 1; k >= 0; k--) {
			if (next[k] >= g->count || seen[next[k]] ||
			    (skip && g->judged[next[k]]))
				continue;
			seen[next[k]] = true;
			todo[n++] = next[k];
		}
	}
	free(todo);
}

/* Of those seen, keep what leads to an exit without leaving the set. */
static void keep_leading_out(const struct graph *g, bool *seen)
{
	bool *out = calloc(g->count, sizeof(*out)), changed = true;
	size_t i, next[2];
	int k;

	while (out && changed) {
		changed = false;
		for (i = g->count; i-- > 0;) {
			if (!seen[i] || out[i])
				continue;
			out[i] = is_exit(&g->insns[i]);
			for (k = graph_next(g, i, next) - 1; k >= 0; k--)
				if (next[k] < g->count && out[next[k]])
					out[i] = true;
			changed |= out[i];
		}
	}
	if (out)
		memcpy(seen, out, g->count * sizeof(*seen));
	free(out);
}

static int print_calls(const struct graph *g, const bool *on)
{
	const struct bpf_line_info *line;
	int calls = 0;
	size_t i;

	for (i = 0; i < g->count; i++) {
		if (!on[i] || !text_is_call(&g->insns[i]))
			continue;
		line = text_line(&g->text, i);
		printf("#     %s:%u: %s\n", text_file(&g->text, line),
		       line ? BPF_LINE_INFO_LINE_NUM(line->line_col) : 0,
		       text_source(&g->text, line));
		calls++;
	}
	return calls;
}

/* Relax the ways that begin at i; touched: they came through decide.h. */
static bool relax(const struct graph *g, size_t i, bool touched, int *fewest)
{
	const int *from = fewest + touched * g->count;
	int cost = from[i] + text_is_call(&g->insns[i]);
	bool changed = false;
	size_t next[2];
	int k;

	if (from[i] < 0)
		return false;
	for (k = graph_next(g, i, next) - 1; k >= 0; k--) {
		bool then = touched || g->judged[next[k]];
		int *to = fewest + then * g->count + next[k];

		if (*to >= 0 && *to <= cost)
			continue;
		*to = cost;
		changed = true;
	}
	return changed;
}

/* The fewest calls on any way from entry to exit through decide.h. */
static int fewest_calls(const struct graph *g)
{
	int *fewest = malloc(2 * g->count * sizeof(*fewest)), found = -ENOMEM;
	bool changed = true;
	size_t i;

	if (!fewest)
		return found;
	memset(fewest, -1, 2 * g->count * sizeof(*fewest));
	fewest[0] = 0;
	while (changed) {
		changed = false;
		for (i = 0; i < g->count; i++) {
			changed |= relax(g, i, false, fewest);
			changed |= relax(g, i, true, fewest);
		}
	}
	for (i = 0; i < g->count; i++)
		if (is_exit(&g->insns[i]) && fewest[g->count + i] >= 0 &&
		    (found < 0 || fewest[g->count + i] < found))
			found = fewest[g->count + i];
	free(fewest);
	return found;
}

/*
 * Only listed frames come here: a look into a table in decide.h, or at what was
 * judged a moment ago (recent.h), or judge()'s question whether there are tables.
 * Moves of constants and what stands on the stack do not tell a way: the compiler
 * shares them among several. Or a candidate is judged beside, and the tail call
 * comes to what does that: then each may pay.
 */
static bool is_judging(const struct graph *g, size_t i)
{
	const struct bpf_line_info *line = text_line(&g->text, i);
	const struct bpf_insn *insn = &g->insns[i];
	const char *file;

	if (is_jump(insn) &&
	    strstr(text_source(&g->text, line), "!slot->rules"))
		return true;
	if (text_is_tail_call(insn))
		return true;
	file = text_file(&g->text, line);
	return BPF_CLASS(insn->code) == BPF_LDX &&
	       insn->src_reg != BPF_REG_10 &&
	       (!strcmp(file, "decide.h") || !strcmp(file, "recent.h"));
}

static int graph_load(int prog_fd, struct graph *g)
{
	int err = text_load(prog_fd, &g->text);
	size_t i;

	if (err)
		return err;
	g->insns = g->text.insns;
	g->count = g->text.count;
	g->judged = calloc(g->count, sizeof(*g->judged));
	if (!g->judged)
		return -ENOMEM;
	for (i = 0; i < g->count; i++)
		g->judged[i] = is_judging(g, i);
	return 0;
}

static int print_both(const struct graph *g, const char *name)
{
	bool *unlisted = calloc(g->count, sizeof(*unlisted));
	bool *listed = calloc(g->count, sizeof(*listed));
	int calls = -ENOMEM;
	size_t i;

	if (!unlisted || !listed)
		goto out;
	reach_forward(g, true, unlisted);
	keep_leading_out(g, unlisted);
	if (!unlisted[0]) {
		printf("# %s: no way around decide.h was found\n", name);
		calls = -ENOENT;
		goto out;
	}
	reach_forward(g, false, listed);
	for (i = 0; i < g->count; i++)
		listed[i] &= !unlisted[i];
	printf("# %s: calls an unlisted frame can meet:\n", name);
	calls = print_calls(g, unlisted);
	printf("#     %d\n", calls);
	printf("# %s: further calls that a listed frame can meet, passed or dropped:\n",
	       name);
	printf("#     %d; %d on the way with the fewest\n",
	       print_calls(g, listed), fewest_calls(g));
out:
	free(unlisted);
	free(listed);
	return calls;
}

int calls_print(int prog_fd, const char *name)
{
	struct graph g = { 0 };
	int ret = graph_load(prog_fd, &g);

	if (!ret)
		ret = print_both(&g, name);
	text_free(&g.text);
	free(g.judged);
	return ret;
}
