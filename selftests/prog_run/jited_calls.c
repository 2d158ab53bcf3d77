// SPDX-License-Identifier: GPL-2.0
/*
 * What is counted as calls in translated instructions are the calls of the
 * native code, function by function. It is read by objdump: binutils learn new
 * instructions as processors do, and no compiler is without them. No time is
 * measured.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../bench/_text.h"
#include "kselftest.h"
#include "lib_programs.h"
#include "maps/object.h"

#define FUNCS_MAX 256
#define LINE_MAX_ 512

struct calls {
	int of[FUNCS_MAX];
	int bad; /* no instruction at all */
};

static void count_translated(const struct text *text, struct calls *calls)
{
	size_t i, func = 0;

	for (i = 0; i < text->count; i++) {
		while (func + 1 < text->func_count &&
		       text->funcs[func + 1].insn_off <= i)
			func++;
		calls->of[func] += text_is_call(&text->insns[i]);
	}
}

/* The instruction of a line "  12:\t0f 1f\tcall   0x30", and where it is. */
static const char *instruction(const char *line, size_t *at)
{
	const char *bytes = strchr(line, '\t');
	const char *text = bytes ? strchr(bytes + 1, '\t') : NULL;
	char colon;

	if (!text || sscanf(line, "%zx%c", at, &colon) != 2 || colon != ':')
		return NULL;
	return text + 1;
}

/* With or without what may stand ahead of it: "notrack call", "callq". */
static bool is_native_call(const char *text)
{
	const char *call = strstr(text, "call");

	return call && (call == text || call[-1] == ' ' || call[-1] == 'l');
}

static void count_lines(const struct text *text, FILE *lines,
			struct calls *calls)
{
	size_t at, func = 0, end = text->native_lens[0];
	char line[LINE_MAX_];
	const char *found;

	while (fgets(line, sizeof(line), lines)) {
		found = instruction(line, &at);
		if (!found)
			continue;
		while (func + 1 < text->native_count && at >= end)
			end += text->native_lens[++func];
		calls->of[func] += is_native_call(found);
		calls->bad += !!strstr(found, "(bad)");
	}
}

static int count_native(const struct text *text, struct calls *calls)
{
	char file[] = "/tmp/lenscap-jited-XXXXXX", command[128];
	int fd = mkstemp(file), err = -1;
	FILE *lines;

	if (fd < 0)
		return -1;
	snprintf(command, sizeof(command),
		 "LC_ALL=C objdump -D -b binary -m i386:x86-64 %s", file);
	if (write(fd, text->native, text->native_len) ==
	    (ssize_t)text->native_len) {
		lines = popen(command, "r");
		if (lines) {
			count_lines(text, lines, calls);
			err = pclose(lines);
		}
	}
	close(fd);
	unlink(file);
	return err;
}

static bool agree(const struct text *text, const struct calls *translated,
		  const struct calls *native)
{
	bool same = !native->bad;
	size_t i;

	if (native->bad)
		ksft_print_msg("%d places are no instructions\n", native->bad);
	for (i = 0; i < text->func_count; i++) {
		if (translated->of[i] == native->of[i])
			continue;
		ksft_print_msg("%s: %d translated, %d native\n",
			       text_func(text, i), translated->of[i],
			       native->of[i]);
		same = false;
	}
	return same;
}

static void check(int prog)
{
	struct calls translated = { 0 }, native = { 0 };
	int sum = 0;
	struct text text;
	size_t i;

	if (text_load(prog, &text))
		ksft_exit_fail_msg("cannot read a program\n");
	if (!text.native_len) {
		ksft_test_result_skip(
			"%s: the kernel shows no native code (net.core.bpf_jit_enable)\n",
			text_func(&text, 0));
	} else if (text.native_count != text.func_count ||
		   text.func_count > FUNCS_MAX) {
		ksft_test_result_fail(
			"%s: as many functions native as translated\n",
			text_func(&text, 0));
	} else if (count_native(&text, &native)) {
		ksft_test_result_fail("%s: objdump reads its native code\n",
				      text_func(&text, 0));
	} else {
		count_translated(&text, &translated);
		for (i = 0; i < text.func_count; i++)
			sum += native.of[i];
		ksft_test_result(agree(&text, &translated, &native),
				 "%s: %d native calls, as translated\n",
				 text_func(&text, 0), sum);
	}
	text_free(&text);
}

int main(void)
{
	struct object object = OBJECT_NONE;
	int fds[PROGRAMS], i;

	ksft_print_header();
#ifndef __x86_64__
	ksft_exit_skip("native code is read on x86-64 only\n");
#endif
	ksft_set_plan(PROGRAMS);
	programs_load(&object, fds);
	for (i = 0; i < PROGRAMS; i++)
		check(fds[i]);
	programs_close(fds);
	object_close(&object);
	ksft_finished();
}
