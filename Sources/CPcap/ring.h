/*
 * The kernel's packet ring (packet(7), TPACKET_V3): what Swift cannot import or cannot say.
 */
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <stdint.h>
#include <sys/mman.h>

/* Whether the kernel has handed a block over; what it wrote there is seen afterwards. */
static inline int weir_block_is_ready(const struct tpacket_block_desc *block) {
    return (__atomic_load_n(&block->hdr.bh1.block_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER) != 0;
}

/* Gives a block back to the kernel; what was read from it was read before. */
static inline void weir_block_give_back(struct tpacket_block_desc *block) {
    __atomic_store_n(&block->hdr.bh1.block_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
}
