// SPDX-License-Identifier: GPL-2.0
/*
 * The census's map: how large it is made, its seed, and how it is looked at.
 * What its rows mean is census.c.
 */
#include "maps/census_map.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sysinfo.h>

#define ONLINE "/sys/devices/system/cpu/online"

unsigned int census_map_entries(int fd)
{
	struct bpf_map_info info = { 0 };
	__u32 len = sizeof(info);
	char list[4096] = "";
	const char *last = list, *next;
	FILE *file;

	if (fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &len))
		return info.max_entries;
	file = fopen(ONLINE, "re");
	if (file) {
		if (!fgets(list, sizeof(list), file))
			list[0] = '\0';
		fclose(file);
	}
	/* "0-3,6": the last number is the highest */
	while ((next = strpbrk(last, ",-")))
		last = next + 1;
	if (!*last)
		return get_nprocs() + 1;
	return strtoul(last, NULL, 10) + 2;
}

int census_map_open(int fd, bool write, struct census_map *map)
{
	struct bpf_map_info info = { 0 };
	__u32 len = sizeof(info);
	struct census_map new;

	if (bpf_obj_get_info_by_fd(fd, &info, &len))
		return -errno;
	new.count = info.max_entries;
	new.size = new.count * sizeof(*new.cpu);
	new.cpu = mmap(NULL, new.size, PROT_READ | (write ? PROT_WRITE : 0),
		       MAP_SHARED, fd, 0);
	if (new.cpu == MAP_FAILED)
		return -errno;
	*map = new;
	return 0;
}

void census_map_close(struct census_map *map)
{
	if (map->cpu)
		munmap(map->cpu, map->size);
	map->cpu = NULL;
}

int census_map_seed(int fd)
{
	struct census_map map;
	unsigned int i;
	__u64 seed;
	int err;

	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		return -EIO;
	err = census_map_open(fd, true, &map);
	if (err)
		return err;
	for (i = 0; i < map.count; i++)
		map.cpu[i].totals.seed = seed;
	/* of those that come later */
	map.cpu[map.count - 1].shared = 1;
	census_map_close(&map);
	return 0;
}
