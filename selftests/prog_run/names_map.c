// SPDX-License-Identifier: GPL-2.0
/*
 * Names kept in their map: ids survive being stored and loaded, what another
 * run allotted is kept, a damaged map does no harm.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "kselftest.h"
#include "maps/names.h"

static void kept(int fd)
{
	struct names *names;
	int group, rule, again;

	names_load(fd, &names);
	group = names_id(names, LC_NAME_GROUP, 0, "cameras");
	rule = names_id(names, LC_NAME_RULE, group, "clock");
	ksft_test_result(!names_store(names, fd), "store\n");
	names_free(names);

	ksft_test_result(!names_load(fd, &names), "load\n");
	again = names_id(names, LC_NAME_RULE, group, "clock");
	ksft_test_result(again == rule, "a rule keeps its id\n");
	ksft_test_result(names_id(names, LC_NAME_GROUP, 0, "cameras") == group,
			 "a group keeps its id\n");
	ksft_test_result(names_id(names, LC_NAME_GROUP, 0, "phones") > group,
			 "a new name gets a new id\n");
	names_free(names);
	ksft_test_result(!names_load(fd, &names) &&
				 !names_text(names, LC_NAME_GROUP, group + 1),
			 "what was not stored is not there\n");
	names_free(names);
}

static void damaged(int fd)
{
	struct lc_name entry = { .group = 9 };
	struct names *names;
	__u32 key;
	int id;

	/* a name without an end, one twice, one where none is allotted */
	memset(entry.name, 'x', sizeof(entry.name));
	key = LC_NAMES_ZONE + 1;
	bpf_map_update_elem(fd, &key, &entry, BPF_ANY);
	memcpy(entry.name, "twice", 6);
	entry.group = 0;
	for (key = LC_NAMES_ZONE + 2; key < LC_NAMES_ZONE + 4; key++)
		bpf_map_update_elem(fd, &key, &entry, BPF_ANY);
	key = LC_NAMES_ZONE;
	bpf_map_update_elem(fd, &key, &entry, BPF_ANY);
	ksft_test_result(!names_load(fd, &names), "load a damaged map\n");
	ksft_test_result(strlen(names_text(names, LC_NAME_ZONE, 1)) ==
				 LC_NAME_LEN - 1,
			 "the name ends\n");
	id = names_id(names, LC_NAME_ZONE, 0, "twice");
	ksft_test_result(id == 2, "the first of two counts\n");
	ksft_test_result(!names_text(names, LC_NAME_ZONE, 0),
			 "id 0 has no name all the same\n");
	ksft_test_result(names_id(names, LC_NAME_ZONE, 0, "new") == 4,
			 "a new name overwrites none\n");
	names_free(names);
}

int main(void)
{
	int fd;

	ksft_print_header();
	if (geteuid())
		ksft_exit_skip("needs root\n");
	ksft_set_plan(11);
	fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "names", sizeof(__u32),
			    sizeof(struct lc_name), LC_NAMES_END, NULL);
	if (fd < 0)
		ksft_exit_fail_msg("cannot make a map: %s\n", strerror(errno));
	kept(fd);
	damaged(fd);
	close(fd);
	ksft_finished();
}
