// SPDX-License-Identifier: GPL-2.0
/*
 * What is noted of the policies in the slots.
 * When it is written stands in deploy.c.
 */
#include "slot/info.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/caller.h"
#include "base/utf8.h"
#include "maps/pins.h"
#include "policy/policy.h"
#include "slot/live.h"

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
	size_t len = strlen(why), at = 0;
	unsigned int step;
	uint32_t code;

	for (; at < len; at += step) {
		step = utf8_decode(why + at, len - at, &code);
		if (!step || utf8_is_control(code))
			return false;
	}
	return len && len <= INFO_WHY_MAX;
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

/* Permits, too, which the identity leaves out and the text has: 1, 0 or errno. */
static int same_text(const char *dir, unsigned int a, unsigned int b,
		     size_t len)
{
	char *one, *two;
	int err = pins_read_text(dir, a, len, &one);

	if (err)
		return err;
	err = pins_read_text(dir, b, len, &two);
	if (!err) {
		err = !memcmp(one, two, len);
		free(two);
	}
	free(one);
	return err;
}

int info_previous(const char *dir, const struct object *obj,
		  struct lc_policy_info *info)
{
	struct lc_policy_info live;
	struct lc_control control;
	unsigned int idle;
	int err, same;

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
	if (err)
		return err;
	if (!info->valid)
		return -ENOENT;
	if (strcmp(info->sha256, live.sha256) ||
	    info->text_len != live.text_len)
		return (int)idle;
	/* the same for other devices is none to go back to */
	same = same_text(dir, idle, !idle, info->text_len);
	if (same)
		return same < 0 ? same : -ENOENT;
	return (int)idle;
}

/* The text before what is noted of it: where that is, the text is there. */
int info_keep_aside(const char *dir, const struct object *obj,
		    struct fault *fault)
{
	struct lc_policy_info info;
	int previous = info_previous(dir, obj, &info);
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
