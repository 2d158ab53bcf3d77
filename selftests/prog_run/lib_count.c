// SPDX-License-Identifier: GPL-2.0
/*
 * A call leaves nothing in r1 to r5, and r0 holds nothing ahead of one: there
 * is room for an atomic addition after each, with a mark ahead of it. What the
 * kernel made of the call stands between the two in the translated program. A
 * tail call may not come back: it is counted ahead.
 */
#define _GNU_SOURCE /* syscall() */
#include "lib_count.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../bench/_text.h"
#include "kselftest.h"

#define MARK 0x4c430000 /* and the site's number, moved into w0 */
#define MARK_INSNS 1
#define COUNT_INSNS 4
#define POINTER(p) ((__u64)(unsigned long)(p))

struct count_site count_sites[COUNT_SITES_MAX];
size_t count_site_count;

static size_t slots_used; /* by sites that were put in */
static size_t slot_of[COUNT_SITES_MAX]; /* of each of count_sites */
static volatile __u64 *slots; /* memory of the map */
static int map_fd = -1;
static __u32 map_id;

/* A program on its way to the kernel. */
struct rewrite {
	const struct bpf_insn *from;
	size_t from_count;
	struct bpf_insn *to;
	size_t to_count;
	__u32 *start; /* where what belongs to an instruction begins, and */
	__u32 *at; /* where it stands now; one more of each for the end */
};

static void make_map(void)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_MMAPABLE);
	const size_t size = COUNT_SITES_MAX * sizeof(*slots);
	struct bpf_map_info info = { 0 };
	__u32 len = sizeof(info);

	map_fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "calls", 4, size, 1, &opts);
	slots = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, map_fd, 0);
	if (slots == MAP_FAILED || bpf_obj_get_info_by_fd(map_fd, &info, &len))
		ksft_exit_fail_msg("no map for counters: %s\n",
				   strerror(errno));
	map_id = info.id;
}

static void put(struct rewrite *r, struct bpf_insn insn)
{
	r->to[r->to_count++] = insn;
}

static void put_mark(struct rewrite *r, size_t slot)
{
	put(r, (struct bpf_insn){ .code = BPF_ALU | BPF_MOV | BPF_K,
				  .dst_reg = BPF_REG_0,
				  .imm = MARK | slot });
}

/* Two registers that hold nothing. */
static void put_count(struct rewrite *r, size_t slot, int place, int one)
{
	put(r, (struct bpf_insn){ .code = BPF_LD | BPF_IMM | BPF_DW,
				  .dst_reg = place,
				  .src_reg = BPF_PSEUDO_MAP_VALUE,
				  .imm = map_fd });
	put(r, (struct bpf_insn){ .imm = slot * sizeof(*slots) });
	put(r, (struct bpf_insn){ .code = BPF_ALU64 | BPF_MOV | BPF_K,
				  .dst_reg = one,
				  .imm = 1 });
	put(r, (struct bpf_insn){ .code = BPF_STX | BPF_ATOMIC | BPF_DW,
				  .dst_reg = place,
				  .src_reg = one,
				  .imm = BPF_ADD });
}

static bool is_site(const struct bpf_insn *insn)
{
	return text_is_call(insn) || text_is_tail_call(insn);
}

static void put_all(struct rewrite *r)
{
	size_t i, slot = slots_used;

	for (i = 0; i < r->from_count; i++) {
		const struct bpf_insn *insn = &r->from[i];

		r->start[i] = r->to_count;
		if (is_site(insn))
			put_mark(r, slot);
		if (text_is_tail_call(insn))
			put_count(r, slot++, BPF_REG_0, BPF_REG_5);
		r->at[i] = r->to_count;
		put(r, *insn);
		if (text_is_call(insn))
			put_count(r, slot++, BPF_REG_1, BPF_REG_2);
	}
	r->start[i] = r->to_count;
	r->at[i] = r->to_count;
}

/* Is there a distance to another instruction in it, and where? */
static bool distance(const struct bpf_insn *insn, bool *in_imm)
{
	__u8 class = BPF_CLASS(insn->code), op = BPF_OP(insn->code);

	*in_imm = true;
	if (insn->code == (BPF_JMP | BPF_CALL))
		return insn->src_reg == BPF_PSEUDO_CALL;
	if (insn->code == (BPF_LD | BPF_IMM | BPF_DW))
		return insn->src_reg == BPF_PSEUDO_FUNC;
	if (insn->code == (BPF_JMP32 | BPF_JA))
		return true;
	*in_imm = false;
	return (class == BPF_JMP || class == BPF_JMP32) && op != BPF_CALL &&
	       op != BPF_EXIT;
}

static void mend_distances(struct rewrite *r)
{
	size_t i;
	bool imm;

	for (i = 0; i < r->from_count; i++) {
		const struct bpf_insn *insn = &r->from[i];
		bool wide = insn->code == (BPF_LD | BPF_IMM | BPF_DW);

		if (distance(insn, &imm)) {
			size_t to = i + 1 + (imm ? insn->imm : insn->off);
			int off = (int)r->start[to] - (int)r->at[i] - 1;

			if (imm)
				r->to[r->at[i]].imm = off;
			else
				r->to[r->at[i]].off = off;
			if (!imm && off != (__s16)off)
				ksft_exit_fail_msg("a jump became too long\n");
		}
		i += wide;
	}
}

/* Records that begin with the number of an instruction, moved with it. */
static void *moved(const struct rewrite *r, __u64 records, __u32 count,
		   __u32 size)
{
	char *copy = malloc((size_t)count * size + 1);
	__u32 i, *insn;

	if (!copy)
		ksft_exit_fail_msg("no memory\n");
	memcpy(copy, (void *)(unsigned long)records, (size_t)count * size);
	for (i = 0; i < count; i++) {
		insn = (__u32 *)(copy + (size_t)i * size);
		*insn = r->start[*insn];
	}
	return copy;
}

static bool is_mark(const struct bpf_insn *insn)
{
	return insn->code == (BPF_ALU | BPF_MOV | BPF_K) && !insn->dst_reg &&
	       (insn->imm & ~(COUNT_SITES_MAX - 1)) == MARK;
}

static bool is_count(const struct bpf_insn *insn, size_t slot)
{
	return insn->code == (BPF_LD | BPF_IMM | BPF_DW) &&
	       insn->src_reg == BPF_PSEUDO_MAP_VALUE &&
	       insn->imm == (__s32)map_id &&
	       insn[1].imm == (__s32)(slot * sizeof(*slots));
}

/* The site whose mark is instruction i of what the kernel made of it. */
static void keep_site(const struct text *text, size_t i, const char *function)
{
	size_t slot = text->insns[i].imm & (COUNT_SITES_MAX - 1), k;
	struct count_site *site = &count_sites[count_site_count];
	const struct bpf_line_info *line = text_line(text, i);

	memset(site, 0, sizeof(*site));
	for (k = i + 1; !is_count(&text->insns[k], slot); k++) {
		if (k + 2 >= text->count || is_mark(&text->insns[k]))
			ksft_exit_fail_msg("a mark without a counter\n");
		site->calls += text_is_call(&text->insns[k]);
	}
	site->tail = k == i + 1;
	snprintf(site->function, sizeof(site->function), "%s", function);
	snprintf(site->file, sizeof(site->file), "%s", text_file(text, line));
	snprintf(site->source, sizeof(site->source), "%s",
		 text_source(text, line));
	site->line = line ? BPF_LINE_INFO_LINE_NUM(line->line_col) : 0;
	slot_of[count_site_count++] = slot;
}

static void keep_sites(int prog_fd)
{
	struct text text;
	size_t i, func = 0;

	if (text_load(prog_fd, &text))
		ksft_exit_fail_msg("cannot read a program\n");
	for (i = 0; i < text.count; i++) {
		while (func + 1 < text.func_count &&
		       text.funcs[func + 1].insn_off <= i)
			func++;
		if (is_mark(&text.insns[i]))
			keep_site(&text, i, text_func(&text, func));
	}
	text_free(&text);
}

static void rewrite(const union bpf_attr *attr, struct rewrite *r)
{
	size_t i, sites = 0;

	r->from = (void *)(unsigned long)attr->insns;
	r->from_count = attr->insn_cnt;
	for (i = 0; i < r->from_count; i++)
		sites += is_site(&r->from[i]);
	if (slots_used + sites > COUNT_SITES_MAX)
		ksft_exit_fail_msg("more than %d calls\n", COUNT_SITES_MAX);
	r->to = calloc(r->from_count + sites * (MARK_INSNS + COUNT_INSNS),
		       sizeof(*r->to));
	r->start = calloc(r->from_count + 1, sizeof(*r->start));
	r->at = calloc(r->from_count + 1, sizeof(*r->at));
	if (!r->to || !r->start || !r->at)
		ksft_exit_fail_msg("no memory\n");
	put_all(r);
	mend_distances(r);
}

static bool is_ours(const union bpf_attr *attr)
{
	return (attr->prog_type == BPF_PROG_TYPE_XDP ||
		attr->prog_type == BPF_PROG_TYPE_SCHED_CLS) &&
	       !strncmp(attr->prog_name, "lenscap_", 8);
}

long count_prog_load(const union bpf_attr *asked, unsigned int size)
{
	union bpf_attr attr = { 0 };
	struct rewrite r = { 0 };
	long fd;

	if (!is_ours(asked))
		return syscall(__NR_bpf, BPF_PROG_LOAD, asked, size);
	if (map_fd < 0)
		make_map();
	rewrite(asked, &r);
	memcpy(&attr, asked, size < sizeof(attr) ? size : sizeof(attr));
	attr.insns = POINTER(r.to);
	attr.insn_cnt = r.to_count;
	attr.func_info =
		POINTER(moved(&r, asked->func_info, asked->func_info_cnt,
			      asked->func_info_rec_size));
	attr.line_info =
		POINTER(moved(&r, asked->line_info, asked->line_info_cnt,
			      asked->line_info_rec_size));
	fd = syscall(__NR_bpf, BPF_PROG_LOAD, &attr, size);
	if (fd >= 0) {
		keep_sites(fd);
		slots_used += (r.to_count - r.from_count) /
			      (MARK_INSNS + COUNT_INSNS);
	}
	free((void *)(unsigned long)attr.func_info);
	free((void *)(unsigned long)attr.line_info);
	free(r.to);
	free(r.start);
	free(r.at);
	return fd;
}

__u64 count_of(size_t site)
{
	return slots[slot_of[site]];
}

void count_reset(void)
{
	size_t i;

	for (i = 0; i < slots_used; i++)
		slots[i] = 0;
}

int count_calls(size_t first, size_t end)
{
	int calls = 0;

	for (; first < end; first++)
		calls += count_sites[first].calls;
	return calls;
}
