/* Swift has no word for a prefetch: it is one instruction, and a hint that reads nothing. */
#ifndef WEIR_PREFETCH_H
#define WEIR_PREFETCH_H

/* Asks for the cache line that holds `address`, in all levels; any address may be given. */
static inline __attribute__((always_inline)) void weir_prefetch(const void *address) {
    __builtin_prefetch(address, 0, 3);
}

#endif
