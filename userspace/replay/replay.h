/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Frames through the programs that apply attaches, by BPF test run on a private
 * copy of their maps. Touches nothing that is in force; prints nothing.
 */
#ifndef LENSCAP_REPLAY_H
#define LENSCAP_REPLAY_H

#include <lenscap.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "replay/capture.h"

struct object;
struct replay;
struct slot_image;

/*
 * Test run refuses frames below an Ethernet header, tc IPv4 below an IP header,
 * and anything over a page less room at both ends. A short frame is padded
 * and a long one cut to its headers; the programs are told the true length.
 */
#define REPLAY_RUN_MIN 64
#define REPLAY_RUN_MAX 3072

enum replay_direction {
	REPLAY_INGRESS, /* the source is listed */
	REPLAY_EGRESS, /* only the destination is */
	REPLAY_NONE,
};

/* Ids are those that the image was compiled with; 0: none. */
struct replay_verdict {
	enum replay_direction direction;
	uint64_t mac; /* the device's; the source where none is listed */
	uint8_t verdict; /* enum lc_verdict */
	uint8_t reason; /* enum lc_reason */
	uint8_t zone;
	uint8_t group;
	uint16_t vendor;
	uint16_t rule;
};

/*
 * Load the programs anew with the image in force. 0, or a negative errno with
 * the cause in fault. The image is copied; the caller frees the replay.
 */
int replay_new(const struct slot_image *image, struct replay **replay,
	       struct fault *fault);
void replay_free(struct replay *replay);

/*
 * Let permits count that stand in the maps, see replay_object(), until another
 * image is in force.
 */
void replay_permit(struct replay *replay);

/* The private maps, to be looked at and filled; they belong to the replay. */
const struct object *replay_object(const struct replay *replay);

/* What the last replay_frame() found that way; false where it did not ask. */
bool replay_asked(const struct replay *replay, enum lc_direction direction,
		  struct replay_verdict *verdict);

/*
 * Judge one frame as if it passed the interface: on its way in, and where it
 * gets on, on its way out. 0, or a negative errno with the cause in fault.
 */
int replay_frame(struct replay *replay, unsigned int ifindex,
		 const struct capture_frame *frame,
		 struct replay_verdict *verdict, struct fault *fault);

/*
 * Judge one frame at one hook alone, as where it passes is known: on its way
 * in, or on its way out. verdict->direction is REPLAY_NONE where the hook knows
 * no such device.
 */
int replay_hook(struct replay *replay, enum lc_direction hook,
		unsigned int ifindex, const struct capture_frame *frame,
		struct replay_verdict *verdict, struct fault *fault);

/* Put another image in force. */
void replay_switch(struct replay *replay, const struct slot_image *image);

/* Forget flows and rates, as if no frame had come yet. */
int replay_forget(struct replay *replay, struct fault *fault);

#endif
