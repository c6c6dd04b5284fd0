/* Swift has no word for a prefetch: it is one instruction, and a hint that neither reads nor writes. */
#ifndef WEIR_PREFETCH_H
#define WEIR_PREFETCH_H

/* Asks for the cache line that holds `address`, in all levels; any address may be given. */
static inline __attribute__((always_inline)) void weir_prefetch(const void *address) {
    __builtin_prefetch(address, 0, 3);
}

/* The same for a line that is about to be written, which another core may have: it is asked to let go of it. */
static inline __attribute__((always_inline)) void weir_prefetch_for_writing(void *address) {
#if defined(__x86_64__)
    /* Compilers have it for new processors only; the older ones take it for a no-op. */
    __asm__ volatile("prefetchw %0" : : "m"(*(char *)address));
#else
    __builtin_prefetch(address, 1, 3);
#endif
}

#endif
