/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The bytes of data/vendors.tsv, as they stand, for vendor_load.c to read.
 * Nothing else. Assembled with the root of the repository as include path.
 */
	.section .rodata
	.global vendor_data
	.global vendor_data_size

	.balign 16
vendor_data:
	.incbin "data/vendors.tsv"
vendor_data_end:

	.balign 4
vendor_data_size:
	.4byte vendor_data_end - vendor_data

	.section .note.GNU-stack, "", %progbits
