// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's verifier accepts the programs as several compilers make them,
 * and walks no more than half of the instructions that it would walk at most;
 * Linux 6.1 would find room for their stack, too.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "kselftest.h"
#include "lib_compiled.h"

#define LIMIT 1000000 /* BPF_COMPLEXITY_LIMIT_INSNS */
#define ROOM (LIMIT / 2)

/* Of all functions that call one another; 6.1 rounds each up to 32. */
#define STACK 512
#define STACK_ROUND 32

static struct utsname uts;

/* How many instructions the verifier walked, or a negative errno. */
static long walked(int fd)
{
	struct bpf_prog_info info = { 0 };
	__u32 len = sizeof(info);

	if (bpf_obj_get_info_by_fd(fd, &info, &len))
		return -errno;
	return info.verified_insns;
}

static bool within(const char *what, const char *program, int fd)
{
	long count = walked(fd);

	ksft_print_msg("note: Linux %s, %s, %s: %ld instructions walked\n",
		       uts.release, what, program, count);
	return count > 0 && count <= ROOM;
}

static long rounded(long depth)
{
	return (depth + STACK_ROUND - 1) / STACK_ROUND * STACK_ROUND;
}

#define PARTS 64 /* at most so many functions, the program among them */

/* A program's functions, in their order: where each begins, how deep it goes. */
struct parts {
	size_t begin[PARTS];
	long depth[PARTS];
	size_t count;
};

/* Of a function of the program, or of a timer, which is given its address. */
static bool is_call(const struct bpf_insn *insn)
{
	return (insn->code == (BPF_JMP | BPF_CALL) &&
		insn->src_reg == BPF_PSEUDO_CALL) ||
	       (insn->code == (BPF_LD | BPF_IMM | BPF_DW) &&
		insn->src_reg == BPF_PSEUDO_FUNC);
}

static int by_begin(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

/* A function begins where a call goes to. */
static void parts_find(const struct bpf_program *prog, struct parts *parts)
{
	const struct bpf_insn *insns = bpf_program__insns(prog);
	size_t count = bpf_program__insn_cnt(prog), i, k, to;

	parts->count = 1;
	parts->begin[0] = 0;
	for (i = 0; i < count; i++) {
		if (!is_call(&insns[i]))
			continue;
		to = i + 1 + insns[i].imm;
		for (k = 0; k < parts->count && parts->begin[k] != to; k++)
			;
		if (k == parts->count && k < PARTS)
			parts->begin[parts->count++] = to;
	}
	qsort(parts->begin, parts->count, sizeof(*parts->begin), by_begin);
}

/* The deepest way through calls from that function on, as Linux 6.1 rounds. */
static long deepest(const struct bpf_program *prog, const struct parts *parts,
		    size_t part)
{
	const struct bpf_insn *insns = bpf_program__insns(prog);
	size_t end = part + 1 < parts->count ? parts->begin[part + 1] :
					       bpf_program__insn_cnt(prog);
	long below = 0, depth;
	size_t i, k;

	for (i = parts->begin[part]; i < end; i++) {
		if (!is_call(&insns[i]))
			continue;
		for (k = 0; parts->begin[k] != i + 1 + insns[i].imm; k++)
			;
		depth = deepest(prog, parts, k);
		below = depth > below ? depth : below;
	}
	return rounded(parts->depth[part] ? parts->depth[part] : 1) + below;
}

/* "stack depth 400+24+40": the program and its functions. How many there are. */
static size_t depths_read(const char *log, long depth[PARTS])
{
	static const char words[] = "stack depth ";
	const char *at = log ? strstr(log, words) : NULL;
	size_t count = 0;
	char *end;

	if (!at)
		return 0;
	for (at += strlen(words); count < PARTS; at = end + 1) {
		depth[count++] = strtol(at, &end, 10);
		if (*end != '+')
			break;
	}
	return count;
}

/*
 * The functions that a private copy never calls are taken out of it, and then
 * nobody tells whose depth is which: the deepest one counts as called.
 */
static bool stack_within(const char *what, const struct bpf_program *prog,
			 const char *log)
{
	long depth = 0;
	struct parts parts;
	size_t told, i;

	parts_find(prog, &parts);
	told = depths_read(log, parts.depth);
	if (!told) {
		ksft_print_msg("%s, %s: no stack is told\n", what,
			       bpf_program__name(prog));
		return false;
	}
	for (i = 1; i < told; i++)
		depth = parts.depth[i] > depth ? parts.depth[i] : depth;
	if (told == parts.count)
		depth = deepest(prog, &parts, 0);
	else
		depth = rounded(parts.depth[0]) + rounded(depth);
	ksft_print_msg("%s, %s: stack %ld, with calls %ld\n", what,
		       bpf_program__name(prog), parts.depth[0], depth);
	return depth <= STACK;
}

static void check(const struct compiled *compiled, bool replay)
{
	struct bpf_program *prog;
	struct bpf_object *obj;
	unsigned int programs = 0;
	bool right = true, stack = true;
	size_t size;
	char what[64];
	int err;

	snprintf(what, sizeof(what), "%s, %s", compiled->name,
		 replay ? "replay" : "live");
	if (compiled->missing) {
		ksft_test_result_skip("%s: there is no %s\n", what,
				      compiled->name);
		ksft_test_result_skip("%s: stack: there is no %s\n", what,
				      compiled->name);
		return;
	}
	err = compiled_load(compiled, replay, &obj);
	if (err) {
		ksft_print_msg("refused: %s\n", strerror(-err));
		ksft_test_result_fail("%s\n", what);
		ksft_test_result_fail("%s: stack\n", what);
		return;
	}
	bpf_object__for_each_program(prog, obj) {
		right &= within(what, bpf_program__name(prog),
				bpf_program__fd(prog));
		stack &= stack_within(what, prog,
				      bpf_program__log_buf(prog, &size));
		programs++;
	}
	bpf_object__close(obj);
	ksft_test_result(right && programs >= 2,
			 "%s: each of %u programs takes at most %d\n", what,
			 programs, ROOM);
	ksft_test_result(stack && programs, "%s: the stack fits Linux 6.1\n",
			 what);
}

/* A loop of two instructions. */
static int load_loop(int rounds)
{
	const struct bpf_insn insns[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K },
		{ .code = BPF_ALU64 | BPF_ADD | BPF_K, .imm = 1 },
		{ .code = BPF_JMP | BPF_JLT | BPF_K, .off = -2, .imm = rounds },
		{ .code = BPF_JMP | BPF_EXIT },
	};

	return bpf_prog_load(BPF_PROG_TYPE_XDP, "loop", "GPL", insns,
			     ARRAY_SIZE(insns), NULL);
}

/* What is counted are steps, not instructions of the program. */
static void planted(void)
{
	int fd = load_loop(ROOM / 2);

	if (fd < 0)
		ksft_exit_fail_msg("cannot load a loop: %s\n", strerror(errno));
	ksft_test_result(!within("planted", "a loop", fd),
			 "a loop of more than that is seen\n");
	close(fd);
}

int main(void)
{
	struct compiled found[COMPILED_MAX];
	size_t count, i;

	ksft_print_header();
	if (geteuid())
		ksft_exit_skip("needs root\n");
	uname(&uts);
	count = compiled_find(found);
	ksft_set_plan(4 * count + 1);
	for (i = 0; i < count; i++) {
		check(&found[i], false);
		check(&found[i], true);
	}
	planted();
	ksft_finished();
}
