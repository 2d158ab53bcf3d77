/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Why XDP did not get on a device, in words.
 * It is put there in attach.h; nothing is changed here.
 */
#ifndef LENSCAP_ATTACH_FAULT_H
#define LENSCAP_ATTACH_FAULT_H

#include "port/attach.h"

/*
 * err is the kernel's, in that mode; refusal what it said to native mode, or
 * "". Returns err, with the cause in fault.
 */
int attach_fault(const struct attach *at, const struct attach_want *want,
		 enum lc_xdp_mode mode, int err, const char *refusal,
		 struct fault *fault);

/* That what is attached to it cannot be looked up. */
int attach_look_fault(const struct attach_want *want, int err,
		      struct fault *fault);

#endif
