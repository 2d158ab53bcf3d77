// SPDX-License-Identifier: GPL-2.0
/*
 * libpcap, as far as reading a file needs it.
 * A build without it still links: then every capture is refused in words.
 */
#include "replay/capture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#if HAVE_PCAP

/* libbpf has a struct bpf_insn of its own */
#define PCAP_DONT_INCLUDE_PCAP_BPF_H
#include <pcap/pcap.h>

#define LINKTYPE_ETHERNET 1

struct capture {
	pcap_t *pcap;
	unsigned long frames;
	char path[200]; /* for messages */
};

/* libpcap names the file where the system refuses it, and else does not. */
static int open_fault(const char *path, const char *why, struct fault *fault)
{
	size_t len = strlen(path);

	if (!strncmp(why, path, len))
		return fault_set(fault, -EINVAL, "cannot read the capture %s%s",
				 path, why + len);
	return fault_set(
		fault, -EINVAL,
		"cannot read the capture %s: %s; a capture is what tcpdump -w writes, pcap or pcapng",
		path, why);
}

int capture_open(const char *path, struct capture **capture,
		 struct fault *fault)
{
	char why[PCAP_ERRBUF_SIZE] = "";
	struct capture *c = calloc(1, sizeof(*c));
	const char *name;
	int link;

	if (!c)
		return fault_set(fault, -ENOMEM, "out of memory");
	strncpy(c->path, path, sizeof(c->path) - 1);
	c->pcap = pcap_open_offline_with_tstamp_precision(
		path, PCAP_TSTAMP_PRECISION_NANO, why);
	if (!c->pcap) {
		free(c);
		return open_fault(path, why, fault);
	}
	link = pcap_datalink(c->pcap);
	if (link != LINKTYPE_ETHERNET) {
		name = pcap_datalink_val_to_name(link);
		capture_close(c);
		return fault_set(
			fault, -EPROTONOSUPPORT,
			"%s holds frames of link type %s, and only Ethernet has the addresses that lenscap judges by: capture on an Ethernet device, not on \"any\"",
			path, name ? name : "unknown");
	}
	*capture = c;
	return 0;
}

void capture_close(struct capture *capture)
{
	if (!capture)
		return;
	pcap_close(capture->pcap);
	free(capture);
}

void capture_place(struct capture *capture, uint64_t *at, uint64_t *all)
{
	FILE *file = pcap_file(capture->pcap);
	long place = file ? ftell(file) : -1;
	struct stat st;

	*at = *all = 0;
	if (place < 0 || fstat(fileno(file), &st))
		return;
	*at = (uint64_t)place;
	*all = (uint64_t)st.st_size;
}

int capture_next(struct capture *capture, struct capture_frame *frame,
		 struct fault *fault)
{
	struct pcap_pkthdr *header;
	const u_char *data;
	int64_t seconds;
	int ret = pcap_next_ex(capture->pcap, &header, &data);

	if (ret == PCAP_ERROR_BREAK)
		return 0;
	if (ret != 1)
		return fault_set(fault, -EBADMSG,
				 "%s: cannot be read after frame %lu: %s",
				 capture->path, capture->frames,
				 pcap_geterr(capture->pcap));
	capture->frames++;
	frame->data = data;
	frame->len = header->len;
	frame->held = header->caplen < header->len ? header->caplen :
						     header->len;
	/*
	 * The file holds 32 bits without a sign, which libpcap takes for a sign
	 * where the byte order is the machine's: 2040 would be before 1970.
	 */
	seconds = header->ts.tv_sec;
	if (seconds < 0)
		seconds += INT64_C(1) << 32;
	/* nanoseconds stand where the name says microseconds */
	frame->time_ns = (uint64_t)seconds * 1000000000 + header->ts.tv_usec;
	return 1;
}

#else

int capture_open(const char *path, struct capture **capture,
		 struct fault *fault)
{
	return fault_set(
		fault, -EOPNOTSUPP,
		"this lenscap was built without libpcap and cannot read captures: install libpcap-dev and build again");
}

void capture_place(struct capture *capture, uint64_t *at, uint64_t *all)
{
	*at = *all = 0;
}

void capture_close(struct capture *capture)
{
}

int capture_next(struct capture *capture, struct capture_frame *frame,
		 struct fault *fault)
{
	return fault_set(fault, -EOPNOTSUPP, "built without libpcap");
}

#endif
