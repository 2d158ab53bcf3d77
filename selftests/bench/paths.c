// SPDX-License-Identifier: GPL-2.0
/*
 * What a frame costs on each path, by BPF test run, net of an empty program.
 * One hot frame at a time: memory latency is not in these numbers, and
 * neither is the rest of the kernel. Asserts no time.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "_calls.h"
#include "object.h"
#include "offline.h"
#include "slots.h"

#define ROUNDS 15
#define REPEAT 1000000
#define LISTED 0x4419b6 /* the prefix of the listed frames */

struct path {
	const char *name;
	enum lc_direction direction;
	unsigned long source; /* first three octets of the device */
	unsigned short port; /* the recorder's side talks to it */
	const char *policy; /* which loaded policy judges it */
	size_t prefixes;
	int rules;
	int fd;
	double ns[ROUNDS];
};

static struct path paths[] = {
	{ "empty program", LC_INGRESS, 0, 0, NULL, 0, 0, -1, { 0 } },
	{ "empty program again", LC_INGRESS, 0, 0, NULL, 0, 0, -1, { 0 } },
	{ "unlisted", LC_INGRESS, 0x001122, 80, "a", 10, 1, -1, { 0 } },
	{ "unlisted", LC_INGRESS, 0x001122, 80, "b", 50000, 1, -1, { 0 } },
	{ "unlisted, local bit", LC_INGRESS, 0x021122, 80, "a", 10, 1, -1, { 0 } },
	{ "unlisted, local bit",
	  LC_INGRESS,
	  0x021122,
	  80,
	  "b",
	  50000,
	  1,
	  -1,
	  { 0 } },
	{ "dropped by default", LC_INGRESS, LISTED, 80, "a", 10, 1, -1, { 0 } },
	{ "dropped by default", LC_INGRESS, LISTED, 80, "b", 50000, 1, -1, { 0 } },
	{ "passed by rule", LC_INGRESS, LISTED, 554, "a", 10, 1, -1, { 0 } },
	{ "passed by rule", LC_INGRESS, LISTED, 554, "b", 50000, 1, -1, { 0 } },
	{ "passed by last of 256 rules",
	  LC_INGRESS,
	  LISTED,
	  554,
	  "c",
	  10,
	  256,
	  -1,
	  { 0 } },
	{ "empty program", LC_EGRESS, 0, 0, NULL, 0, 0, -1, { 0 } },
	{ "unlisted", LC_EGRESS, 0x001122, 80, "a", 10, 1, -1, { 0 } },
	{ "unlisted", LC_EGRESS, 0x001122, 80, "b", 50000, 1, -1, { 0 } },
	{ "dropped by default", LC_EGRESS, LISTED, 80, "a", 10, 1, -1, { 0 } },
	{ "dropped by default", LC_EGRESS, LISTED, 80, "b", 50000, 1, -1, { 0 } },
	{ "passed by rule", LC_EGRESS, LISTED, 554, "a", 10, 1, -1, { 0 } },
	{ "passed by rule", LC_EGRESS, LISTED, 554, "b", 50000, 1, -1, { 0 } },
};

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define PATHS ARRAY_SIZE(paths)

/* A policy that a person might write, with as many prefixes and rules. */
static int write_policy(const char *file, size_t prefixes, int rules)
{
	FILE *f = fopen(file, "w");
	size_t i, oui;
	int r;

	if (!f)
		return -errno;
	fprintf(f,
		"version: 1\ninterfaces: [{name: lan0, on-link: [10.20.0.0/16]}]\n"
		"groups:\n  - name: cameras\n    prefixes:\n      - '44:19:b6/24'\n");
	for (i = 1, oui = 0x100000; i < prefixes; oui += 4 * 37)
		if (!(oui & 0x010000) && ++i)
			fprintf(f, "      - '%02zx:%02zx:%02zx/24'\n",
				oui >> 16 & 0xff, oui >> 8 & 0xff, oui & 0xff);
	fprintf(f, "    rules:\n");
	for (r = 1; r < rules; r++)
		fprintf(f,
			"      - {name: r%d, peer: 192.0.2.%d, proto: tcp, ports: [%d], initiated-by: either}\n",
			r, r, 1000 + r);
	fprintf(f,
		"      - {name: recorder, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: either}\n");
	return fclose(f) ? -errno : 0;
}

/* 64 bytes: TCP between the device and the recorder. */
static void make_frame(const struct path *path, unsigned char frame[64])
{
	static const unsigned char ip[20] = {
		0x45, 0, 0,  46, 0, 0, 0,  0,  64, 6,
		0,    0, 10, 20, 1, 5, 10, 20, 0,  10,
	};
	unsigned char *mac = path->direction == LC_INGRESS ? frame + 6 : frame;
	unsigned char *l4 = frame + 34;

	memset(frame, 0, 64);
	mac[0] = path->source >> 16;
	mac[1] = path->source >> 8;
	mac[2] = path->source;
	mac[5] = 1;
	frame[12] = 8;
	memcpy(frame + 14, ip, sizeof(ip));
	if (path->direction == LC_EGRESS) {
		memcpy(frame + 26, ip + 16, 4);
		memcpy(frame + 30, ip + 12, 4);
		l4 += 2;
	}
	l4[0] = path->port >> 8;
	l4[1] = path->port;
	frame[46] = 5 << 4;
}

/* The loopback device, ifindex 1, is what a test run without context names. */
static int load_policy(size_t prefixes, int rules, struct object *obj)
{
	char file[] = "/tmp/lenscap-bench-XXXXXX";
	struct fault fault = { "" };
	struct offline offline = { 0 };
	struct slots slots;
	int fd = mkstemp(file), err;

	if (fd < 0)
		return -errno;
	close(fd);
	err = write_policy(file, prefixes, rules);
	if (!err)
		err = offline_load(file, NULL, &offline);
	unlink(file);
	if (!err)
		err = object_load(false, obj, &fault);
	if (!err)
		err = slots_map(obj, true, &slots, &fault);
	if (!err) {
		slots_fill(&slots, 1, offline.image);
		slots_flip(&slots, 1);
		slots_unmap(&slots);
	} else {
		fprintf(stderr, "cannot load a policy of %zu prefixes: %s %s\n",
			prefixes, strerror(-err), fault.text);
		if (offline.diag)
			diag_print(offline.diag);
	}
	offline_free(&offline);
	return err;
}

static int load_empty(enum lc_direction direction)
{
	const struct bpf_insn insns[] = {
		{ .code = BPF_ALU | BPF_MOV | BPF_K, .imm = 2 },
		{ .code = BPF_JMP | BPF_EXIT },
	};

	return bpf_prog_load(direction == LC_INGRESS ? BPF_PROG_TYPE_XDP :
						       BPF_PROG_TYPE_SCHED_CLS,
			     "empty", "GPL", insns, 2, NULL);
}

static int measure(struct path *path, int round)
{
	unsigned char frame[64], out[256];
	int err;

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = frame,
		    .data_size_in = sizeof(frame), .data_out = out,
		    .data_size_out = sizeof(out), .repeat = REPEAT);

	make_frame(path, frame);
	err = bpf_prog_test_run_opts(path->fd, &opts);
	path->ns[round] = opts.duration;
	return err;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Medians of differences in the same round, so that drift cancels out. */
static void print_path(const struct path *path, const struct path *empty)
{
	double net[ROUNDS];
	char size[48] = "";
	int i;

	for (i = 0; i < ROUNDS; i++)
		net[i] = path->ns[i] - empty->ns[i];
	qsort(net, ROUNDS, sizeof(net[0]), compare);
	if (path->prefixes)
		snprintf(size, sizeof(size), "%zu", path->prefixes);
	printf("%-8s %-28s %8s %8.0f %8.0f %8.0f\n",
	       path->direction == LC_INGRESS ? "ingress" : "egress", path->name,
	       size, net[ROUNDS / 2], net[0], net[ROUNDS - 1]);
}

int main(void)
{
	struct object objects[3] = { OBJECT_NONE, OBJECT_NONE, OBJECT_NONE };
	const struct path *empty = NULL;
	size_t i;
	int round, err, calls;

	object_quiet();
	err = load_policy(10, 1, &objects[0]);
	if (!err)
		err = load_policy(50000, 1, &objects[1]);
	if (!err)
		err = load_policy(10, 256, &objects[2]);
	for (i = 0; i < PATHS && !err; i++)
		paths[i].fd = paths[i].policy ?
				      objects[paths[i].policy[0] - 'a']
					      .progs[paths[i].direction] :
				      load_empty(paths[i].direction);
	for (round = 0; round < ROUNDS && !err; round++)
		for (i = 0; i < PATHS && !err; i++)
			err = measure(&paths[i], round);
	if (err) {
		fprintf(stderr, "paths: cannot measure: %s\n", strerror(-err));
		return 1;
	}
	printf("# ns a frame over an empty program; %d rounds of %d runs, one hot frame\n",
	       ROUNDS, REPEAT);
	printf("%-8s %-28s %8s %8s %8s %8s\n", "", "PATH", "PREFIXES", "MEDIAN",
	       "MIN", "MAX");
	for (i = 0; i < PATHS; i++) {
		if (!paths[i].policy && !strstr(paths[i].name, "again"))
			empty = &paths[i];
		else
			print_path(&paths[i], empty);
	}
	calls = calls_print(objects[0].progs[LC_INGRESS], "ingress");
	err = calls_print(objects[0].progs[LC_EGRESS], "egress");
	for (i = 0; i < 3; i++)
		object_close(&objects[i]);
	return calls || err;
}
