/* SPDX-License-Identifier: GPL-2.0 */
/*
 * data/vendors.tsv inside the program, as vendor_data.S puts it there.
 * What stands in it, vendor_load.c reads.
 */
#ifndef LENSCAP_VENDOR_DATA_H
#define LENSCAP_VENDOR_DATA_H

#include <stdint.h>

extern const char vendor_data[];
extern const uint32_t vendor_data_size; /* bytes */

#endif /* LENSCAP_VENDOR_DATA_H */
