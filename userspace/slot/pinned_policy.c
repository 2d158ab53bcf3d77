// SPDX-License-Identifier: GPL-2.0
/*
 * A policy read again from its pinned text.
 * What is made of it is the caller's business.
 */
#define _GNU_SOURCE
#include "slot/pinned_policy.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "maps/pins.h"

static const char *first_text(const struct pinned_policy *pp, int err)
{
	const struct diag_finding *finding;
	size_t i;

	for (i = 0; (finding = diag_finding(pp->diag, i)); i++)
		if (finding->error)
			return finding->text;
	return strerror(-err);
}

static int first_error(const struct pinned_policy *pp, int err,
		       struct fault *fault)
{
	return fault_set(
		fault, err,
		"the policy cannot be compiled again: %s; apply it again",
		first_text(pp, err));
}

/* policy_load_saved() wants a path, so the text gets one, without a file on disk. */
int pinned_policy_parse(const char *text, size_t len,
			const struct vendor_table *vendors, struct diag *diag,
			struct policy **policy)
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
		err = policy_load_saved(path, vendors, diag, policy);
	close(fd);
	return err;
}

/*
 * What it means here; devices that are not here may come back, and those that
 * live judges (NULL: nothing is) may have been renamed.
 */
static int find_here(struct pinned_policy *pp, const struct live *live,
		     struct fault *fault)
{
	struct site_held held[LC_MAX_INTERFACES];
	size_t count = live ? live_held(live, held) : 0;
	int err = site_from_system_held(pp->policy, held, count, pp->diag,
					&pp->site);

	if (!err)
		err = listing_make(pp->policy, pp->site, &pp->vendors, pp->diag,
				   &pp->listing);
	return err ? first_error(pp, err, fault) : 0;
}

static int read_here(struct pinned_policy *pp, const struct live *live,
		     const char *text, const struct lc_policy_info *info,
		     struct fault *fault)
{
	int err = pinned_policy_parse(text, info->text_len, &pp->vendors,
				      pp->diag, &pp->policy);

	if (err)
		return first_error(pp, err, fault);
	if (strcmp(pp->policy->sha256, info->sha256))
		return fault_set(
			fault, -ESTALE,
			"policy %s was made by another lenscap, with other vendors; lenscap diff FILE shows what they change, lenscap apply FILE takes them",
			*info->name ? info->name : info->path);
	return find_here(pp, live, fault);
}

static int begin(struct pinned_policy *pp, struct fault *fault)
{
	char why[256];

	memset(pp, 0, sizeof(*pp));
	pp->diag = diag_new();
	if (!pp->diag)
		return fault_set(fault, -ENOMEM, "out of memory");
	if (vendor_table_load_embedded(&pp->vendors, why, sizeof(why)))
		return fault_set(fault, -EIO, "%s", why);
	return 0;
}

int pinned_policy_load_nth(const struct live *live, unsigned int n,
			   const struct lc_policy_info *info,
			   struct pinned_policy *pp, struct fault *fault)
{
	char *text;
	int err = begin(pp, fault);

	if (err)
		return err;
	err = pins_read_text(live->at.dir, n, info->text_len, &text);
	if (err)
		return fault_set(
			fault, err,
			"the text of the policy cannot be read (%s); apply it again",
			strerror(-err));
	err = read_here(pp, live, text, info, fault);
	free(text);
	return err;
}

int pinned_policy_load(const struct live *live, struct pinned_policy *pp,
		       struct fault *fault)
{
	return pinned_policy_load_nth(live, live->slot, &live->info, pp, fault);
}

int pinned_policy_load_file(const char *path, struct pinned_policy *pp,
			    struct fault *fault)
{
	int err = begin(pp, fault);

	if (err)
		return err;
	err = policy_load_saved(path, &pp->vendors, pp->diag, &pp->policy);
	if (err)
		return fault_set(
			fault, err,
			"%s cannot be put in force: %s; apply the policy's own file",
			path, first_text(pp, err));
	return find_here(pp, NULL, fault);
}

void pinned_policy_free(struct pinned_policy *pp)
{
	listing_free(pp->listing);
	site_free(pp->site);
	policy_free(pp->policy);
	diag_free(pp->diag);
	vendor_table_free(&pp->vendors);
	memset(pp, 0, sizeof(*pp));
}

struct guard_table_input pinned_policy_guard(const struct pinned_policy *pp)
{
	return (struct guard_table_input){
		.policy = pp->policy,
		.site = pp->site,
		.listing = pp->listing,
	};
}
