/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Frames from and to devices of the OUIs 44:19:b6 and 00:11:22, made at random or
 * by hand. Which policy they meet is for tests.
 */
#ifndef LIB_FRAMES_H
#define LIB_FRAMES_H

#include <stdbool.h>
#include <stddef.h>

#include <lenscap.h>

#include "../unit/lib_random.h"

#define FRAME_MAX 160
#define FRAME_DEVICES 2 /* of each OUI: numbers from 0 in the last octet */

struct frame {
	enum lc_direction direction;
	unsigned char data[FRAME_MAX];
	size_t len;
};

/* In the order of the network. */
void frame_put16(unsigned char *at, unsigned int value);

/* TCP, UDP or ICMP over IPv4 or IPv6, whole or not, most of them from a device. */
void frame_make(struct rng *rng, struct frame *f);

/* Like one made before, but for one thing that may matter. */
void frame_change(struct rng *rng, struct frame *f);

/* Into the answer to it; l4: where ports stand. */
void frame_turn(struct frame *f, bool v6, size_t l4);

/*
 * IPv4 from device 0 of the OUI, three octets, port 40000, to 192.0.2.<peer>, port
 * 8800; payload: bytes behind the IPv4 header.
 */
void frame_plain(struct frame *f, const char *oui, unsigned int proto,
		 unsigned int peer, size_t payload);

#endif
