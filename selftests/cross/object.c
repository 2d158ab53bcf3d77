// SPDX-License-Identifier: GPL-2.0
/*
 * In place of the kernel under replay: object_load() and libbpf's test run, as
 * the linker's --wrap puts them. The programs are programs.c, maps are files.
 */
#define _GNU_SOURCE
#include "maps/object.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cross/programs.h"

/* Frames end where this ends: a read beyond one is a fault. */
#define FRAME_ROOM 65536
#define FRAME_BELOW (1ull << 32)

static char *frame_end;
static int program_fds[LC_DIRECTION_MAX];

/* Memory that the programs' 32 bits can name. */
static char *frame_room(void)
{
	uintptr_t at;
	char *mem;

	for (at = 0x20000000; at < FRAME_BELOW; at += 0x10000000) {
		mem = mmap((void *)at, 2 * FRAME_ROOM, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (mem == MAP_FAILED)
			return NULL;
		if ((uintptr_t)mem + 2 * FRAME_ROOM < FRAME_BELOW &&
		    !mprotect(mem + FRAME_ROOM, FRAME_ROOM, PROT_NONE))
			return mem + FRAME_ROOM;
		munmap(mem, 2 * FRAME_ROOM);
	}
	return NULL;
}

/* A map's memory under a descriptor, so that userspace maps it as ever. */
static void *map_file(size_t size, int *fd)
{
	void *mem;

	size = (size + FRAME_ROOM - 1) / FRAME_ROOM * FRAME_ROOM;
	*fd = memfd_create("map", MFD_CLOEXEC);
	if (*fd < 0 || ftruncate(*fd, size))
		return NULL;
	mem = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
	return mem == MAP_FAILED ? NULL : mem;
}

int __wrap_object_load(bool replay, struct object *obj, struct fault *fault)
{
	struct object new = OBJECT_NONE;
	void *hot, *rules, *addr6, *block;
	int i;

	if (!replay)
		return fault_set(fault, -EOPNOTSUPP,
				 "this build runs no programs but replay's");
	frame_end = frame_room();
	hot = map_file(sizeof(struct lc_hot), &new.maps[OBJECT_HOT]);
	rules = map_file(LC_SLOTS * sizeof(struct lc_rule_slot),
			 &new.maps[OBJECT_RULES]);
	addr6 = map_file(LC_SLOTS * sizeof(struct lc_addr6_slot),
			 &new.maps[OBJECT_ADDR6]);
	block = map_file(sizeof(struct lc_replay), &new.maps[OBJECT_REPLAY]);
	for (i = 0; i < LC_DIRECTION_MAX; i++) {
		new.progs[i] = fcntl(new.maps[OBJECT_HOT], F_DUPFD_CLOEXEC, 3);
		program_fds[i] = new.progs[i];
	}
	if (!frame_end || !hot || !rules || !addr6 || !block ||
	    new.progs[LC_EGRESS] < 0) {
		object_close(&new);
		return fault_set(fault, -ENOMEM, "no memory for maps");
	}
	programs_place(hot, rules, addr6, block);
	*obj = new;
	return 0;
}

int __wrap_bpf_prog_test_run_opts(int fd, struct bpf_test_run_opts *opts)
{
	char *data = frame_end - opts->data_size_in;

	memcpy(data, opts->data_in, opts->data_size_in);
	programs_run(fd == program_fds[LC_EGRESS] ? LC_EGRESS : LC_INGRESS,
		     data, opts->data_size_in);
	return 0;
}
