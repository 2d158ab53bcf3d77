# SPDX-License-Identifier: GPL-2.0
# Builds everything into build/: the command, the BPF object, the module, tests.
# Knows sources by wildcard only; the packages it needs stand in `packages`.

VERSION := $(shell cat VERSION)
B       := build
PREFIX  ?= /usr/local
SBINDIR ?= $(PREFIX)/sbin
UNITDIR ?= $(PREFIX)/lib/systemd/system
CATALOGDIR ?= $(PREFIX)/lib/systemd/catalog
MANDIR  ?= $(PREFIX)/share/man
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR  ?= $(PREFIX)/share/zsh/site-functions

ifeq ($(origin CC),default)
CC := gcc
endif
CLANG      ?= clang
# Each makes the programs for the tests that compare compilers
CLANGS     ?= clang-14 clang-16 clang-19
LLVM_STRIP ?= llvm-strip
BPFTOOL    ?= bpftool
INSTALL    ?= install
# What root's PATH has and a user's has not: bpftool, ip, tc
export PATH := $(PATH):/usr/local/sbin:/usr/sbin:/sbin

ifeq ($(V),1)
Q :=
say = @:
else
Q := @
say = @printf '  %-8s %s\n'
endif

CFLAGS    ?= -O2 -g
WERROR    ?= -Werror
WARNINGS  := -Wall -Wextra -Wno-unused-parameter $(WERROR) \
	     -Wstrict-prototypes -Wmissing-prototypes -Wvla
INCLUDES  := -Iuserspace -Iinclude/uapi -I$(B)
SANITIZE  := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
	     -fno-sanitize-recover=all -Wno-maybe-uninitialized

# Asked once a make, and only when something is compiled
have = $(shell printf '\043include <$1>' | \
	$(CC) -E - >/dev/null 2>&1 && echo 1 || echo 0)
HAVE_PCAP       ?= $(eval HAVE_PCAP := $(call have,pcap/pcap.h))$(HAVE_PCAP)
HAVE_MICROHTTPD ?= $(eval HAVE_MICROHTTPD := $(call have,microhttpd.h))$(HAVE_MICROHTTPD)
HAVE_NCURSES    ?= $(eval HAVE_NCURSES := $(call have,ncurses.h))$(HAVE_NCURSES)
HAVE_SYSTEMD    ?= $(eval HAVE_SYSTEMD := $(call have,systemd/sd-journal.h))$(HAVE_SYSTEMD)
MULTIARCH ?= $(eval MULTIARCH := $(shell $(CC) -print-multiarch 2>/dev/null \
	))$(MULTIARCH)

LIBS       = -lbpf -lyaml -ljansson -lmnl -lmd -lz \
	     $(if $(filter 1,$(HAVE_PCAP)),-lpcap) \
	     $(if $(filter 1,$(HAVE_MICROHTTPD)),-lmicrohttpd) \
	     $(if $(filter 1,$(HAVE_NCURSES)),-lncursesw -ltinfo) \
	     $(if $(filter 1,$(HAVE_SYSTEMD)),-lsystemd)
CPPFLAGS_  = $(INCLUDES) -DLENSCAP_VERSION='"$(VERSION)"' \
	     -DHAVE_PCAP=$(HAVE_PCAP) -DHAVE_MICROHTTPD=$(HAVE_MICROHTTPD) \
	     -DHAVE_NCURSES=$(HAVE_NCURSES) -DHAVE_SYSTEMD=$(HAVE_SYSTEMD)
COMPILE    = $(CC) -std=gnu11 $(CFLAGS) $(WARNINGS) $(CPPFLAGS_) $(CPPFLAGS) \
	     -ffile-prefix-map=$(CURDIR)=. -MMD -MP
ASSEMBLE   = $(CC) -g -I. -Wa,--noexecstack -c
# -fPIE and RELRO where root parses what strangers wrote
HARDEN    := -fPIE -fstack-protector-strong
LINK_OPTS := -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack
# Of this machine's byte order, or said: bpfel, bpfeb
BPF_TARGET ?= bpf
BPF_CFLAGS = -O2 -g -target $(BPF_TARGET) -mcpu=v3 -std=gnu11 -Wall -Wextra \
	     -Wno-unused-parameter $(WERROR) \
	     -Iinclude/uapi -Ibpf $(SYSROOT:%=-isystem %/usr/include) \
	     $(if $(MULTIARCH),-I$(SYSROOT)/usr/include/$(MULTIARCH))

SKEL      := $(B)/lenscap.skel.h
SOURCES   := $(wildcard userspace/*.c userspace/*/*.c userspace/*/*.S)
OBJECTS   := $(addsuffix .o,$(basename $(SOURCES:%=$(B)/%)))
ASAN_OBJS := $(OBJECTS:$(B)/%=$(B)/asan/%)
LIB_OBJS  := $(filter-out %/main.o,$(OBJECTS))
ASAN_LIBS := $(filter-out %/main.o,$(ASAN_OBJS))

# lib*.c and _*.c are not tests; what they hold is linked to each test beside
# them, and what bench shares to each of prog_run, too. Unit tests run under the sanitizers; the others load BPF programs.
shared    = $(wildcard selftests/$1/lib*.c selftests/$1/_*.c)
programs  = $(filter-out $(call shared,$1) %.bpf.c,$(wildcard selftests/$1/*.c))
UNIT     := $(patsubst %.c,$(B)/%,$(call programs,unit))
PROG_RUN := $(patsubst %.c,$(B)/%,$(call programs,prog_run))
# The programs by each of CLANGS, or a mark where there is no such compiler
in_path   = $(firstword $(wildcard $(addsuffix /$1,$(subst :, ,$(PATH)))))
COMPILED := $(foreach c,$(CLANGS),$(B)/compiled/$c.$(if \
	$(call in_path,$c),bpf.o,none))
BENCH    := $(patsubst selftests/%.c,$(B)/%,$(call programs,bench))
# What frames are sent with, and those that lenscap is measured beside
BENCHBPF := $(patsubst selftests/%.c,$(B)/%.o,$(wildcard selftests/bench/*.bpf.c))
# The command with programs of another build, for the tests of upgrades
OTHER    := $(B)/other/lenscap
# replay with bpf/ compiled as C, for machines whose kernel is not at hand
PLAIN      := $(B)/plain/lenscap
PLAIN_OBJS := $(patsubst %.c,$(B)/%.o,$(wildcard selftests/cross/*.c))
PLAIN_WRAP := -Wl,--wrap=object_load,--wrap=bpf_prog_test_run_opts
# what is bpf/ to clang alone: how loops are unrolled
TEST_INC := -Ibpf -Iselftests -Iselftests/kselftest -Wno-unknown-pragmas

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.DEFAULT_GOAL := all
.PHONY: FORCE

.PHONY: help
help: ## list the targets
	@echo "lenscap $(VERSION): make [TARGET] [V=1]"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | \
		while IFS="$$(printf '\t')" read -r t d; do \
			printf '  %-12s %s\n' "$$t" "$$d"; done
	@echo "V=1 shows the commands; CC, CLANG, CFLAGS, PREFIX, DESTDIR as usual."

# What must be installed first is installed before the makefile is read for
# the build itself, because reading it looks at compilers and headers.
.PHONY: all
all: ## install what the build lacks (as root) and build build/lenscap
	$(Q)scripts/deps build
	$(Q)$(MAKE) --no-print-directory build-all

.PHONY: deps
deps: ## install the packages that build, test, demo need; vm and cross if to be had (as root)
	$(Q)scripts/deps build
	$(Q)scripts/deps test
	$(Q)scripts/deps demo
	$(Q)scripts/deps --try vm
	$(Q)scripts/deps --try cross

define need_root
@[ "$$(id -u)" -eq 0 ] || { echo "make $@: root is needed: it loads BPF\
 programs and makes network namespaces; try sudo make $@" >&2; exit 1; }
endef

.PHONY: test
test: ## install, build and run every test (as root); TESTS="unit netns/x" for some
	$(need_root)
	$(Q)scripts/deps test
	$(Q)scripts/deps --try vm
	$(Q)scripts/deps --try cross
	$(Q)$(MAKE) --no-print-directory build-all build-tests build-fuzz
	$(Q)selftests/run $(if $(filter 1,$(V)),-v) $(TESTS)

.PHONY: test-vm
test-vm: ## the tests on Debian's 6.1 and 6.12, in qemu (as root); TESTS="kmod" for some
	$(need_root)
	$(Q)scripts/deps test
	$(Q)scripts/deps vm
	$(Q)$(MAKE) --no-print-directory build-all build-tests
	$(Q)VM_TESTS='$(TESTS)' selftests/run -v vm

.PHONY: test-vm-debug
test-vm-debug: ## the module's on KASAN, lockdep, kmemleak (as root; once 12 minutes to build)
	$(need_root)
	$(Q)scripts/deps test
	$(Q)scripts/deps vm
	$(Q)scripts/deps debug
	$(Q)$(MAKE) --no-print-directory build-all build-tests
	$(Q)dir=$$(selftests/vm/debug/build) && \
		$(MAKE) --no-print-directory kmod KDIR="$$dir/linux" && \
		selftests/vm/debug/run $(TESTS)

.PHONY: demo
demo: ## install, build and show the main job in a lab (as root)
	$(need_root)
	$(Q)scripts/deps demo
	$(Q)$(MAKE) --no-print-directory build-all
	$(Q)selftests/demo.sh

.PHONY: fuzz
fuzz: ## random policies and frames, program against model, without end (as root)
	$(need_root)
	$(Q)scripts/deps test
	$(Q)$(MAKE) --no-print-directory build-all
	$(Q)selftests/model/_fuzz.py

.PHONY: fuzz-readers
fuzz-readers: ## fuzz what reads files, LENSCAP_FUZZ_SECONDS=60 each
	$(Q)scripts/deps test
	$(Q)$(MAKE) --no-print-directory build-all build-fuzz
	$(Q)selftests/run $(if $(filter 1,$(V)),-v) fuzz

.PHONY: lint
lint: ## run the style and static analysis gates
	$(Q)scripts/deps test
	$(Q)selftests/run $(if $(filter 1,$(V)),-v) lint

.PHONY: format
format: ## lay the C files out as the clang-format gate wants them
	$(Q)clang-format -i $$(find userspace bpf include kmod selftests -name '*.[ch]' \
		! -path 'selftests/kselftest/*')

# A number of rounds or frames other than usual gives no page unless PAGE=DIR
bench_options = $(if $(ROUNDS),--rounds '$(ROUNDS)') $(if $(FRAMES),--frames \
	'$(FRAMES)') $(if $(QUICK),--quick) $(if $(OTHER_LENSCAP),--other \
	'$(OTHER_LENSCAP)') $(if $(PAGE),--page '$(PAGE)')

.PHONY: bench
bench: ## lenscap beside its peers, as all grows; docs/performance.md (as root); QUICK=1
	$(need_root)
	$(Q)scripts/deps build
	$(Q)scripts/deps --try bench
	$(Q)$(MAKE) --no-print-directory build-all build-bench
	$(Q)selftests/bench/field.py $(bench_options)

.PHONY: bench-paths
bench-paths: ## what a frame costs on each path (as root); ROUNDS=3 for a short run
	$(need_root)
	$(Q)scripts/deps build
	$(Q)$(MAKE) --no-print-directory build-all build-bench
	$(Q)$(B)/bench/paths $(ROUNDS)

.PHONY: calls
calls: ## how many calls a frame makes on each path (as root); V=1 for which
	$(need_root)
	$(Q)scripts/deps build
	$(Q)$(MAKE) --no-print-directory build-all $(B)/selftests/prog_run/path_calls
	$(Q)$(B)/selftests/prog_run/path_calls $(if $(filter 1,$(V)),--sites,--table)

.PHONY: bench-apply
bench-apply: ## how long apply, confirm and rollback take, small and large (as root)
	$(need_root)
	$(Q)scripts/deps build
	$(Q)$(MAKE) --no-print-directory build-all $(OTHER)
	$(Q)selftests/bench/apply.py

.PHONY: bench-scrape
bench-scrape: ## how long a scrape of serve takes, with 10,000 devices (as root)
	$(need_root)
	$(Q)scripts/deps build
	$(Q)$(MAKE) --no-print-directory build-all
	$(Q)selftests/bench/scrape.py

.PHONY: bench-drop
bench-drop: ## a dropped frame end to end, beside a program that only drops (as root)
	$(need_root)
	$(Q)scripts/deps build
	$(Q)scripts/deps --try bench
	$(Q)$(MAKE) --no-print-directory build-all build-bench
	$(Q)selftests/bench/drop.py $(if $(ROUNDS),--rounds '$(ROUNDS)') \
		$(OTHER_LENSCAP)

.PHONY: bench-guard
bench-guard: ## what the guard costs beside nftables, in instructions (in qemu, as root)
	$(need_root)
	$(Q)scripts/deps test
	$(Q)scripts/deps vm
	$(Q)kv=$$(selftests/vm/kernels 6.12) && \
		$(MAKE) --no-print-directory kmod KDIR=/lib/modules/$$kv/build && \
		selftests/vm/boot --icount --timeout 900 $$kv -- selftests/bench/guard.py

.PHONY: bench-virtio
bench-virtio: all ## what a frame costs on a virtio card, natively and not, in instructions (in qemu, as root)
	$(need_root)
	$(Q)scripts/deps test
	$(Q)scripts/deps vm
	$(Q)kv=$$(selftests/vm/kernels 6.12) && \
		selftests/vm/boot --icount --virtio --timeout 1800 $$kv -- selftests/bench/virtio.py

# What Debian calls a machine: the compiler's name, qemu's, and BPF's byte order.
# bpftool is that machine's own: libbpf takes no object of another byte order.
CROSS_arm64 := aarch64-linux-gnu qemu-aarch64 bpfel
CROSS_s390x := s390x-linux-gnu qemu-s390x bpfeb
cross_dir    = build/cross/$(ARCH)
cross_part   = $(word $1,$(CROSS_$(ARCH)))
cross_root   = $(CURDIR)/$(cross_dir)/sysroot
# Unit tests there go without the sanitizers, and over the command's objects
cross_make   = $(MAKE) --no-print-directory B=$(cross_dir) SYSROOT=$(cross_root) \
	CC='$(call cross_part,1)-gcc --sysroot=$(cross_root)' \
	BPF_TARGET=$(call cross_part,3) BPFTOOL='$(call cross_part,2) \
	-L $(cross_root) $(cross_root)/usr/sbin/bpftool' \
	SANITIZE= ASAN_LIBS='$$(LIB_OBJS)'

define need_arch
@[ -n '$(CROSS_$(ARCH))' ] || { echo "make $@: ARCH=$(ARCH) is none of: \
$(patsubst CROSS_%,%,$(filter CROSS_%,$(.VARIABLES)))" >&2; exit 2; }
endef

.PHONY: cross cross-tests
cross: ## build for another machine, ARCH=arm64 or s390x, into build/cross/ARCH
	$(need_arch)
	$(Q)scripts/deps cross
	$(Q)scripts/sysroot $(ARCH) $(cross_dir)/sysroot
	+$(Q)$(cross_make) build-all

# What selftests/cross runs of it, where the packages and libraries are there
cross-tests:
	$(need_arch)
	+$(Q)$(cross_make) build-all build-units build-plain

.PHONY: install
install: all ## install command, units, manual, completion below DESTDIR and PREFIX
	$(Q)$(INSTALL) -d '$(DESTDIR)$(SBINDIR)' '$(DESTDIR)$(UNITDIR)'
	$(Q)$(INSTALL) -m 755 $(B)/lenscap '$(DESTDIR)$(SBINDIR)/lenscap'
	$(Q)for unit in $(UNITS); do \
		sed 's,/usr/local/sbin,$(SBINDIR),g' contrib/systemd/$$unit \
			>$(B)/$$unit && $(INSTALL) -m 644 $(B)/$$unit \
			'$(DESTDIR)$(UNITDIR)/' || exit; done
	$(Q)$(INSTALL) -D -m 644 contrib/systemd/lenscap.catalog \
		'$(DESTDIR)$(CATALOGDIR)/lenscap.catalog'
	$(Q)for page in $(MANPAGES); do \
		$(INSTALL) -D -m 644 man/$$page \
			'$(DESTDIR)$(MANDIR)'/man$${page##*.}/$$page || exit; done
	$(Q)$(INSTALL) -D -m 644 completion/lenscap.bash '$(DESTDIR)$(BASHDIR)/lenscap'
	$(Q)$(INSTALL) -D -m 644 completion/_lenscap '$(DESTDIR)$(ZSHDIR)/_lenscap'

MANPAGES := $(notdir $(wildcard man/*.[1-9]))

# They name SBINDIR
UNITS := $(notdir $(wildcard contrib/systemd/*.service contrib/systemd/*.timer))

INITRAMFSDIR ?= /etc/initramfs-tools
DRACUTDIR    ?= /usr/lib/dracut/modules.d

.PHONY: install-kmod
install-kmod: kmod install-hooks ## install the module for KDIR's kernel, and its hooks, below DESTDIR
	$(Q)release=$(kernel_release) && \
		dir='$(DESTDIR)/lib/modules/'$$release/updates && \
		$(INSTALL) -d "$$dir" && \
		$(INSTALL) -m 644 $(B)/kmod/$$release/$(MODULE).ko "$$dir/" && \
		{ [ ! -e "$$dir/../modules.order" ] || \
		depmod -b '$(or $(DESTDIR),/)' $$release; }

# They put nothing into an initramfs as long as there is no boot file
.PHONY: install-hooks
install-hooks:
	$(Q)cd contrib/initramfs-tools && \
		for file in hooks/lenscap_guard scripts/init-top/lenscap_guard; do \
			$(INSTALL) -D -m 755 $$file '$(DESTDIR)$(INITRAMFSDIR)'/$$file || exit; done
	$(Q)$(INSTALL) -d '$(DESTDIR)$(DRACUTDIR)/90lenscap'
	$(Q)$(INSTALL) -m 755 contrib/dracut/90lenscap/*.sh '$(DESTDIR)$(DRACUTDIR)/90lenscap/'

.PHONY: dkms
dkms: ## lay the module's source below DESTDIR/usr/src, for dkms install
	$(Q)contrib/dkms/install '$(DESTDIR)'

.PHONY: deb
deb: ## make the Debian packages lenscap and lenscap-dkms, build/deb/*.deb
	$(Q)scripts/deps deb
	$(Q)scripts/deb

.PHONY: kselftest
kselftest: ## run the tests by the kernel's own lib.mk, KSFT_SRC=LINUX/tools/testing/selftests
	$(Q)$(MAKE) --no-print-directory -C selftests run_tests KSFT_SRC='$(KSFT_SRC)'

.PHONY: uninstall
uninstall: ## remove what install put there
	$(Q)rm -f '$(DESTDIR)$(SBINDIR)/lenscap' \
		'$(DESTDIR)$(CATALOGDIR)/lenscap.catalog' \
		$(UNITS:%='$(DESTDIR)$(UNITDIR)/%') \
		'$(DESTDIR)$(BASHDIR)/lenscap' '$(DESTDIR)$(ZSHDIR)/_lenscap' \
		$(foreach p,$(MANPAGES),'$(DESTDIR)$(MANDIR)/man$(lastword $(subst ., ,$p))/$p')

.PHONY: clean
clean: ## remove build/
	$(Q)rm -rf $(B)

# The module is built in a copy, which the kernel's build system fills with
# what it makes; only what changed is copied anew.
MODULE := lenscap_guard
KDIR   ?= /lib/modules/$(shell uname -r)/build
# What uname -r will say, which Debian's kernel.release is not
utsrelease     = $(KDIR)/include/generated/utsrelease.h
kernel_release = $$(sed -n 's/^.define UTS_RELEASE "\(.*\)"/\1/p' '$(utsrelease)')
no_headers = make $@: no headers of a kernel in $(KDIR): install \
linux-headers-amd64 and name theirs, KDIR=/lib/modules/RELEASE/build

.PHONY: kmod
kmod: ## build the module for the running kernel, or KDIR=/lib/modules/RELEASE/build
	$(Q)[ -r '$(utsrelease)' ] || \
		{ echo "$(no_headers)" >&2; exit 1; }
	$(Q)dir=$(CURDIR)/$(B)/kmod/$(kernel_release) && \
		for file in Kbuild $(wildcard kmod/Kbuild kmod/*.[ch] include/uapi/*.h); do \
			cmp -s $$file $$dir/src/$$file || \
			$(INSTALL) -D -m 644 $$file $$dir/src/$$file || exit; done && \
		$(MAKE) -C '$(KDIR)' M=$$dir/src $(if $(Q),-s) modules && \
		cp $$dir/src/kmod/$(MODULE).ko $$dir/$(MODULE).ko

.PHONY: build-all build-tests build-bench build-fuzz build-units build-plain
build-all: $(B)/lenscap
build-units: $(UNIT)
build-plain: $(PLAIN)
build-tests: $(UNIT) $(PLAIN) $(PROG_RUN) $(COMPILED) $(OTHER) $(BENCHBPF)
build-bench: $(BENCH) $(BENCHBPF)

# Lists and settings that no file's time tells about: rewritten only when they
# change, so that a new library or a source that went away is noticed.
remember = @mkdir -p $(@D) && printf '%s\n' $1 | cmp -s - $@ || \
	printf '%s\n' $1 >$@
$(B)/settings: FORCE
	$(call remember,'$(subst ','\'',$(COMPILE) $(HARDEN))')
$(B)/objects: FORCE
	$(call remember,$(OBJECTS))

$(B)/lenscap.bpf.o: bpf/lenscap.bpf.c $(B)/settings Makefile
	$(say) CLANG $@
	$(Q)$(CLANG) $(BPF_CFLAGS) -MMD -MP -MF $(B)/lenscap.bpf.d -MT $@ -c $< -o $@
	$(Q)$(LLVM_STRIP) -g $@

$(B)/compiled/%.bpf.o: bpf/lenscap.bpf.c $(B)/settings Makefile
	$(say) CLANG $@
	@mkdir -p $(@D)
	$(Q)$* $(BPF_CFLAGS) -MMD -MP -MF $(@:.o=.d) -MT $@ -c $< -o $@
	$(Q)$(LLVM_STRIP) -g $@
	@rm -f $(@D)/$*.none

$(B)/compiled/%.none:
	@mkdir -p $(@D)
	@rm -f $(@D)/$*.bpf.o
	@: >$@

# A read more in each, before they ask which slot is in force
$(B)/other/lenscap.bpf.c: bpf/lenscap.bpf.c
	@mkdir -p $(@D)
	$(Q)sed 's/^\tslot_live(&slot);/\t(void)*(volatile __u32 *)\&lenscap_hot.control.magic;\n&/' \
		$< >$@ && ! cmp -s $< $@

$(B)/other/lenscap.bpf.o: $(B)/other/lenscap.bpf.c $(B)/lenscap.bpf.o
	$(say) CLANG $@
	$(Q)$(CLANG) $(BPF_CFLAGS) -c $< -o $@
	$(Q)$(LLVM_STRIP) -g $@

$(B)/other/lenscap.skel.h: $(B)/other/lenscap.bpf.o
	$(say) SKEL $@
	$(Q)$(BPFTOOL) gen skeleton $< name lenscap_bpf >$@

$(B)/other/object.o: userspace/maps/object.c $(B)/other/lenscap.skel.h $(B)/userspace/maps/object.o
	$(say) CC $@
	$(Q)$(filter-out -MMD -MP,$(COMPILE)) -iquote $(@D) $(HARDEN) -c $< -o $@

$(OTHER): $(filter-out %/object.o,$(OBJECTS)) $(B)/other/object.o $(B)/objects
	$(say) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LINK_OPTS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBS) $(LDLIBS)

$(SKEL): $(B)/lenscap.bpf.o
	$(say) SKEL $@
	$(Q)$(BPFTOOL) gen skeleton $< name lenscap_bpf >$@

$(B)/lenscap: $(OBJECTS) $(B)/objects
	$(say) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LINK_OPTS) $(LDFLAGS) -o $@ $(OBJECTS) $(LIBS) $(LDLIBS)

test_inc = $(if $(filter selftests/%,$<),$(TEST_INC))

$(B)/%.o: %.c $(B)/settings Makefile | $(SKEL)
	$(say) CC $@
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(test_inc) $(HARDEN) -c $< -o $@

$(B)/asan/%.o: %.c $(B)/settings Makefile | $(SKEL)
	$(say) CC $@
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(test_inc) $(SANITIZE) -c $< -o $@

# .incbin leaves no trace in a dependency file
$(B)/%.o: %.S data/vendors.tsv Makefile
	$(say) AS $@
	@mkdir -p $(@D)
	$(Q)$(ASSEMBLE) $< -o $@

$(B)/asan/%.o: %.S data/vendors.tsv Makefile
	$(say) AS $@
	@mkdir -p $(@D)
	$(Q)$(ASSEMBLE) $< -o $@

link_test = $(Q)$(CC) $(CFLAGS) $1 $(LDFLAGS) -o $@ $(filter %.o,$^) \
	$(LIBS) $(LDLIBS)

$(UNIT): $(B)/%: $(B)/asan/%.o $(patsubst %.c,$(B)/asan/%.o,$(call shared,unit)) \
		$(ASAN_LIBS) $(B)/objects
	$(say) LINK $@
	@mkdir -p $(@D)
	$(call link_test,$(SANITIZE))

$(PROG_RUN): $(B)/%: $(B)/%.o $(patsubst %.c,$(B)/%.o,$(call shared,prog_run)) \
		$(patsubst %.c,$(B)/%.o,$(call shared,bench)) $(LIB_OBJS) $(B)/objects
	$(say) LINK $@
	$(call link_test,$(LINK_OPTS))

$(BENCH): $(B)/%: $(B)/selftests/%.o $(patsubst %.c,$(B)/%.o,$(call shared,bench)) \
		$(LIB_OBJS) $(B)/objects
	$(say) LINK $@
	@mkdir -p $(@D)
	$(call link_test,$(LINK_OPTS))

$(BENCHBPF): $(B)/%.bpf.o: selftests/%.bpf.c $(B)/settings Makefile
	$(say) CLANG $@
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(BPF_CFLAGS) -MMD -MP -MF $(@:.o=.d) -MT $@ -c $< -o $@
	$(Q)$(LLVM_STRIP) -g $@

$(B)/selftests/cross/programs.o: TEST_INC += -Iselftests/cross/helpers

$(PLAIN): $(OBJECTS) $(PLAIN_OBJS) $(B)/objects
	$(say) LINK $@
	@mkdir -p $(@D)
	$(call link_test,$(LINK_OPTS) $(PLAIN_WRAP))

# Fuzzers: libFuzzer is clang's, and so are its sanitizers. All of the command
# but main() in an archive, so that a fuzzer may put its own in the place of a
# part. The module's parser is compiled into one of them, below a few shims.
FUZZ      := $(patsubst selftests/fuzz/%.c,$(B)/fuzz/%,$(call programs,fuzz))
FUZZ_OBJS := $(patsubst userspace/%.c,$(B)/fuzzobj/userspace/%.o,\
	     $(filter-out userspace/main.c,$(filter %.c,$(SOURCES)))) \
	     $(B)/userspace/policy/vendor_data.o
FUZZ_SAN  := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all
FUZZ_CC    = $(CLANG) -std=gnu11 $(WARNINGS) $(CPPFLAGS_) $(CPPFLAGS) \
	     -ffile-prefix-map=$(CURDIR)=. -MMD -MP $(FUZZ_SAN) \
	     -fsanitize=fuzzer-no-link,address,undefined
FUZZ_INC  := -Ibpf -Iselftests/fuzz

# The kernel's headers, empty: what is needed of them stands in lib_kernel.h
FUZZ_KMOD := $(B)/fuzzobj/kernel

build-fuzz: $(FUZZ)

$(FUZZ_KMOD)/made: $(wildcard kmod/*.[ch])
	$(Q)for name in $$(sed -n 's/^#include <\([a-z].*\.h\)>.*/\1/p' $^); do \
		mkdir -p $(@D)/$$(dirname $$name) && : >$(@D)/$$name || exit; done
	$(Q): >$@

$(B)/fuzzobj/selftests/fuzz/lib_module.o: $(FUZZ_KMOD)/made
$(B)/fuzzobj/selftests/fuzz/lib_module.o: FUZZ_INC += -idirafter $(FUZZ_KMOD) -Ikmod

$(B)/fuzz-settings: FORCE
	$(call remember,'$(subst ','\'',$(FUZZ_CC) $(FUZZ_OBJS))')

$(B)/fuzzobj/%.o: %.c $(B)/fuzz-settings Makefile | $(SKEL)
	$(say) CC $@
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(if $(filter selftests/%,$<),$(FUZZ_INC)) -c $< -o $@

$(B)/fuzzobj/lib.a: $(FUZZ_OBJS) $(B)/fuzz-settings
	$(say) AR $@
	$(Q)rm -f $@ && $(AR) rcs $@ $(FUZZ_OBJS)

$(FUZZ): $(B)/fuzz/%: $(B)/fuzzobj/selftests/fuzz/%.o \
		$(patsubst %.c,$(B)/fuzzobj/%.o,$(call shared,fuzz)) \
		$(B)/fuzzobj/lib.a
	$(say) LINK $@
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(FUZZ_SAN) -fsanitize=fuzzer,address,undefined \
		$(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(LIBS) $(LDLIBS)

-include $(patsubst %.o,%.d,$(OBJECTS) $(ASAN_OBJS)) $(B)/lenscap.bpf.d $(wildcard $(B)/compiled/*.d)
-include $(wildcard $(B)/selftests/*/*.d $(B)/asan/selftests/*/*.d)
-include $(wildcard $(B)/bench/*.d)
-include $(wildcard $(B)/fuzzobj/userspace/*.d $(B)/fuzzobj/userspace/*/*.d $(B)/fuzzobj/selftests/fuzz/*.d)
