// SPDX-License-Identifier: GPL-2.0
/*
 * Two processors judge frames of the same device, and no cache line of a map is
 * written by both. All memory of maps is compared; times are not looked at.
 */
#define _GNU_SOURCE /* memfd_create(), sched_setaffinity() */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kselftest.h"
#include "maps/object.h"
#include "replay/offline.h"
#include "maps/slots.h"

#define LINE 64
#define FRAME 64
#define TIMES 500 /* of a frame, before anything is compared and after */
#define BOTH 2

/* First three octets of the source. */
#define LISTED 0x4419b6
#define UNLISTED 0x001133

static const char policy[] =
	"version: 1\n"
	"interfaces: [{name: lan0, on-link: [10.20.0.0/16]}]\n"
	"groups:\n"
	"  - name: cameras\n"
	"    prefixes: ['44:19:b6/24']\n"
	"    rules:\n"
	"      - {name: video, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: either}\n"
	"      - {name: calls, peer: 10.20.0.10, proto: tcp, ports: [443], initiated-by: device}\n";

/*
 * A flow's frames come to one processor, so each has one of its own: it writes
 * the time of its last use. All else is the same for both.
 */
static const struct kind {
	const char *name;
	__u32 source;
	__u16 port;
	__u32 verdict; /* enum xdp_action */
} kinds[] = {
	{ "dropped", LISTED, 23, XDP_DROP },
	{ "passed by rule", LISTED, 554, XDP_PASS },
	{ "passed by flow", LISTED, 443, XDP_PASS },
	{ "unlisted", UNLISTED, 23, XDP_PASS },
};

static struct object object = OBJECT_NONE;
static struct slots slots;
static int processors[BOTH];

/* All maps, one after the other; what stands in one line here does so there. */
struct image {
	unsigned char *data;
	size_t size;
};

static void *image_room(struct image *image, size_t size)
{
	size_t lines = (size + LINE - 1) / LINE * LINE, old = image->size;

	image->data = realloc(image->data, old + lines);
	if (!image->data)
		ksft_exit_fail_msg("no memory\n");
	memset(image->data + old, 0, lines);
	image->size += lines;
	return image->data + old;
}

/* The kernel's own begin with a page as well. */
static void image_mapped(struct image *image, int fd, size_t size, off_t at)
{
	void *memory = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, at);

	if (memory == MAP_FAILED)
		ksft_exit_fail_msg("mmap: %s\n", strerror(errno));
	memcpy(image_room(image, size), memory, size);
	munmap(memory, size);
}

/* An element begins a line, as far as can be told from here. */
static void image_elements(struct image *image, int fd,
			   const struct bpf_map_info *info)
{
	unsigned char key[256], next[256], value[8192], *to;
	void *from = NULL;

	if (info->key_size > sizeof(key) || info->value_size > sizeof(value))
		ksft_exit_fail_msg("map %s is too wide\n", info->name);
	while (!bpf_map_get_next_key(fd, from, next)) {
		memcpy(key, next, info->key_size);
		from = key;
		if (bpf_map_lookup_elem(fd, key, value))
			continue;
		to = image_room(image, info->key_size + info->value_size);
		memcpy(to, key, info->key_size);
		memcpy(to + info->key_size, value, info->value_size);
	}
}

/* Those with memory for each processor have it from the kernel. */
static void image_map(struct image *image, int fd)
{
	struct bpf_map_info info = { 0 };
	__u32 len = sizeof(info);

	if (bpf_obj_get_info_by_fd(fd, &info, &len))
		ksft_exit_fail_msg("map: %s\n", strerror(errno));
	if (info.type == BPF_MAP_TYPE_ARRAY &&
	    (info.map_flags & BPF_F_MMAPABLE))
		image_mapped(image, fd,
			     (size_t)info.max_entries *
				     ((info.value_size + 7) & ~7u),
			     0);
	else if (info.type == BPF_MAP_TYPE_ARRAY ||
		 info.type == BPF_MAP_TYPE_HASH ||
		 info.type == BPF_MAP_TYPE_LRU_HASH)
		image_elements(image, fd, &info);
	else if (info.type == BPF_MAP_TYPE_RINGBUF) /* how far it is written */
		image_mapped(image, fd, getpagesize(), getpagesize());
}

static void image_take(struct image *image)
{
	int map;

	image->size = 0;
	for (map = 0; map < OBJECT_MAP_MAX; map++)
		if (object.maps[map] >= 0)
			image_map(image, object.maps[map]);
}

static void load(void)
{
	struct offline offline = { 0 };
	struct fault fault = { "" };
	char path[32];
	int fd = memfd_create("policy", MFD_CLOEXEC);

	if (fd < 0 ||
	    write(fd, policy, strlen(policy)) != (ssize_t)strlen(policy))
		ksft_exit_fail_msg("cannot write a policy: %s\n",
				   strerror(errno));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (offline_load(path, NULL, &offline) ||
	    object_load(false, &object, &fault) ||
	    slots_map(&object, true, &slots, &fault))
		ksft_exit_fail_msg("cannot load a policy: %s\n", fault.text);
	slots_fill(&slots, 1, offline.image);
	slots_flip(&slots, 1);
	offline_free(&offline);
	close(fd);
}

/* TCP from a device to the recorder. */
static void make_frame(const struct kind *kind, int who, unsigned char *frame)
{
	static const unsigned char ip[20] = {
		0x45, 0, 0,  FRAME - 14, 0, 0, 0,  0,  64, 6,
		0,    0, 10, 20,	 1, 5, 10, 20, 0,  10,
	};

	memset(frame, 0, FRAME);
	frame[0] = 0x02;
	frame[6] = kind->source >> 16;
	frame[7] = kind->source >> 8;
	frame[8] = kind->source;
	frame[12] = 8;
	memcpy(frame + 14, ip, sizeof(ip));
	frame[34] = 0x80;
	frame[35] = kind->port == 443 ? who : 0;
	frame[36] = kind->port >> 8;
	frame[37] = kind->port;
	frame[46] = 5 << 4;
	frame[47] = 0x10; /* ACK */
}

static void judge(const struct kind *kind, int who)
{
	unsigned char frame[FRAME];
	cpu_set_t set;

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = frame,
		    .data_size_in = sizeof(frame), .repeat = TIMES);

	CPU_ZERO(&set);
	CPU_SET(processors[who], &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		ksft_exit_fail_msg("affinity: %s\n", strerror(errno));
	make_frame(kind, who, frame);
	if (bpf_prog_test_run_opts(object.progs[LC_INGRESS], &opts) ||
	    opts.retval != kind->verdict)
		ksft_exit_fail_msg("%s: returns %u\n", kind->name, opts.retval);
}

static bool differs(const struct image *a, const struct image *b, size_t line)
{
	return memcmp(a->data + line * LINE, b->data + line * LINE, LINE);
}

/* Lines that one wrote, and those that the other wrote as well. */
static void compare(const struct kind *kind)
{
	static struct image before[BOTH], after[BOTH];
	size_t line, wrote = 0, shared = 0;
	bool first, second;
	int who;

	for (who = 0; who < BOTH; who++)
		judge(kind, who);
	for (who = 0; who < BOTH; who++) {
		image_take(&before[who]);
		judge(kind, who);
		image_take(&after[who]);
		if (before[who].size != before[0].size ||
		    after[who].size != before[0].size)
			ksft_exit_fail_msg("%s: elements came or went\n",
					   kind->name);
	}
	for (line = 0; line < before[0].size / LINE; line++) {
		first = differs(&before[0], &after[0], line);
		second = differs(&before[1], &after[1], line);
		wrote += first + second;
		shared += first && second;
	}
	ksft_print_msg("%s: %zu lines of %zu written, %zu by both\n",
		       kind->name, wrote, before[0].size / LINE, shared);
	/* who is listed is kept in the census, or nothing was looked at */
	ksft_test_result(kind->source == LISTED ? wrote >= BOTH && !shared :
						  !wrote,
			 "%s: %s\n", kind->name,
			 kind->source == LISTED ? "no line is written by both" :
						  "no line is written");
}

int main(void)
{
	int cpu, count = 0;
	cpu_set_t set;
	size_t i;

	ksft_print_header();
	if (geteuid())
		ksft_exit_skip("needs root\n");
	if (sched_getaffinity(0, sizeof(set), &set))
		ksft_exit_fail_msg("affinity: %s\n", strerror(errno));
	for (cpu = 0; cpu < CPU_SETSIZE && count < BOTH; cpu++)
		if (CPU_ISSET(cpu, &set))
			processors[count++] = cpu;
	if (count < BOTH)
		ksft_exit_skip("needs two processors\n");
	ksft_set_plan(ARRAY_SIZE(kinds));
	load();
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		compare(&kinds[i]);
	slots_unmap(&slots);
	object_close(&object);
	ksft_finished();
}
