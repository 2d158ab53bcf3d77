/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the kernel made of a loaded program: translated instructions, whence
 * they come, and native code. What is looked for in them is for the callers.
 */
#ifndef LENSCAP_BENCH_TEXT_H
#define LENSCAP_BENCH_TEXT_H

#include <linux/bpf.h>
#include <stdbool.h>
#include <stddef.h>

struct btf;

struct text {
	struct bpf_insn *insns;
	size_t count; /* instructions, subprograms and all */
	struct bpf_line_info *lines;
	size_t line_count;
	struct bpf_func_info *funcs; /* the program, then its subprograms */
	size_t func_count;
	unsigned char *native; /* of all of them, one after another */
	size_t native_len; /* 0 where the kernel does not tell, or has no JIT */
	__u32 *native_lens; /* of each of them */
	size_t native_count;
	struct btf *btf;
};

/* 0 or a negative errno; the caller calls text_free() in any case. */
int text_load(int prog_fd, struct text *text);
void text_free(struct text *text);

/* The name of function n of the program. */
const char *text_func(const struct text *text, size_t n);

/* The line that an instruction was compiled from; NULL if unknown. */
const struct bpf_line_info *text_line(const struct text *text, size_t insn);

/* Its file without folders, and what stands there; "" if unknown. */
const char *text_file(const struct text *text,
		      const struct bpf_line_info *line);
const char *text_source(const struct text *text,
			const struct bpf_line_info *line);

/* A call that comes back. The other kind is a jump in native code. */
bool text_is_call(const struct bpf_insn *insn);
bool text_is_tail_call(const struct bpf_insn *insn);

#endif
