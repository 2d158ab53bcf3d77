/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The ABI of the guard: generic netlink, boot file, tag. kmod/lenscap.yaml says
 * the same for tools that read specs. Nothing here is about policies or slots.
 *
 * Overview
 * --------
 * The guard (kmod/, lenscap_guard.ko) keeps, for each network namespace, the
 * MAC prefixes that a policy lists, and drops frames from them on every port
 * that XDP does not judge. Such a port is *closed*; one that XDP judges is
 * *open*. A frame whose source is in no prefix is never touched.
 *
 * Ports. While a namespace has a table, each of its Ethernet devices is a port,
 * from its registration on: but loopback, devices that hand on what came in
 * below them (LCG_CHILD_KINDS, LCG_MASTER_KINDS), and the conduit of a switch
 * (DSA), whose ports are. XDP judges a frame when a program is on the port, on
 * the bond, team or bridge that it is a port of, or on the VLAN device of the
 * frame's VLAN, in the same namespace; and, with LCG_PROOF_TAG, when the frame
 * bears the tag, which only a program on the port itself can lay in time. (With
 * LCG_PROOF_PROGRAM, a native program counts until its driver has let go of it,
 * some milliseconds after it judged its last frame, and frames that were on
 * their way when a program came count as judged. A tag knows.) The
 * state of a port does not know of VLAN devices. A port begins closed, which is
 * no event; the kernel looks for changes once a second.
 *
 * What leaves a port before the netfilter hook, or comes in behind it, goes
 * round the guard: XDP_REDIRECT, AF_XDP, an ingress redirect to an IFB device,
 * forwarding in a switch ASIC. A bridge's program does not see what the bridge
 * hands from port to port.
 *
 * Tables. A namespace has up to two: the current one and a staged one. A frame
 * is listed when either lists it. A switch of policy goes
 *
 *     TABLE_STAGE  the next policy's table, beside the current one
 *     ...          the programs switch to the next policy
 *     TABLE_COMMIT the staged table takes the current one's place
 *
 * so that no listed prefix is in neither at any instant. TABLE_ABORT takes the
 * staged table away, TABLE_CLEAR both. TABLE_STAGE replaces a staged table. A
 * table is built whole before any frame meets it; when that fails, nothing has
 * changed.
 *
 * What a table says. *Zones* are places: zone 0 is every place that no other
 * zone names; the zones 1, 2, ... are the ZONE attributes in their order, each
 * some VLANs of one device. The device is the one of that index or that name.
 * *Classes* 1, 2, ... are the CLASS attributes in their order; each has a set
 * of zones in which its prefixes are listed, and one in which they are exempt
 * (a group in monitor mode: the guard must not drop what the policy passes).
 * A *prefix* has a class. Of the prefixes that match a source address, the
 * longest whose class lists or exempts it in the frame's zone decides; where
 * none does and the address has the local bit (02), the same again with the bit
 * cleared, whole addresses (48) aside, which are exact. If none does then, the
 * frame is unlisted.
 *
 * Boot file. What a table is before userspace: struct lcg_file, followed by
 * the same attributes as in TABLE_STAGE. It holds for the first namespace, from
 * the module's load until a table is committed. It knows devices by name, which
 * holds once they are renamed (udev does that while they are down).
 *
 * All commands ask for CAP_NET_ADMIN in the first user namespace. Netlink
 * attributes and the boot file are in host byte order; bitmaps count from the
 * lowest bit of the first octet. A large table is one message of up to 3 MiB:
 * it wants SO_SNDBUFFORCE, and NETLINK_CAP_ACK, or a refusal would bear a copy.
 */
#ifndef _UAPI_LENSCAP_GUARD_H
#define _UAPI_LENSCAP_GUARD_H

#include <linux/types.h>

#define LCG_FAMILY "lenscap"
#define LCG_VERSION 1
#define LCG_GROUP_PORTS "ports" /* multicast: PORT_CLOSED, PORT_OPENED */

#define LCG_MODULE "lenscap_guard"

/* Limits of a table. */
#define LCG_MAX_ZONES 128 /* beside zone 0 */
#define LCG_MAX_CLASSES 16383
#define LCG_MAX_PREFIXES 65536
#define LCG_ZONE_BYTES 24 /* a set of zones, as a bitmap */
#define LCG_VLAN_BYTES 512 /* a set of VLANs; bit 0: untagged or priority tag */
#define LCG_ID_BYTES 32 /* SHA-256 of the policy that the table is of */
#define LCG_MAC_BYTES 6

/* ---- generic netlink ------------------------------------------------------ */

enum lcg_cmd {
	LCG_CMD_UNSPEC,
	LCG_CMD_STATUS_GET, /* do; reply STATUS_GET with LCG_A_STATUS_* */
	LCG_CMD_PORT_GET, /* dump, or do with IFINDEX; LCG_A_PORT_* */
	LCG_CMD_TABLE_STAGE, /* do; LCG_A_TABLE_* */
	LCG_CMD_TABLE_COMMIT, /* do; ID of the staged table; ENOENT, ESTALE */
	LCG_CMD_TABLE_ABORT, /* do; nothing staged is no error */
	LCG_CMD_TABLE_CLEAR, /* do; no table is no error */
	LCG_CMD_PROOF_SET, /* do; LCG_A_PROOF_* */
	LCG_CMD_PORT_CLOSED, /* event; LCG_A_PORT_* */
	LCG_CMD_PORT_OPENED, /* event; LCG_A_PORT_* */
	__LCG_CMD_MAX
};

#define LCG_CMD_MAX (__LCG_CMD_MAX - 1)

/* What counts as proof that XDP judges a port. */
enum lcg_proof {
	LCG_PROOF_PROGRAM, /* a program is attached to it */
	LCG_PROOF_TAG, /* this frame bears the tag of this port */
};

#define LCG_PROOF_MAX LCG_PROOF_TAG

/*
 * Kinds of devices (IFLA_INFO_KIND) on which the source addresses of those
 * below appear again: guarded are those below. Lists for initialisers.
 */
#define LCG_CHILD_KINDS \
	"vlan", "macvlan", "macvtap", "ipvlan", "ipvtap", "macsec"
#define LCG_MASTER_KINDS \
	"bridge", "bond", "team", "vrf", "hsr", "failover", "openvswitch"

enum lcg_port_state {
	LCG_PORT_CLOSED, /* listed frames are dropped here */
	LCG_PORT_OPEN, /* XDP judges them */
};

/* What became of the boot file when the module was loaded. */
enum lcg_boot {
	LCG_BOOT_NONE, /* there was none, or this is not the first namespace */
	LCG_BOOT_LOADED,
	LCG_BOOT_REFUSED, /* it was wrong, or no memory; the log says what */
};

/* TABLE_STAGE, and the boot file. ID is required, once; the rest repeats. */
enum lcg_a_table {
	LCG_A_TABLE_UNSPEC,
	LCG_A_TABLE_ID, /* binary, LCG_ID_BYTES */
	LCG_A_TABLE_ZONE, /* nest of LCG_A_ZONE_*; any number */
	LCG_A_TABLE_CLASS, /* nest of LCG_A_CLASS_*; any number */
	LCG_A_TABLE_PREFIX, /* nest of LCG_A_PREFIX_*; any number */
	LCG_A_TABLE_PREFIXES, /* u32, how many; in replies only */
	__LCG_A_TABLE_MAX
};

#define LCG_A_TABLE_MAX (__LCG_A_TABLE_MAX - 1)

/* IFNAME and VLANS are required. */
enum lcg_a_zone {
	LCG_A_ZONE_UNSPEC,
	LCG_A_ZONE_IFNAME, /* string */
	LCG_A_ZONE_IFINDEX, /* u32, above 0 */
	LCG_A_ZONE_VLANS, /* binary, LCG_VLAN_BYTES */
	__LCG_A_ZONE_MAX
};

#define LCG_A_ZONE_MAX (__LCG_A_ZONE_MAX - 1)

/* Both required; no zone may be in both, nor be one that is not there. */
enum lcg_a_class {
	LCG_A_CLASS_UNSPEC,
	LCG_A_CLASS_LISTED, /* binary, LCG_ZONE_BYTES */
	LCG_A_CLASS_EXEMPT, /* binary, LCG_ZONE_BYTES */
	__LCG_A_CLASS_MAX
};

#define LCG_A_CLASS_MAX (__LCG_A_CLASS_MAX - 1)

/* All required. No prefix may stand there twice, nor have bits beyond LEN. */
enum lcg_a_prefix {
	LCG_A_PREFIX_UNSPEC,
	LCG_A_PREFIX_MAC, /* binary, LCG_MAC_BYTES */
	LCG_A_PREFIX_LEN, /* u8: 24, 28, 36 or 48 bits */
	LCG_A_PREFIX_CLASS, /* u16, 1 to the number of classes */
	__LCG_A_PREFIX_MAX
};

#define LCG_A_PREFIX_MAX (__LCG_A_PREFIX_MAX - 1)

/* Reply to STATUS_GET. CURRENT and STAGED are absent where there is none. */
enum lcg_a_status {
	LCG_A_STATUS_UNSPEC,
	LCG_A_STATUS_PROOF, /* u32, enum lcg_proof */
	LCG_A_STATUS_KEY, /* u32, the tag's key in this namespace; never 0 */
	LCG_A_STATUS_BOOT, /* u32, enum lcg_boot */
	LCG_A_STATUS_CURRENT, /* nest of LCG_A_TABLE_ID, _PREFIXES */
	LCG_A_STATUS_STAGED, /* likewise */
	LCG_A_STATUS_PORTS, /* u32, guarded ports; 0 without a table */
	LCG_A_STATUS_UNGUARDED, /* u32, ports without a hook, for lack of memory */
	__LCG_A_STATUS_MAX
};

#define LCG_A_STATUS_MAX (__LCG_A_STATUS_MAX - 1)

/*
 * Replies to PORT_GET (which asks by IFINDEX) and the events. Frames and bytes
 * are those of listed sources only, since the port is one; bytes are from the
 * Ethernet header on, without a VLAN tag. What GRO has merged counts as the
 * frames that it was, but the headers once.
 */
enum lcg_a_port {
	LCG_A_PORT_UNSPEC,
	LCG_A_PORT_PAD,
	LCG_A_PORT_IFINDEX, /* u32 */
	LCG_A_PORT_IFNAME, /* string */
	LCG_A_PORT_STATE, /* u32, enum lcg_port_state */
	LCG_A_PORT_PASSED_FRAMES, /* u64, judged by XDP */
	LCG_A_PORT_PASSED_BYTES, /* u64 */
	LCG_A_PORT_DROPPED_FRAMES, /* u64, while closed */
	LCG_A_PORT_DROPPED_BYTES, /* u64 */
	__LCG_A_PORT_MAX
};

#define LCG_A_PORT_MAX (__LCG_A_PORT_MAX - 1)

enum lcg_a_proof {
	LCG_A_PROOF_UNSPEC,
	LCG_A_PROOF_PROOF, /* u32, enum lcg_proof; required */
	__LCG_A_PROOF_MAX
};

#define LCG_A_PROOF_MAX (__LCG_A_PROOF_MAX - 1)

/* ---- boot file ------------------------------------------------------------- */

/* Below the directories that the kernel looks for firmware in. */
#define LCG_FILE "lenscap/prefixes.bin"
#define LCG_FILE_MAGIC 0x4c434742u /* "BGCL" on disk, little-endian */
#define LCG_FILE_VERSION 1

/* The attributes of TABLE_STAGE follow, from ID on, and nothing else. */
struct lcg_file {
	__u32 magic; /* LCG_FILE_MAGIC */
	__u32 crc32; /* IEEE 802.3, as zlib's, of all that follows this member */
	__u16 version; /* LCG_FILE_VERSION */
	__u16 proof; /* enum lcg_proof */
	__u32 length; /* octets that follow this struct */
};

/* ---- tag ------------------------------------------------------------------- */

/*
 * XDP metadata of a listed frame that lenscap's program passes while the key is
 * set, at the end next to the frame. Constant per port, so that GRO keeps it.
 */
struct lcg_tag {
	__u32 key; /* LCG_A_STATUS_KEY: random, new at each load of the module */
	__u32 ifindex; /* of the port that the program ran on */
};

_Static_assert(sizeof(struct lcg_file) == 16, "lcg_file changed its size");
_Static_assert(sizeof(struct lcg_tag) == 8, "lcg_tag changed its size");

#endif /* _UAPI_LENSCAP_GUARD_H */
