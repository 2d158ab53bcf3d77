/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The steps from a compiled policy to one in force, in an order in which every
 * step may be the last (DESIGN 6). What a policy is: policy.h, compile.h.
 */
#ifndef LENSCAP_DEPLOY_H
#define LENSCAP_DEPLOY_H

#include <lenscap.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "compile/compile.h"
#include "maps/lock.h"
#include "maps/names.h"
#include "maps/object.h"
#include "maps/slots.h"
#include "port/attach.h"

struct deploy {
	const char *dir;
	const char *state;
	struct lock lock;
	struct object obj; /* nothing in it before a first apply */
	struct names *names;
	bool first; /* nothing is in force yet */

	/* what deploy_run() did */
	bool switched; /* another policy than before */
	bool upgraded; /* other programs than before */
	unsigned int repaired; /* ports whose attachment was not as it should */
	bool in_force; /* it is in force, whatever failed after that */
	uint32_t pending; /* id of what waits to be confirmed, 0: nothing */
	bool new_boot_file; /* the guard's is another than before */
	bool lifted; /* the fallback stood until now */
	struct fault told; /* a warning about permits, or "" */
};

/* A policy, and what was made of it here. */
struct deploy_input {
	const struct policy *policy;
	const struct site *site;
	const struct listing *listing;
	const struct slot_image *image;
	const char *why; /* what the caller gives as reason, or NULL */
	int64_t confirm; /* seconds to wait for switch_confirm(); 0: for good */
	/* as noted before, which stays where the policy is in force; or NULL */
	const struct lc_policy_info *info;
	bool again; /* the one in force once more: apply --again */
	bool keep_programs; /* those in force, of whatever build */
};

/*
 * Lock the pin directory, open what is pinned there and load the names. With
 * dry_run nothing is made and nothing locked. 0, or a negative errno with the
 * cause in fault; deploy_close() in either case.
 */
int deploy_open(const char *dir, const char *state, bool dry_run,
		struct deploy *deploy, struct fault *fault);

/*
 * Refuse while a draft waits: its time may run out at any moment. From 0 until
 * deploy_close(), what is in force is changed by nobody else. 0 or a negative
 * errno with the cause in fault.
 */
int deploy_settled(const struct deploy *deploy, struct fault *fault);

/*
 * Put the image in force on the site, hand the guard its table where there is
 * one, save the policy, and lift the fallback; with confirm, the two before the
 * last wait. Programs of another build are replaced, but with keep_programs.
 * When it fails before the switch, everything this call changed is taken back
 * and what was in force stays; in_force tells. 0 or a negative errno with the
 * cause in fault: -EBUSY another waits to be confirmed.
 */
int deploy_run(struct deploy *deploy, const struct deploy_input *in,
	       struct fault *fault);

/*
 * The policy into the idle slot, where no frame meets it any more; what was
 * there is gone, and a shadow ends. same: the policy in force once more, so
 * that the one before it is kept aside (info.h). 0 or a negative errno with
 * the cause in fault; what is in force stays in either case.
 */
int deploy_fill(struct deploy *deploy, struct slots *slots,
		const struct deploy_input *in,
		const struct lc_policy_info *info, bool same,
		struct fault *fault);

/* What there is to do where new_boot_file is set. */
extern const char deploy_boot_file_text[];

/* True when exactly this image of this policy, permits and all, is in force. */
bool deploy_same(const struct deploy *deploy, const struct policy *policy,
		 const struct slot_image *image);

void deploy_close(struct deploy *deploy);

/*
 * Refuse to change what was made in another network namespace. 0 or -EXDEV
 * with the remedy in fault.
 */
int deploy_check_netns(const char *dir, const struct object *obj,
		       struct fault *fault);

/* What the policy wants of interface i of the site. */
struct attach_want deploy_want(const struct site *site, size_t i);

/* What deploy_run() would stumble over on the ports, with nothing changed. */
int deploy_try(struct deploy *deploy, const struct site *site,
	       struct fault *fault);

/*
 * Likewise for a dry run: say of which devices the kernel tells that they offer
 * no native XDP. What a driver does with the program, only deploy_run() can tell.
 */
void deploy_expect(const struct site *site, void (*say)(const char *fmt, ...));

#endif
