// SPDX-License-Identifier: GPL-2.0
/*
 * Commits one fault for each word that is written to its debugfs file, so that
 * a detector's silence can be believed. For a debug kernel in a throw-away VM
 * only; shares nothing with the guard.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>
#include <net/net_namespace.h>

#define OBJECT_SIZE 60
#define LEAKS 8

struct object {
	struct timer_list timer;
	struct rcu_head rcu;
	char bytes[OBJECT_SIZE];
};

static DEFINE_MUTEX(first_mutex);
static DEFINE_MUTEX(second_mutex);
static DEFINE_SPINLOCK(lock);
static struct object __rcu *shared;

/* Only the compiler is fooled: it must not see that the access is wrong. */
static void touch(char *byte)
{
	OPTIMIZER_HIDE_VAR(byte);
	WRITE_ONCE(*byte, 1);
}

static void lock_in_order(struct mutex *a, struct mutex *b)
{
	mutex_lock(a);
	mutex_lock(b);
	mutex_unlock(b);
	mutex_unlock(a);
}

static void on_timer(struct timer_list *timer)
{
}

/* Everything below once more, as it should be. */
static int fault_none(void)
{
	struct object *object = kzalloc(sizeof(*object), GFP_KERNEL);
	char *page = vmalloc(PAGE_SIZE);

	if (!object || !page) {
		kfree(object);
		vfree(page);
		return -ENOMEM;
	}
	touch(object->bytes + OBJECT_SIZE - 1);
	touch(page + PAGE_SIZE - 1);
	vfree(page);

	lock_in_order(&first_mutex, &second_mutex);
	lock_in_order(&first_mutex, &second_mutex);

	rcu_read_lock();
	if (rcu_dereference(shared))
		pr_info("there is an object\n");
	rcu_read_unlock();

	spin_lock(&lock);
	spin_unlock(&lock);
	msleep(20);

	timer_setup(&object->timer, on_timer, 0);
	mod_timer(&object->timer, jiffies + HZ);
	del_timer_sync(&object->timer);
	kfree_rcu(object, rcu);
	return 0;
}

static int fault_use_after_free(void)
{
	char *bytes = kmalloc(OBJECT_SIZE, GFP_KERNEL);

	if (!bytes)
		return -ENOMEM;
	kfree(bytes);
	touch(bytes);
	return 0;
}

/* 60 bytes lie in an object of 64: four more are there and are not ours. */
static int fault_slab_out_of_bounds(void)
{
	char *bytes = kmalloc(OBJECT_SIZE, GFP_KERNEL);

	if (!bytes)
		return -ENOMEM;
	touch(bytes + OBJECT_SIZE);
	kfree(bytes);
	return 0;
}

static int fault_vmalloc_out_of_bounds(void)
{
	char *bytes = vmalloc(OBJECT_SIZE);

	if (!bytes)
		return -ENOMEM;
	touch(bytes + OBJECT_SIZE);
	vfree(bytes);
	return 0;
}

static int fault_lock_order(void)
{
	lock_in_order(&first_mutex, &second_mutex);
	lock_in_order(&second_mutex, &first_mutex);
	return 0;
}

static int fault_rcu_dereference(void)
{
	if (rcu_dereference(shared))
		pr_info("there is an object\n");
	return 0;
}

static int fault_sleep_in_atomic(void)
{
	char *bytes;

	spin_lock(&lock);
	bytes = kmalloc(OBJECT_SIZE, GFP_KERNEL);
	spin_unlock(&lock);
	kfree(bytes);
	return 0;
}

/* The kernel repairs this one: it takes the timer off. */
static int fault_free_armed_timer(void)
{
	struct object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	timer_setup(&object->timer, on_timer, 0);
	mod_timer(&object->timer, jiffies + 3600 * HZ);
	kfree(object);
	return 0;
}

/* Several, because a stale pointer on a stack may hide one. */
static int fault_leak(void)
{
	int i;

	for (i = 0; i < LEAKS; i++) {
		char *bytes = kmalloc(OBJECT_SIZE, GFP_KERNEL);

		if (!bytes)
			return -ENOMEM;
		touch(bytes);
	}
	return 0;
}

static const struct {
	const char *word;
	int (*commit)(void);
} faults[] = {
	{ "none", fault_none },
	{ "use-after-free", fault_use_after_free },
	{ "slab-out-of-bounds", fault_slab_out_of_bounds },
	{ "vmalloc-out-of-bounds", fault_vmalloc_out_of_bounds },
	{ "lock-order", fault_lock_order },
	{ "rcu-dereference", fault_rcu_dereference },
	{ "sleep-in-atomic", fault_sleep_in_atomic },
	{ "free-armed-timer", fault_free_armed_timer },
	{ "leak", fault_leak },
};

static ssize_t commit_write(struct file *file, const char __user *from,
			    size_t len, loff_t *pos)
{
	char word[32] = "";
	size_t i;
	int err;

	if (len >= sizeof(word))
		return -EINVAL;
	if (copy_from_user(word, from, len))
		return -EFAULT;
	strim(word);
	for (i = 0; i < ARRAY_SIZE(faults); i++) {
		if (strcmp(word, faults[i].word))
			continue;
		err = faults[i].commit();
		return err ? err : len;
	}
	return -EINVAL;
}

static const struct file_operations commit_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = commit_write,
};

static struct dentry *directory;

static int __init faults_init(void)
{
	directory = debugfs_create_dir(KBUILD_MODNAME, NULL);
	debugfs_create_file("commit", 0200, directory, NULL, &commit_fops);
	return 0;
}

static void __exit faults_exit(void)
{
	debugfs_remove(directory);
	/* fault_none() may have left work for kfree_rcu(). */
	rcu_barrier();
}

module_init(faults_init);
module_exit(faults_exit);

MODULE_DESCRIPTION("planted faults for the detectors of a debug kernel");
MODULE_LICENSE("GPL");
