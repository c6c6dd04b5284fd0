/*
 * Giving up rights on every thread, which Linux keeps for each thread by itself.
 *
 * glibc's setuid() reaches the other threads, but not those that are leaving; and libdispatch parks the main thread in
 * just that state (pthread_exit, then sigsuspend for ever) in every program with an asynchronous main. It would stay
 * root, a signal away from running. prctl() and capset() reach the calling thread alone. So each thread is sent a signal
 * whose handler gives the rights up there. SIGSYS, because libdispatch's workers block most others. Raw system calls,
 * because glibc's would start a broadcast of their own; C, because Swift cannot call variadic functions.
 */
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { WEIR_MAXIMUM_GROUPS = 1024 };

struct weir_rights {
    uid_t user;
    gid_t group;
    gid_t groups[WEIR_MAXIMUM_GROUPS];
    int group_count;
    struct sigaction before;
};

/* In a function, because Swift's compiler leaves out a header's variables. */
static inline struct weir_rights *weir_rights(void) {
    static struct weir_rights rights;
    return &rights;
}

static void weir_give_up_here(int signal) {
    int saved = errno;
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
    (void)signal;
    memset(none, 0, sizeof none);
    /* What fails is seen afterwards, in /proc. */
    syscall(SYS_setgroups, (long)weir_rights()->group_count, weir_rights()->groups);
    syscall(SYS_setresgid, weir_rights()->group, weir_rights()->group, weir_rights()->group);
    syscall(SYS_setresuid, weir_rights()->user, weir_rights()->user, weir_rights()->user);
    syscall(SYS_capset, &header, none);
    syscall(SYS_prctl, (long)PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
    errno = saved;
}

/* Gets ready to make threads `user` with the groups of the calling thread. Returns 0, or an errno. */
static inline int weir_rights_arm(uid_t user, gid_t group) {
    struct sigaction action;
    weir_rights()->user = user;
    weir_rights()->group = group;
    weir_rights()->group_count = getgroups(WEIR_MAXIMUM_GROUPS, weir_rights()->groups);
    if (weir_rights()->group_count < 0) return errno;
    memset(&action, 0, sizeof action);
    action.sa_handler = weir_give_up_here;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    return sigaction(SIGSYS, &action, &weir_rights()->before) == 0 ? 0 : errno;
}

/* Makes one thread of this process give its rights up, some time soon. */
static inline void weir_rights_signal(pid_t thread) {
    syscall(SYS_tgkill, (long)getpid(), (long)thread, (long)SIGSYS);
}

/* Leaves SIGSYS as it was. */
static inline void weir_rights_disarm(void) {
    sigaction(SIGSYS, &weir_rights()->before, 0);
}
