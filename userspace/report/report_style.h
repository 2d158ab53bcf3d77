/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How the page looks: on a desk, on a phone, in the dark, on A4.
 * No words, and nothing of what the page says.
 */
#ifndef LENSCAP_REPORT_STYLE_H
#define LENSCAP_REPORT_STYLE_H

extern const char report_style[];

/* Before what each cell of a card is called, and "}". */
extern const char *const report_style_cards;

#endif
