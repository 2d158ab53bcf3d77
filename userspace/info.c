// SPDX-License-Identifier: GPL-2.0
/*
 * What is noted of the policies in the slots.
 * When it is written stands in deploy.c.
 */
#include "info.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "caller.h"
#include "live.h"
#include "pins.h"
#include "policy.h"

static void copy(char *buf, size_t size, const char *text)
{
	snprintf(buf, size, "%s", text ? text : "");
}

void info_again(struct lc_policy_info *info, const char *why)
{
	info->applied_at = (__u64)time(NULL);
	caller_name(info->applied_by, sizeof(info->applied_by));
	copy(info->why, sizeof(info->why), why);
}

void info_describe(const struct policy *policy, const char *why,
		   struct lc_policy_info *info)
{
	char *real = realpath(policy->path, NULL);

	memset(info, 0, sizeof(*info));
	info->magic = LC_MAGIC;
	info->abi = LC_ABI_VERSION;
	info->valid = 1;
	info->monitor = policy->monitor;
	info->text_len = policy->resolved_len;
	copy(info->name, sizeof(info->name), policy->name);
	copy(info->revision, sizeof(info->revision), policy->revision);
	copy(info->path, sizeof(info->path), real ? real : policy->path);
	copy(info->sha256, sizeof(info->sha256), policy->sha256);
	copy(info->base_sha256, sizeof(info->base_sha256), policy->base_sha256);
	copy(info->vendors_sha256, sizeof(info->vendors_sha256),
	     policy->vendors_sha256);
	info_again(info, why);
	free(real);
}

bool info_why_fits(const char *why)
{
	const unsigned char *c = (const unsigned char *)why;

	while (*c >= ' ' && *c != 0x7f)
		c++;
	return *why && !*c && strlen(why) <= INFO_WHY_MAX;
}

int info_write(const struct object *obj, unsigned int n,
	       const struct lc_policy_info *info, struct fault *fault)
{
	const __u32 key = n;

	if (!bpf_map_update_elem(obj->maps[OBJECT_INFO], &key, info, BPF_ANY))
		return 0;
	return fault_set(fault, -errno,
			 "cannot write the policy's identity: %s",
			 strerror(errno));
}

int info_previous(const struct object *obj, struct lc_policy_info *info)
{
	struct lc_policy_info live;
	struct lc_control control;
	unsigned int idle;
	int err;

	err = live_read_info(obj, LC_INFO_ASIDE, info);
	if (err || info->valid)
		return err ? err : LC_INFO_ASIDE;
	err = pins_control(obj, &control);
	if (err)
		return err;
	if (control.idle != LC_IDLE_PREVIOUS)
		return -ENOENT;
	err = live_read_info(obj, control.live & LC_LIVE_SLOT, &live);
	if (err)
		return err;
	idle = !(control.live & LC_LIVE_SLOT);
	err = live_read_info(obj, idle, info);
	/* the same for other devices is none to go back to */
	if (!err && (!info->valid || !strcmp(info->sha256, live.sha256)))
		err = -ENOENT;
	return err ? err : (int)idle;
}

/* The text before what is noted of it: where that is, the text is there. */
int info_keep_aside(const char *dir, const struct object *obj,
		    struct fault *fault)
{
	struct lc_policy_info info;
	int previous = info_previous(obj, &info);
	int err = previous;

	if (previous == LC_INFO_ASIDE || previous == -ENOENT)
		return 0;
	if (previous >= 0)
		err = pins_copy_text(dir, (unsigned int)previous,
				     LC_INFO_ASIDE);
	if (err < 0)
		return fault_set(fault, err,
				 "cannot keep the policy before: %s",
				 strerror(-err));
	return info_write(obj, LC_INFO_ASIDE, &info, fault);
}

int info_forget_aside(const struct object *obj, struct fault *fault)
{
	const struct lc_policy_info none = { 0 };

	return info_write(obj, LC_INFO_ASIDE, &none, fault);
}
