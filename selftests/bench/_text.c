// SPDX-License-Identifier: GPL-2.0
/*
 * Read through the program's descriptor, in two goes: how much there is, and
 * then all of it. What the verifier took out is in none of it.
 */
#include "_text.h"

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool text_is_tail_call(const struct bpf_insn *insn)
{
	return insn->code == (BPF_JMP | BPF_CALL) && !insn->src_reg &&
	       insn->imm == BPF_FUNC_tail_call;
}

bool text_is_call(const struct bpf_insn *insn)
{
	return insn->code == (BPF_JMP | BPF_CALL) && !text_is_tail_call(insn);
}

const char *text_func(const struct text *text, size_t n)
{
	const struct btf_type *type;

	if (n >= text->func_count)
		return "";
	type = btf__type_by_id(text->btf, text->funcs[n].type_id);
	return type ? btf__name_by_offset(text->btf, type->name_off) : "";
}

const struct bpf_line_info *text_line(const struct text *text, size_t insn)
{
	const struct bpf_line_info *line = NULL;
	size_t k;

	for (k = 0; k < text->line_count && text->lines[k].insn_off <= insn;
	     k++)
		line = &text->lines[k];
	return line;
}

const char *text_file(const struct text *text, const struct bpf_line_info *line)
{
	const char *path =
		line ? btf__name_by_offset(text->btf, line->file_name_off) : "";
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash ? slash + 1 : path ? path : "";
}

const char *text_source(const struct text *text,
			const struct bpf_line_info *line)
{
	const char *source =
		line ? btf__name_by_offset(text->btf, line->line_off) : "";

	return source ? source + strspn(source, " \t") : "";
}

static int make_room(const struct bpf_prog_info *info, struct text *text)
{
	text->count = info->xlated_prog_len / sizeof(*text->insns);
	text->line_count = info->nr_line_info;
	text->func_count = info->nr_func_info;
	text->native_len = info->jited_prog_len;
	text->native_count = info->nr_jited_func_lens;
	text->insns = calloc(text->count, sizeof(*text->insns));
	text->lines = calloc(text->line_count, sizeof(*text->lines));
	text->funcs = calloc(text->func_count, sizeof(*text->funcs));
	text->native = calloc(1, text->native_len + 1);
	text->native_lens =
		calloc(text->native_count + 1, sizeof(*text->native_lens));
	text->btf = btf__load_from_kernel_by_id(info->btf_id);
	return text->insns && text->lines && text->funcs && text->native &&
			       text->native_lens && text->btf ?
		       0 :
		       -ENOMEM;
}

#define POINTER(p) ((__u64)(unsigned long)(p))

int text_load(int prog_fd, struct text *text)
{
	struct bpf_prog_info info = { 0 };
	__u32 len = sizeof(info);

	memset(text, 0, sizeof(*text));
	if (bpf_obj_get_info_by_fd(prog_fd, &info, &len))
		return -errno;
	if (make_room(&info, text))
		return -ENOMEM;
	memset(&info, 0, sizeof(info));
	info.xlated_prog_insns = POINTER(text->insns);
	info.xlated_prog_len = text->count * sizeof(*text->insns);
	info.line_info = POINTER(text->lines);
	info.nr_line_info = text->line_count;
	info.line_info_rec_size = sizeof(*text->lines);
	info.func_info = POINTER(text->funcs);
	info.nr_func_info = text->func_count;
	info.func_info_rec_size = sizeof(*text->funcs);
	info.jited_prog_insns = POINTER(text->native);
	info.jited_prog_len = text->native_len;
	info.jited_func_lens = POINTER(text->native_lens);
	info.nr_jited_func_lens = text->native_count;
	len = sizeof(info);
	if (bpf_obj_get_info_by_fd(prog_fd, &info, &len))
		return -errno;
	/* withheld from who may not see the kernel's addresses */
	if (!info.jited_prog_insns)
		text->native_len = 0;
	return 0;
}

void text_free(struct text *text)
{
	btf__free(text->btf);
	free(text->insns);
	free(text->lines);
	free(text->funcs);
	free(text->native);
	free(text->native_lens);
	memset(text, 0, sizeof(*text));
}
