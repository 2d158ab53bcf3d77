// SPDX-License-Identifier: GPL-2.0
/*
 * Why XDP judges a port in generic mode, and what to do about it, in words.
 * Nothing is looked up here: attach.c noted the cause, native.c asks the kernel.
 */
#include "port/generic.h"

#include <stdio.h>

#define HOW "xdp: native in the policy, or unload and apply, changes it"

const char *generic_cause_text(enum lc_generic_cause cause)
{
	switch (cause) {
	case LC_GENERIC_ASKED:
		return "asked";
	case LC_GENERIC_BLIND:
		return "blind";
	case LC_GENERIC_MISSING:
		return "missing";
	case LC_GENERIC_REFUSED:
		return "refused";
	default:
		return NULL;
	}
}

/* "its driver, r8169,", or "its driver" where it has no name. */
static void driver_words(const struct generic *generic, char *text, size_t size)
{
	snprintf(text, size, "its driver%s%s%s", *generic->driver ? ", " : "",
		 generic->driver, *generic->driver ? "," : "");
}

static void asked_why(const struct generic *generic, char *text, size_t size)
{
	char driver[64];

	driver_words(generic, driver, sizeof(driver));
	if (generic->offer == NATIVE_OFFERED)
		snprintf(
			text, size,
			"the policy says xdp: generic, or did when it was attached; %s has native XDP: %s",
			driver, HOW);
	else if (generic->offer == NATIVE_NONE)
		snprintf(
			text, size,
			"the policy says xdp: generic, and %s offers no native XDP as it is set up now (docs/drivers.md)",
			driver);
	else
		snprintf(
			text, size,
			"the policy says xdp: generic, or did when it was attached; where the driver can do better (docs/drivers.md), %s",
			HOW);
}

static void missing_why(const struct generic *generic, char *text, size_t size)
{
	char driver[64];

	driver_words(generic, driver, sizeof(driver));
	if (generic->stacked)
		snprintf(
			text, size,
			"such a device has no native XDP; name its ports, or the device below (docs/interfaces.md)");
	else
		snprintf(text, size, "%s has no native XDP (docs/drivers.md)",
			 driver);
}

static void refused_why(const struct generic *generic, char *text, size_t size)
{
	char driver[64], mtu[48] = "";

	driver_words(generic, driver, sizeof(driver));
	if (generic->mtu)
		snprintf(mtu, sizeof(mtu), "; its MTU is %u now", generic->mtu);
	snprintf(
		text, size,
		"%s refused native mode%s%s%s (docs/drivers.md); once that is put right, %s",
		driver,
		*generic->refusal ? ": " : ", the kernel log may say why",
		generic->refusal, mtu, HOW);
}

static void blind_why(const struct generic *generic, char *text, size_t size)
{
	snprintf(text, size, "%s (docs/drivers.md)%s",
		 generic->blind ? generic->blind :
				  "native XDP would not tell its ports",
		 generic->stacked ? "; name the ports for native" : "");
}

void generic_why(const struct generic *generic, char *text, size_t size)
{
	switch (generic->cause) {
	case LC_GENERIC_ASKED:
		asked_why(generic, text, size);
		break;
	case LC_GENERIC_BLIND:
		blind_why(generic, text, size);
		break;
	case LC_GENERIC_MISSING:
		missing_why(generic, text, size);
		break;
	case LC_GENERIC_REFUSED:
		refused_why(generic, text, size);
		break;
	default:
		snprintf(
			text, size,
			"where the driver can do better (docs/drivers.md), %s; of a bond, bridge or VLAN device, name the ports",
			HOW);
	}
}
