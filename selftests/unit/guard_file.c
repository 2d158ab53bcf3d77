// SPDX-License-Identifier: GPL-2.0
/*
 * The boot file: its bytes, that it is written whole or stays as it was, and
 * that it is taken away again.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guard/guard_file.h"
#include "kselftest.h"
#include "lib_guard.h"
#include "lib_policy.h"

static char dir[64];
static struct guard_table *one, *two;

static struct guard_table *make(const char *prefix)
{
	struct lib_guard_made made;
	struct guard_table *table;
	char text[256];

	snprintf(text, sizeof(text),
		 "version: 1\ninterfaces: [{name: lan0}]\n"
		 "groups: [{name: a, prefixes: [\"%s\"]}]\n",
		 prefix);
	lib_guard_begin(text, &made);
	table = lib_guard_table(&made, true);
	lib_guard_end(&made);
	return table;
}

/* As IEEE 802.3 has it, bit by bit. */
static uint32_t crc(const uint8_t *bytes, size_t len)
{
	uint32_t crc = 0xffffffff;
	int bit;

	while (len--) {
		crc ^= *bytes++;
		for (bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return ~crc;
}

static bool bytes_right(void)
{
	const uint8_t *raw;
	struct lcg_file head;
	const void *attrs;
	size_t len, attrs_len;
	void *bytes;
	bool good;

	if (guard_file_make(one, LCG_PROOF_TAG, &bytes, &len))
		return false;
	raw = bytes;
	attrs = guard_table_attrs(one, &attrs_len);
	memcpy(&head, bytes, sizeof(head));
	good = len == sizeof(head) + attrs_len &&
	       head.magic == LCG_FILE_MAGIC &&
	       head.version == LCG_FILE_VERSION &&
	       head.proof == LCG_PROOF_TAG && head.length == attrs_len &&
	       head.crc32 == crc(raw + 8, len - 8) &&
	       !memcmp(raw + sizeof(head), attrs, attrs_len);
	free(bytes);
	return good;
}

static bool holds(const struct guard_table *table)
{
	char path[PATH_MAX], held[65536];
	size_t len, got;
	void *bytes;
	FILE *file;
	bool same;

	guard_file_path(dir, path);
	file = fopen(path, "r");
	if (!file)
		return !table;
	got = fread(held, 1, sizeof(held), file);
	fclose(file);
	if (!table || guard_file_make(table, LCG_PROOF_PROGRAM, &bytes, &len))
		return false;
	same = got == len && !memcmp(held, bytes, len);
	free(bytes);
	return same;
}

static bool write_table(const struct guard_table *table, bool want_changed)
{
	struct fault fault = { "" };
	bool changed = !want_changed;
	int err = guard_file_write(dir, table, LCG_PROOF_PROGRAM, &changed,
				   &fault);

	if (err)
		ksft_print_msg("%s\n", fault.text);
	return !err && changed == want_changed && holds(table);
}

static bool temp_there(void)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/" LCG_FILE ".new", dir);
	return !access(path, F_OK);
}

/* A directory where the new file would be written first. */
static bool stays(void)
{
	struct fault fault = { "" };
	char path[PATH_MAX];
	bool changed = true, good;

	snprintf(path, sizeof(path), "%s/" LCG_FILE ".new", dir);
	mkdir(path, 0700);
	good = guard_file_write(dir, two, LCG_PROOF_PROGRAM, &changed, &fault) <
		       0 &&
	       strstr(fault.text, "boot file") && changed && holds(one);
	rmdir(path);
	return good;
}

static bool nowhere(void)
{
	struct fault fault = { "" };
	bool changed;

	return guard_file_write("/proc/1/none", one, LCG_PROOF_PROGRAM,
				&changed, &fault) < 0 &&
	       strstr(fault.text, "--firmware");
}

static bool removed(void)
{
	char path[PATH_MAX];
	struct fault fault;
	struct stat st;

	snprintf(path, sizeof(path), "%s/lenscap", dir);
	return !guard_file_remove(dir, &fault) && holds(NULL) &&
	       stat(path, &st) && !stat(dir, &st) &&
	       !guard_file_remove(dir, &fault);
}

int main(void)
{
	char base[] = "/tmp/lenscap-unit.XXXXXX";

	if (!mkdtemp(base))
		ksft_exit_fail_msg("no directory\n");
	snprintf(dir, sizeof(dir), "%s/firmware", base);
	ksft_print_header();
	ksft_set_plan(9);
	one = make("44:19:b6/24");
	two = make("44:19:b7/24");
	ksft_test_result(bytes_right(), "header, checksum, attributes\n");
	ksft_test_result(write_table(one, true), "made with its directories\n");
	ksft_test_result(write_table(one, false), "the same again\n");
	ksft_test_result(write_table(two, true), "another one\n");
	ksft_test_result(write_table(one, true) && !temp_there(),
			 "nothing beside it\n");
	ksft_test_result(stays(), "what cannot be written changes nothing\n");
	ksft_test_result(nowhere(), "a directory that cannot be made\n");
	ksft_test_result(removed(), "removed, and again\n");
	ksft_test_result(!rmdir(dir) && !rmdir(base), "nothing is left\n");
	guard_table_free(one);
	guard_table_free(two);
	lib_free_vendors();
	ksft_finished();
}
