// SPDX-License-Identifier: GPL-2.0
/*
 * A file is replaced whole or stays as it is, and nothing lies beside it.
 * Where files are replaced is the business of saved.c and metrics.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "kselftest.h"
#include "slot/saved.h"

static char dir[32];

static void at(char *path, const char *name)
{
	sprintf(path, "%s/%s", dir, name);
}

static bool holds(const char *path, const char *want)
{
	char buf[64] = "";
	FILE *file = fopen(path, "r");
	size_t len = file ? fread(buf, 1, sizeof(buf) - 1, file) : 0;

	if (file)
		fclose(file);
	return file && len == strlen(want) && !strcmp(buf, want);
}

static void replaced(void)
{
	char path[64], temp[64], link[64];
	struct stat st;

	at(path, "a.prom");
	at(temp, "a.prom.new");
	at(link, "victim");
	ksft_test_result(!file_replace(path, "one", 3, 0644) &&
				 holds(path, "one") && !stat(path, &st) &&
				 (st.st_mode & 0777) == 0644,
			 "a new file, with its mode\n");
	ksft_test_result(!file_replace(path, "two", 3, 0644) &&
				 holds(path, "two") && access(temp, F_OK),
			 "another text, nothing beside it\n");
	file_replace(link, "mine", 4, 0600);
	ksft_test_result(!symlink(link, temp) &&
				 !file_replace(path, "three", 5, 0644) &&
				 holds(path, "three") && holds(link, "mine"),
			 "a link in the way is not followed\n");
	unlink(link);
	unlink(path);
}

static void refused(void)
{
	char path[64];

	at(path, "none/a.prom");
	ksft_test_result(file_replace(path, "one", 3, 0644) == -ENOENT,
			 "a directory that is not there\n");
	at(path, "here");
	mkdir(path, 0700);
	ksft_test_result(file_replace(path, "one", 3, 0644) < 0,
			 "a directory in the way\n");
	rmdir(path);
}

static void saved(void)
{
	char state[64], path[96];
	struct fault fault;
	bool made;

	at(state, "state");
	ksft_test_result(saved_equals(state, "abc", 3) == -ENOENT,
			 "no policy is saved\n");
	ksft_test_result(!saved_stage(state, "abc", 3, &made, &fault) && made &&
				 saved_equals(state, "abc", 3) == -ENOENT,
			 "a policy lies ready, the directory made\n");
	saved_unstage(state, made);
	ksft_test_result(access(state, F_OK) != 0,
			 "it is taken back, with the directory\n");
	ksft_test_result(!saved_stage(state, "abc", 3, &made, &fault) &&
				 !saved_commit(state, &fault) &&
				 saved_equals(state, "abc", 3) == 1,
			 "a policy is saved\n");
	ksft_test_result(!saved_equals(state, "abd", 3) &&
				 !saved_equals(state, "abcd", 4),
			 "another one is told from it\n");
	snprintf(path, sizeof(path), "%s/running.yaml", state);
	unlink(path);
	rmdir(state);
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(10);
	strcpy(dir, "/tmp/lenscap-file-XXXXXX");
	if (!mkdtemp(dir))
		ksft_exit_fail_msg("mkdtemp: %s\n", strerror(errno));
	replaced();
	refused();
	saved();
	rmdir(dir);
	ksft_finished();
}
