// SPDX-License-Identifier: GPL-2.0
/*
 * What is in force, the ledger's memory and the census, read together.
 * What of them is shown is the commands'.
 */
#include "census/census_look.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#include "base/envelope.h"
#include "base/say.h"
#include "ledger/history.h"

static int read_parts(struct census_look *look, const char *state,
		      struct fault *fault)
{
	struct fault why = { "" };
	int err;

	err = vendor_table_load_embedded(&look->vendors, fault->text,
					 sizeof(fault->text));
	if (err)
		return err;
	if (history_read(state, &look->history, &why)) {
		cmd_warn("%s; what it holds is not shown", why.text);
		look->history = NULL;
	}
	err = census_read(&look->live.obj, look->live.names, look->history,
			  &look->census);
	if (err)
		fault_set(fault, err, "the census cannot be read: %s",
			  strerror(-err));
	return err;
}

int census_look_open(const char *pin, const char *state,
		     struct census_look *look, struct fault *fault)
{
	struct census_look new = { 0 };
	int err;

	err = live_open(pin, &new.live, fault);
	if (err)
		return err;
	err = read_parts(&new, state, fault);
	if (err)
		census_look_close(&new);
	else
		*look = new;
	return err;
}

void census_look_close(struct census_look *look)
{
	census_free(look->census);
	history_free(look->history);
	vendor_table_free(&look->vendors);
	live_close(&look->live);
}

const char *census_look_parent(const struct census_look *look,
			       const char *vendor)
{
	const struct vendor_table *table = &look->vendors;
	int id = vendor ? vendor_find(table, vendor) : VENDOR_NONE;

	if (id == VENDOR_NONE || table->vendors[id].parent == VENDOR_NONE)
		return NULL;
	return table->vendors[table->vendors[id].parent].slug;
}

const char *census_address_text(uint8_t l3, const uint64_t address[2],
				char buffer[CENSUS_ADDRESS_LEN])
{
	struct in6_addr v6;
	struct in_addr v4 = { htonl((uint32_t)address[1]) };
	int i;

	for (i = 0; i < 16; i++)
		v6.s6_addr[i] = address[i / 8] >> (56 - i % 8 * 8);
	if (!inet_ntop(l3 == 4 ? AF_INET : AF_INET6,
		       l3 == 4 ? (void *)&v4 : (void *)&v6, buffer,
		       CENSUS_ADDRESS_LEN))
		buffer[0] = '\0';
	return buffer;
}

json_t *census_ipv4_json(uint32_t ipv4)
{
	const uint64_t address[2] = { 0, ipv4 };
	char text[CENSUS_ADDRESS_LEN];

	return envelope_text(ipv4 ? census_address_text(4, address, text) :
				    NULL);
}

json_t *census_ipv6_json(const uint64_t ipv6[2])
{
	char text[CENSUS_ADDRESS_LEN];

	return envelope_text(
		ipv6[0] || ipv6[1] ? census_address_text(6, ipv6, text) : NULL);
}
