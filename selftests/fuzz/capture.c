// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as a capture file: it is refused in words, or gives frames within
 * its bounds up to an end, the same ones each time; written as another capture
 * they are the same frames.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "replay/capture.h"
#include "lib_fuzz.h"

#define FRAMES_MAX 2000

/* What a capture gave: frames one behind the other as a file of pcap. */
struct taken {
	uint8_t *bytes;
	size_t len;
	size_t room;
	unsigned int frames;
	uint64_t sum; /* over all times, too, which the file may not hold */
	bool fits; /* times and lengths as the file can hold them */
	int end; /* what capture_next() said last */
};

static void append(struct taken *t, const void *data, size_t len)
{
	if (t->len + len > t->room) {
		t->room = 2 * (t->len + len);
		t->bytes = realloc(t->bytes, t->room);
		if (!t->bytes)
			fuzz_broken("out of memory");
	}
	if (len)
		memcpy(t->bytes + t->len, data, len);
	t->len += len;
}

static void append_head(struct taken *t)
{
	/* of nanoseconds, version 2.4, Ethernet */
	static const uint32_t head[6] = { 0xa1b23c4d, 0x00040002, 0,
					  0,	      262144,	  1 };

	append(t, head, sizeof(head));
}

static void take(struct taken *t, const struct capture_frame *frame)
{
	uint64_t seconds = frame->time_ns / 1000000000;
	uint32_t head[4] = { seconds, frame->time_ns % 1000000000, frame->held,
			     frame->len };
	uint32_t i;

	FUZZ_MUST(frame->held <= frame->len);
	FUZZ_MUST(frame->data || !frame->held);
	/* libpcap takes later ones for times before 1970 in some byte orders */
	if (seconds > INT32_MAX || frame->len > INT32_MAX ||
	    frame->held > 262144)
		t->fits = false;
	t->sum = t->sum * 31 + frame->time_ns + frame->len;
	/* by the byte, in what is watched, where libpcap is not */
	for (i = 0; i < frame->held; i++)
		t->sum = t->sum * 31 + frame->data[i];
	append(t, head, sizeof(head));
	append(t, frame->data, frame->held);
}

/* 0 or the error of capture_open(). */
static int read_all(const char *path, struct taken *t)
{
	struct fault fault = { "" };
	struct capture_frame frame;
	struct capture *capture = NULL;
	int err;

	*t = (struct taken){ .fits = true };
	append_head(t);
	err = capture_open(path, &capture, &fault);
	FUZZ_MUST(err <= 0 && !err == !!capture && !err == !*fault.text);
	if (err)
		return err;
	do {
		memset(&frame, 0x5a, sizeof(frame));
		t->end = capture_next(capture, &frame, &fault);
		FUZZ_MUST(t->end == 1 || !t->end || t->end == -EBADMSG);
		FUZZ_MUST((t->end < 0) == !!*fault.text);
		FUZZ_MUST(fuzz_harmless(fault.text));
		if (t->end == 1)
			take(t, &frame);
	} while (t->end == 1 && ++t->frames < FRAMES_MAX);
	capture_close(capture);
	return 0;
}

static void check_same(const struct taken *a, const struct taken *b)
{
	FUZZ_MUST(a->frames == b->frames && a->sum == b->sum);
	FUZZ_MUST(a->len == b->len && !memcmp(a->bytes, b->bytes, a->len));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file(0, data, size);
	struct taken first, second;
	int err = read_all(path, &first);

	FUZZ_MUST(read_all(path, &second) == err);
	check_same(&first, &second);
	FUZZ_MUST(err || first.end == second.end);
	free(second.bytes);
	if (!err && first.fits) {
		path = fuzz_file(1, first.bytes, first.len);
		FUZZ_MUST(!read_all(path, &second));
		FUZZ_MUST(first.end == 1 || !second.end);
		check_same(&first, &second);
		free(second.bytes);
	}
	free(first.bytes);
	return 0;
}
