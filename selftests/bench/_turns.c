// SPDX-License-Identifier: GPL-2.0
/*
 * A turn is a number: its low 16 bits are added to the port of the side that
 * opens, the next 8 to an octet of the device's address. Of unlisted devices
 * they are the last three octets of the MAC.
 */
#include "_turns.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#ifndef BPF_F_XDP_HAS_FRAGS
#define BPF_F_XDP_HAS_FRAGS (1U << 5)
#endif

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define IP_AT 14
#define TCP_AT (IP_AT + 20)
#define AS_IT_WAS 1 /* the octet in a frame without turns, which is turn 0 */

/* Where in a frame of the path: 16 bits, 8 bits, and what is added to the first. */
struct places {
	int at16;
	int at8;
	__u32 from;
};

static struct places places(const struct path *path)
{
	bool in = path->frame.direction == LC_INGRESS;

	if (path->frame.oui != PLAN_LISTED)
		return (struct places){ in ? 6 + 3 : 3, in ? 6 + 5 : 5, 0 };
	return (struct places){
		.at16 = TCP_AT + (!path->frame.port == in ? 2 : 0),
		.at8 = IP_AT + (in ? 12 : 16) + 2,
		.from = PATH_PORT,
	};
}

void turns_write(const struct path *path, __u32 n, unsigned char *frame)
{
	struct places at = places(path);

	frame[at.at16] = (n + at.from) >> 8;
	frame[at.at16 + 1] = n + at.from;
	frame[at.at8] = (n >> 16) + AS_IT_WAS;
}

#define INSN(op, dst, src, offset, value)                                  \
	{                                                                  \
		.code = op, .dst_reg = dst, .src_reg = src, .off = offset, \
		.imm = value                                               \
	}
#define LOAD32(dst, src, off) INSN(BPF_LDX | BPF_MEM | BPF_W, dst, src, off, 0)
#define STORE(bits, dst, off, src) \
	INSN(BPF_STX | BPF_MEM | (bits), dst, src, off, 0)
#define MOVE(dst, src) INSN(BPF_ALU64 | BPF_MOV | BPF_X, dst, src, 0, 0)
#define SET(dst, imm) INSN(BPF_ALU64 | BPF_MOV | BPF_K, dst, 0, 0, imm)
#define ADD(dst, imm) INSN(BPF_ALU64 | BPF_ADD | BPF_K, dst, 0, 0, imm)
#define SHIFT(dst, imm) INSN(BPF_ALU64 | BPF_RSH | BPF_K, dst, 0, 0, imm)
#define BIG16(dst) INSN(BPF_ALU | BPF_END | BPF_TO_BE, dst, 0, 0, 16)
/* of 32 bits; over so many instructions if dst is less, or more, than src */
#define LESS(dst, src, over) \
	INSN(BPF_JMP32 | BPF_JLT | BPF_X, dst, src, over, 0)
#define OVER(dst, src, over) INSN(BPF_JMP | BPF_JGT | BPF_X, dst, src, over, 0)
#define WIDE(dst, kind, fd) \
	INSN(BPF_LD | BPF_IMM | BPF_DW, dst, kind, 0, fd), INSN(0, 0, 0, 0, 0)
#define CALL(helper) INSN(BPF_JMP | BPF_CALL, 0, 0, 0, helper)
#define EXIT INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

int turns_program(const struct turns *turns, const struct path *path,
		  enum turns_to to)
{
	bool in = path->frame.direction == LC_INGRESS;
	struct places at = places(path);
	const struct bpf_insn insns[] = {
		MOVE(6, 1),
		LOAD32(2, 6,
		       in ? offsetof(struct xdp_md, data) :
			    offsetof(struct __sk_buff, data)),
		LOAD32(3, 6,
		       in ? offsetof(struct xdp_md, data_end) :
			    offsetof(struct __sk_buff, data_end)),
		WIDE(1, BPF_PSEUDO_MAP_VALUE, turns->counter),
		LOAD32(4, 1, offsetof(struct turns_state, now)),
		LOAD32(0, 1, offsetof(struct turns_state, count)),
		MOVE(5, 4),
		ADD(5, 1),
		LESS(5, 0, 1),
		SET(5, 0),
		STORE(BPF_W, 1, offsetof(struct turns_state, now), 5),
		MOVE(5, 2),
		ADD(5, (at.at16 > at.at8 ? at.at16 : at.at8) + 2),
		OVER(5, 3, 7),
		MOVE(5, 4),
		ADD(5, at.from),
		BIG16(5),
		STORE(BPF_H, 2, at.at16, 5),
		SHIFT(4, 16),
		ADD(4, AS_IT_WAS),
		STORE(BPF_B, 2, at.at8, 4),
		MOVE(1, 6),
		WIDE(2, BPF_PSEUDO_MAP_FD,
		     turns->judges[path->frame.direction]),
		SET(3, to),
		CALL(BPF_FUNC_tail_call),
		SET(0, 0), /* XDP_ABORTED, TC_ACT_OK: of no path */
		EXIT,
	};
	LIBBPF_OPTS(bpf_prog_load_opts, opts,
		    .prog_flags = in ? BPF_F_XDP_HAS_FRAGS : 0,
		    .expected_attach_type = in ? BPF_XDP : 0);
	int fd = bpf_prog_load(in ? BPF_PROG_TYPE_XDP : BPF_PROG_TYPE_SCHED_CLS,
			       "turns", "GPL", insns, ARRAY_SIZE(insns), &opts);

	return fd < 0 ? -errno : fd;
}

int turns_begin(const struct turns *turns, const struct path *path, __u32 next)
{
	struct turns_state state = { next, path->turns };
	__u32 first = 0;

	return bpf_map_update_elem(turns->counter, &first, &state, BPF_ANY) ?
		       -errno :
		       0;
}

int turns_make(struct turns *turns, const int judge[LC_DIRECTION_MAX],
	       const int empty[LC_DIRECTION_MAX])
{
	int i, array;
	__u32 to;

	turns->counter = bpf_map_create(BPF_MAP_TYPE_ARRAY, "turns", 4,
					sizeof(struct turns_state), 1, NULL);
	if (turns->counter < 0)
		return -errno;
	for (i = 0; i < LC_DIRECTION_MAX; i++) {
		array = bpf_map_create(BPF_MAP_TYPE_PROG_ARRAY, "turns", 4, 4,
				       TURNS_TO_MAX, NULL);
		turns->judges[i] = array;
		if (array < 0)
			return -errno;
		for (to = 0; to < TURNS_TO_MAX; to++)
			if (bpf_map_update_elem(array, &to,
						to == TURNS_TO_JUDGE ?
							&judge[i] :
							&empty[i],
						BPF_ANY))
				return -errno;
	}
	return 0;
}

void turns_close(struct turns *turns)
{
	int i;

	for (i = 0; i < LC_DIRECTION_MAX; i++)
		close(turns->judges[i]);
	close(turns->counter);
}
