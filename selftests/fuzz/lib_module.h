/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The module's own reader of the boot file, and its search, in userspace.
 * The kernel below it is lib_kernel.h. No fuzzer of its own.
 */
#ifndef LIB_MODULE_H
#define LIB_MODULE_H

#include <lenscap_guard.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Load the module with these bytes as its boot file. *proof is only set where
 * the file was loaded; module_unload() frees what it was made into.
 */
enum lcg_boot module_load(const void *file, size_t len, unsigned int *proof);
void module_unload(void);

/* What it answers of a source in a place, when the file was loaded. */
bool module_lists(const char *ifname, uint32_t ifindex, uint16_t vlan,
		  uint64_t mac);

const uint8_t *module_id(void);
unsigned int module_prefixes(void);

#endif
