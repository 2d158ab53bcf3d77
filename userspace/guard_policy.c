// SPDX-License-Identifier: GPL-2.0
/*
 * The policy in force, read again from its pinned text.
 * What is made of it stands in guard_table.c.
 */
#define _GNU_SOURCE
#include "guard_policy.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int first_error(const struct guard_policy *gp, int err,
		       struct fault *fault)
{
	const struct diag_finding *finding;
	size_t i;

	for (i = 0; (finding = diag_finding(gp->diag, i)); i++)
		if (finding->error)
			return fault_set(
				fault, err,
				"the policy in force cannot be compiled again: %s; apply it again",
				finding->text);
	return fault_set(fault, err,
			 "the policy in force cannot be compiled again: %s",
			 strerror(-err));
}

/* policy_load() wants a path, so the text gets one, without a file on disk. */
static int parse(struct guard_policy *gp, const char *text, size_t len)
{
	int fd = memfd_create("lenscap-policy", MFD_CLOEXEC);
	char path[64];
	size_t done = 0;
	int err = 0;

	if (fd < 0)
		return -errno;
	while (done < len && !err) {
		ssize_t n = write(fd, text + done, len - done);

		if (n < 0 && errno != EINTR)
			err = -errno;
		else if (n > 0)
			done += (size_t)n;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (!err)
		err = policy_load(path, &gp->vendors, gp->diag, &gp->policy);
	close(fd);
	return err;
}

int guard_policy_load(const struct live *live, struct guard_policy *gp,
		      struct fault *fault)
{
	char why[256], *text;
	int err;

	memset(gp, 0, sizeof(*gp));
	gp->diag = diag_new();
	if (!gp->diag)
		return fault_set(fault, -ENOMEM, "out of memory");
	if (vendor_table_load_embedded(&gp->vendors, why, sizeof(why)))
		return fault_set(fault, -EIO, "%s", why);
	err = live_text(live, &text);
	if (err)
		return fault_set(
			fault, err,
			"the text of the policy in force cannot be read (%s); apply it again",
			strerror(-err));
	err = parse(gp, text, live->info.text_len);
	free(text);
	if (!err && strcmp(gp->policy->sha256, live->info.sha256))
		return fault_set(
			fault, -ESTALE,
			"the policy in force was made by another lenscap, with other vendors: apply it again, then enable the guard");
	if (!err)
		err = site_from_system(gp->policy, gp->diag, &gp->site);
	if (!err)
		err = listing_make(gp->policy, gp->site, &gp->vendors, gp->diag,
				   &gp->listing);
	return err ? first_error(gp, err, fault) : 0;
}

void guard_policy_free(struct guard_policy *gp)
{
	listing_free(gp->listing);
	site_free(gp->site);
	policy_free(gp->policy);
	diag_free(gp->diag);
	vendor_table_free(&gp->vendors);
	memset(gp, 0, sizeof(*gp));
}

struct guard_table_input guard_policy_input(const struct guard_policy *gp)
{
	return (struct guard_table_input){
		.policy = gp->policy,
		.site = gp->site,
		.listing = gp->listing,
	};
}
