/* C, because Swift cannot call variadic functions and does not see pthread_setname_np(). */
#include <sys/prctl.h>

static inline void weir_name_thread(const char *name) { prctl(PR_SET_NAME, name); }
