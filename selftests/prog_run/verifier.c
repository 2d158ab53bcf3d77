// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's verifier accepts the programs as several compilers make them,
 * and walks no more than half of the instructions that it would walk at most;
 * Linux 6.1 would find room for their stack, too.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
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

/*
 * "stack depth 400+24+40" is the program and the functions that it calls. One of
 * them calls another (permit_fits()); of the two, only Linux 6.1 tells the sum.
 */
static bool stack_within(const char *what, const char *program, const char *log)
{
	static const char words[] = "stack depth ";
	const char *at = log ? strstr(log, words) : NULL;
	long own, deepest = 0, depth;
	char *end;

	if (!at) {
		ksft_print_msg("%s, %s: no stack is told\n", what, program);
		return false;
	}
	own = strtol(at + strlen(words), &end, 10);
	while (*end == '+') {
		depth = strtol(end + 1, &end, 10);
		deepest = depth > deepest ? depth : deepest;
	}
	ksft_print_msg("%s, %s: stack %ld and %ld\n", what, program, own,
		       deepest);
	return rounded(own) + rounded(deepest) <= STACK;
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
		stack &= stack_within(what, bpf_program__name(prog),
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
