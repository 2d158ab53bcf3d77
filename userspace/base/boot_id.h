/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which boot this is, as the kernel names it: what was noted in another one may
 * have been overtaken. Nothing about time.
 */
#ifndef LENSCAP_BOOT_ID_H
#define LENSCAP_BOOT_ID_H

#define BOOT_ID_LEN 64

/* 0, or a negative errno and "". */
int boot_id_read(char id[BOOT_ID_LEN]);

#endif
