/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The table before userspace, from a firmware file.
 * What the attributes in it say is table.h's matter.
 */
#ifndef GUARD_BOOT_H
#define GUARD_BOOT_H

/*
 * Give the first namespace the table of the boot file, if there is a valid
 * one; the log and the status tell what became of it.
 */
void guard_boot_load(void);

#endif
