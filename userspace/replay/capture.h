/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A capture file, frame by frame, by libpcap.
 * Nothing about what is in a frame.
 */
#ifndef LENSCAP_CAPTURE_H
#define LENSCAP_CAPTURE_H

#include <stdint.h>

#include "base/fault.h"

struct capture;

/* data is valid until the next call for the same capture. */
struct capture_frame {
	const uint8_t *data;
	uint32_t held; /* bytes in data; at most len */
	uint32_t len; /* bytes on the wire, without FCS */
	uint64_t time_ns; /* since the epoch */
};

/*
 * path "-" is standard input. 0, or a negative errno with the cause in fault:
 * -EPROTONOSUPPORT for a link type other than Ethernet, -EOPNOTSUPP in a build
 * without libpcap.
 */
int capture_open(const char *path, struct capture **capture,
		 struct fault *fault);
/* How far it was read, in bytes of all; *all 0: not known, as of a pipe. */
void capture_place(struct capture *capture, uint64_t *at, uint64_t *all);

void capture_close(struct capture *capture);

/* 1 and a frame, 0 at the end, or -EBADMSG with the cause in fault. */
int capture_next(struct capture *capture, struct capture_frame *frame,
		 struct fault *fault);

#endif
