/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard's kernel module: is it there, load it, unload it.
 * What it is told once it is loaded: guard.h.
 */
#ifndef LENSCAP_GUARD_MODULE_H
#define LENSCAP_GUARD_MODULE_H

#include <stdbool.h>

#include "base/fault.h"

/* In this kernel, whatever the network namespace. */
bool guard_module_loaded(void);

/* Is this the network namespace of the boot, which the boot file is for? */
bool guard_module_first_netns(void);

/* By modprobe. 0, or a negative errno with cause and remedy in fault. */
int guard_module_load(struct fault *fault);

/*
 * Nothing is guarded after that. 0, also when it was not loaded, or a negative
 * errno with the cause in fault.
 */
int guard_module_unload(struct fault *fault);

#endif
