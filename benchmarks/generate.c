/* Writes a deterministic classic pcap file for the benchmarks: same arguments, same bytes.
 *
 *   generate MODE [--packets N] [--flows N] [--seed N] [--out FILE]
 *
 * On success one JSON line on stderr says what the capture holds.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CLIENTS = 20000,
    SERVERS = 2000,
    SCANNERS = 50,
    EPHEMERAL_FIRST = 56000, /* of the dynamic ports (RFC 6335), those where no dissector expects a service */
    EPHEMERAL_COUNT = 8000,
    TCP_MINIMUM = 8,         /* SYN, SYN/ACK, ACK, two of data, FIN/ACK, FIN/ACK, ACK */
    UDP_MINIMUM = 2,
    BUFFER_SIZE = 8 << 20,
    RECORD_ROOM = 16 + 4096,
    POOL_SIZE = 1 << 16,
    WHEEL_SIZE = 1 << 20,
    LONGEST_GAP = 1 << 18,
};
static const double ZIPF_EXPONENT = 1.1;
static const uint64_t EPOCH = UINT64_C(1767225600); /* 2026-01-01T00:00:00Z */

static void die(const char *what, const char *detail) {
    fprintf(stderr, "generate: %s%s%s\n", what, detail ? ": " : "", detail ? detail : "");
    exit(1);
}

/* ---- Randomness: xoshiro256** seeded by splitmix64 ---- */

static uint64_t state[4];

static uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static void seed_random(uint64_t seed) {
    for (int i = 0; i < 4; i++) state[i] = mixed(seed += UINT64_C(0x9e3779b97f4a7c15));
}

static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

static inline uint64_t next_random(void) {
    uint64_t result = rotl(state[1] * 5, 7) * 9, t = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotl(state[3], 45);
    return result;
}

/* 0 ..< bound; bound > 0 */
static inline uint64_t below(uint64_t bound) {
    return (uint64_t)(((unsigned __int128)next_random() * bound) >> 64);
}

/* ---- Output ---- */

static int out_fd = 1;
static uint8_t *buffer;
static size_t used;
static uint32_t snap_length;
static uint64_t clock_us, gap_bound, packets_out, octets_out, captured_out;

static void flush_buffer(void) {
    for (size_t done = 0; done < used;) {
        ssize_t n = write(out_fd, buffer + done, used - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) die("cannot write", strerror(errno));
        done += (size_t)n;
    }
    used = 0;
}

static inline void le32(uint8_t *p, uint32_t v) {
    p[0] = (uint8_t)v, p[1] = (uint8_t)(v >> 8), p[2] = (uint8_t)(v >> 16), p[3] = (uint8_t)(v >> 24);
}
static inline void be16(uint8_t *p, uint32_t v) { p[0] = (uint8_t)(v >> 8), p[1] = (uint8_t)v; }
static inline void be32(uint8_t *p, uint32_t v) { be16(p, v >> 16), be16(p + 2, v); }

static void write_file_header(void) {
    static const uint8_t head[16] = {0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0};
    memcpy(buffer, head, 16);
    le32(buffer + 16, snap_length);
    le32(buffer + 20, 1); /* Ethernet */
    used = 24;
}

/* The frame of `length` octets lies at buffer + used + 16, as much of it as the snap length keeps. */
static inline void commit_record(uint32_t length) {
    uint8_t *p = buffer + used;
    uint32_t captured = length < snap_length ? length : snap_length;
    clock_us += 1 + below(gap_bound);
    le32(p, (uint32_t)(EPOCH + clock_us / 1000000));
    le32(p + 4, (uint32_t)(clock_us % 1000000));
    le32(p + 8, captured);
    le32(p + 12, length);
    used += 16 + captured;
    packets_out++, octets_out += length, captured_out += captured;
    if (used > BUFFER_SIZE - RECORD_ROOM) flush_buffer();
}

/* ---- Frames ---- */

/* One's-complement sum in the machine's own order; the checksum is stored in that order too. */
static inline uint64_t sum_octets(const uint8_t *p, size_t n) {
    uint64_t s = 0, w;
    for (; n >= 8; p += 8, n -= 8) {
        memcpy(&w, p, 8);
        s += (w & 0xffffffff) + (w >> 32);
    }
    if (n) {
        w = 0;
        memcpy(&w, p, n);
        s += (w & 0xffffffff) + (w >> 32);
    }
    return s;
}

static inline uint16_t folded(uint64_t s) {
    while (s >> 16) s = (s & 0xffff) + (s >> 16);
    return (uint16_t)~s;
}

static inline uint16_t big(uint16_t v) {
    uint8_t b[2];
    be16(b, v);
    memcpy(&v, b, 2);
    return v;
}

enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16 };
enum { TCP = 6, UDP = 17 };
enum encapsulation { PLAIN, VLAN, QINQ, VXLAN };
enum content { TEXT, TLS, QUIC, DNS, NTP };

/* What a frame says of its conversation, seen from the client. */
struct ends {
    uint32_t address[2]; /* client, server */
    uint16_t port[2];
    uint8_t protocol, encapsulation, version, content;
};

static uint8_t random_pool[POOL_SIZE + 2048], text_pool[POOL_SIZE + 2048];

static uint8_t *put_ethernet(uint8_t *p, int from) {
    static const uint8_t mac[2][12] = {{2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2}};
    memcpy(p, mac[from], 12);
    return p + 12;
}

static uint8_t *put_ipv4(
    uint8_t *p, uint32_t source, uint32_t target, uint8_t protocol, uint8_t ttl, uint16_t id, uint32_t total
) {
    be16(p, 0x4500), be16(p + 2, total), be16(p + 4, id), be16(p + 6, 0x4000);
    p[8] = ttl, p[9] = protocol, p[10] = p[11] = 0;
    be32(p + 12, source), be32(p + 16, target);
    uint16_t check = folded(sum_octets(p, 20));
    memcpy(p + 10, &check, 2);
    return p + 20;
}

static uint8_t *put_address6(uint8_t *p, int side, uint32_t address) {
    static const uint8_t prefix[12] = {0x20, 0x01, 0x0d, 0xb8};
    memcpy(p, prefix, 12);
    p[5] = (uint8_t)(1 + side);
    be32(p + 12, address);
    return p + 16;
}

static uint32_t put_dns(uint8_t *p, const struct ends *e, int from, uint32_t pair) {
    static const uint8_t name[] = "\6h00000\7example\3com\0\0\1\0"; /* the last 1 of the class follows */
    static const uint8_t answer[] = {0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 198, 18, 0, 1};
    memset(p, 0, 12);
    be16(p, e->port[0] + pair * 7919u);
    be16(p + 2, from ? 0x8180 : 0x0100);
    p[5] = 1, p[7] = from ? 1 : 0;
    memcpy(p + 12, name, 23);
    uint32_t host = (e->address[0] + pair) % 100000;
    for (int i = 6; i > 1; i--, host /= 10) p[12 + i] = (uint8_t)('0' + host % 10);
    p[35] = 1;
    if (from) memcpy(p + 36, answer, 16);
    return from ? 52 : 36;
}

/* Appends one frame. `from` is 0 for the client's, 1 for the server's. */
static void put_frame(
    const struct ends *e, int from, uint16_t id, uint32_t seq, uint32_t ack, uint8_t flags, const uint8_t *options,
    uint32_t option_length, uint32_t payload
) {
    uint8_t *start = buffer + used + 16, *p = put_ethernet(start, from);
    bool six = e->version == 6;
    uint32_t tunnel = mixed(e->address[0] ^ e->port[0]) & 0xffffffff;
    uint32_t l4_header = e->protocol == TCP ? 20 + option_length : 8;
    uint32_t l4_length = l4_header + payload, ip_length = l4_length + (six ? 40 : 20);
    uint32_t inner_length = 14 + ip_length < 64 ? 64 : 14 + ip_length;

    switch (e->encapsulation) {
    case QINQ:
        be16(p, 0x88a8), be16(p + 2, 200 + tunnel % 50), p += 4; /* fall through */
    case VLAN:
        be16(p, 0x8100), be16(p + 2, 100 + (tunnel >> 8) % 100), p += 4;
        break;
    case VXLAN: {
        uint32_t vtep[2] = {0xac100001 + tunnel % 16, 0xac100101 + (tunnel >> 8) % 16};
        be16(p, 0x0800), p += 2;
        p = put_ipv4(p, vtep[from], vtep[!from], UDP, 64, id, 20 + 8 + 8 + inner_length);
        be16(p, 49152 + (tunnel >> 16) % 16384), be16(p + 2, 4789), be16(p + 4, 16 + inner_length), be16(p + 6, 0);
        be32(p + 8, 0x08000000), be32(p + 12, (5000 + tunnel % 64) << 8), p += 16;
        p = put_ethernet(p, from);
        break;
    }
    default: break;
    }

    const uint8_t *addresses;
    be16(p, six ? 0x86dd : 0x0800), p += 2;
    if (six) {
        be32(p, 0x60000000 | (tunnel & 0xfffff)), be16(p + 4, l4_length), p[6] = e->protocol, p[7] = from ? 57 : 64;
        addresses = p + 8;
        p = put_address6(p + 8, from, e->address[from]);
        p = put_address6(p, !from, e->address[!from]);
    } else {
        p = put_ipv4(p, e->address[from], e->address[!from], e->protocol, from ? 57 : 64, id, ip_length);
        addresses = p - 8;
    }

    uint8_t *l4 = p, *check_at;
    be16(p, e->port[from]), be16(p + 2, e->port[!from]);
    if (e->protocol == TCP) {
        be32(p + 4, seq), be32(p + 8, flags & ACK ? ack : 0);
        p[12] = (uint8_t)(l4_header << 2), p[13] = flags;
        be16(p + 14, flags & RST ? 0 : 65535);
        memset(p + 16, 0, 4);
        if (option_length) memcpy(p + 20, options, option_length);
        check_at = p + 16;
    } else {
        be16(p + 4, l4_length), be16(p + 6, 0);
        check_at = p + 6;
    }
    p += l4_header;

    uint32_t length = (uint32_t)(p - start) + payload;
    uint32_t kept = payload;
    if (length > snap_length) kept -= length - snap_length;
    if (kept) {
        size_t offset = below(POOL_SIZE);
        switch (e->content) {
        case DNS: put_dns(p, e, from, seq); break; /* seq counts the questions */
        case TEXT: memcpy(p, text_pool + offset, kept); break;
        default: memcpy(p, random_pool + offset, kept);
        }
        if (e->content == TLS && payload > 5) p[0] = 0x17, p[1] = p[2] = 3, be16(p + 3, payload - 5);
        if (e->content == QUIC) memcpy(p, "Pweirweir", 9); /* a short header, its connection ID no dissector's guess */
        if (e->content == NTP) be32(p, from ? 0x240206ec : 0x230006ec), be32(p + 4, 0x100), be32(p + 8, 0x200);
    }

    /* Octets the snap length cuts off count as zero, so every checksum is right for some packet. */
    uint64_t sum = sum_octets(addresses, six ? 32 : 8) + big(e->protocol) + big((uint16_t)l4_length);
    uint16_t check = folded(sum + sum_octets(l4, (size_t)(p - l4) + kept));
    if (e->protocol == UDP && check == 0) check = 0xffff;
    memcpy(check_at, &check, 2);

    uint32_t shortest = 64 + (uint32_t)(e->encapsulation == VXLAN ? 50 : 4 * e->encapsulation);
    if (length < shortest) memset(start + length, 0, shortest - length), length = shortest;
    commit_record(length);
}

/* ---- Conversations: handshake, data, close, interleaved on a timing wheel ---- */

struct flow {
    struct ends ends;
    uint32_t seq[2], sent, left, next, gap;
    uint16_t id[2];
    uint8_t unacknowledged; /* bit 0: the client's data, bit 1: the server's */
};

static const uint8_t SYN_OPTIONS[12] = {2, 4, 5, 0xb4, 1, 3, 3, 7, 4, 2, 1, 1};

static struct flow *flows;
static uint64_t flow_count, started, wheel_now, normal_left;
static bool only_64; /* every frame of 64 octets */
static uint32_t *wheel;
static struct start {
    uint64_t slot;
    uint32_t flow;
} *starts;

static int by_slot(const void *a, const void *b) {
    const struct start *x = a, *y = b;
    if (x->slot != y->slot) return x->slot < y->slot ? -1 : 1;
    return x->flow < y->flow ? -1 : x->flow > y->flow;
}

/* Payload of a data packet by a simple IMIX: 58 % of 64 octets, 33 % about 594, 9 % 1500. */
static uint32_t imix_payload(const struct ends *e) {
    uint32_t headers = e->protocol == TCP ? 54 : 42;
    uint64_t r = only_64 ? 0 : below(100);
    if (r < 58) return 64 - headers;
    if (r < 91) return 200 + (uint32_t)below(789) - headers;
    return 1500 - headers - (e->version == 6 ? 20 : 0);
}

static void put_tcp(struct flow *f) {
    const struct ends *e = &f->ends;
    uint32_t payload = 0, options = 0;
    uint8_t flags = ACK;
    int from;
    if (f->sent < 3) {
        from = f->sent == 1;
        if (f->sent < 2) flags = f->sent ? SYN | ACK : SYN, options = only_64 ? 4 : 12;
    } else if (f->left <= 3) {
        from = f->left == 2;
        if (f->left > 1) flags = FIN | ACK;
    } else {
        payload = imix_payload(e);
        if (payload == 10 && f->unacknowledged) {
            from = f->unacknowledged & 1;
            payload = 0;
        } else {
            from = f->sent > 3 && below(10) < 7;
            f->unacknowledged |= (uint8_t)(1 << from);
            flags |= PSH;
        }
        f->unacknowledged &= (uint8_t)~(1 << !from);
    }
    put_frame(e, from, f->id[from]++, f->seq[from], f->seq[!from], flags, SYN_OPTIONS, options, payload);
    f->seq[from] += payload + ((flags & (SYN | FIN)) != 0);
}

static void put_udp(struct flow *f) {
    const struct ends *e = &f->ends;
    int from = e->content == TEXT || e->content == QUIC ? f->sent && (f->sent == 1 || below(10) < 7) : f->sent & 1;
    uint32_t payload = e->content == NTP ? 48 : e->content == DNS ? (from ? 52 : 36) : imix_payload(e);
    put_frame(e, from, f->id[from]++, f->sent / 2, 0, 0, NULL, 0, payload);
}

static void schedule(uint32_t index, uint64_t delay) {
    uint32_t *slot = &wheel[(wheel_now + delay) & (WHEEL_SIZE - 1)];
    flows[index].next = *slot;
    *slot = index + 1;
}

/* Appends the next packet of the conversations; normal_left must be positive. */
static void put_normal(void) {
    uint32_t *slot;
    for (;;) {
        slot = &wheel[wheel_now & (WHEEL_SIZE - 1)];
        while (started < flow_count && starts[started].slot <= wheel_now) schedule(starts[started++].flow, 0);
        if (*slot) break;
        wheel_now++;
    }
    uint32_t index = *slot - 1;
    struct flow *f = &flows[index];
    *slot = f->next;
    if (f->next) __builtin_prefetch(&flows[f->next - 1], 1);
    uint32_t soon = wheel[(wheel_now + 4) & (WHEEL_SIZE - 1)];
    if (soon) __builtin_prefetch(&flows[soon - 1], 1);
    if (f->ends.protocol == TCP) put_tcp(f);
    else put_udp(f);
    f->sent++, f->left--, normal_left--;
    if (f->left) schedule(index, 1 + below(2 * (uint64_t)f->gap - 1));
}

static void pick_ends(struct ends *e, bool tunnels, uint8_t protocol, uint32_t size) {
    static uint32_t taken[CLIENTS];
    static const uint16_t tls_ports[2] = {443, 993}, text_ports[3] = {80, 8080, 9000};
    uint32_t client = (uint32_t)below(CLIENTS);
    while (taken[client] == EPHEMERAL_COUNT) client = (client + 1) % CLIENTS;
    uint32_t a = (uint32_t)below(SERVERS), b = (uint32_t)below(SERVERS), server = a < b ? a : b;
    e->address[0] = 0x0a000000 | ((client * 277u + 266u) & 0x7fffff); /* spread over 10.0.0.0/9 */
    e->address[1] = 0xc6120000 + 1 + server * 61;                     /* 198.18.0.0/15, RFC 2544 */
    e->port[0] = (uint16_t)(EPHEMERAL_FIRST + (client * 7919u + taken[client]++) % EPHEMERAL_COUNT);
    e->protocol = protocol;
    e->version = tunnels && below(5) < 2 ? 6 : 4;
    e->encapsulation = tunnels ? (uint8_t)below(4) : PLAIN;
    uint64_t r = below(100);
    if (protocol == TCP) {
        e->content = r < 75 ? TLS : TEXT;
        e->port[1] = r < 75 ? tls_ports[r > 70] : text_ports[r % 3];
    } else if (size <= 8) {
        e->content = r < 85 ? DNS : NTP;
        e->port[1] = r < 85 ? 53 : 123;
    } else {
        e->content = r < 70 ? QUIC : TEXT;
        e->port[1] = r < 70 ? 443 : 40000;
    }
}

/* Each flow gets the least its protocol needs; what is over is shared by rank, Zipf with exponent 1.1. */
static void prepare_normal(uint64_t packets, uint64_t count, bool tunnels) {
    if (count == 0 || count > UINT32_MAX - 1 || count > (uint64_t)CLIENTS * EPHEMERAL_COUNT)
        die("the number of flows is out of range", NULL);
    flow_count = count;
    normal_left = packets;
    flows = calloc(count, sizeof *flows);
    starts = calloc(count, sizeof *starts);
    wheel = calloc(WHEEL_SIZE, sizeof *wheel);
    uint64_t *weight = malloc(count * sizeof *weight);
    if (!flows || !starts || !wheel || !weight) die("not enough memory", NULL);

    uint64_t least = 0;
    unsigned __int128 total = 0, sum = 0;
    for (uint64_t i = 0; i < count; i++) {
        struct flow *f = &flows[i];
        f->ends.protocol = only_64 || below(100) < 75 ? TCP : UDP;
        least += f->left = f->ends.protocol == TCP ? TCP_MINIMUM : UDP_MINIMUM;
        total += weight[i] = (uint64_t)(1e13 * pow((double)(i + 1), -ZIPF_EXPONENT));
    }
    if (least > packets) die("too few packets for so many whole flows", NULL);
    uint64_t shared = 0, extra = packets - least;
    for (uint64_t i = 0; i < count; i++) {
        struct flow *f = &flows[i];
        sum += weight[i];
        uint64_t upto = (uint64_t)(extra * sum / total);
        uint64_t size = f->left + (upto - shared);
        if (size > UINT32_MAX) die("a flow would be too long", NULL);
        shared = upto;
        f->left = (uint32_t)size;
        pick_ends(&f->ends, tunnels, f->ends.protocol, f->left);
        uint64_t r = next_random();
        f->seq[0] = (uint32_t)r, f->seq[1] = (uint32_t)(r >> 32);
        r = next_random();
        f->id[0] = (uint16_t)r, f->id[1] = (uint16_t)(r >> 16);

        /* A mean gap between 2^4 and 2^18 packets of all traffic, the flow's life within the capture. */
        uint64_t gap = (UINT64_C(16) << (r >> 32) % 14) + below(16), longest = packets * 9 / 10 / f->left;
        if (gap > longest) gap = longest;
        if (gap > LONGEST_GAP) gap = LONGEST_GAP;
        f->gap = gap ? (uint32_t)gap : 1;
        uint64_t life = (uint64_t)f->gap * f->left;
        starts[i].slot = below(packets > life ? packets - life : 1);
        starts[i].flow = (uint32_t)i;
    }
    free(weight);
    qsort(starts, count, sizeof *starts, by_slot);
}

/* ---- churn: a SYN flood, no two of its packets with the same source address and port ---- */

static uint64_t flood_key, flood_index;

/* A permutation of 48-bit numbers: four rounds of a Feistel network. */
static uint64_t permuted48(uint64_t v) {
    uint32_t left = (uint32_t)(v >> 24), right = (uint32_t)(v & 0xffffff);
    for (uint64_t round = 1; round <= 4; round++) {
        uint32_t t = left ^ (uint32_t)(mixed(flood_key + round * UINT64_C(0x9e3779b97f4a7c15) + right) & 0xffffff);
        left = right, right = t;
    }
    return (uint64_t)left << 24 | right;
}

static bool is_flood_source(uint32_t address, uint16_t port) {
    uint32_t first = address >> 24;
    return first != 0 && first != 10 && first != 127 && first < 224 && port >= 1024 /* and none of: */
        && address >> 17 != 0xc612 >> 1                                             /* 198.18.0.0/15 */
        && address >> 20 != 0xac1 && address >> 16 != 0xc0a8 && address >> 16 != 0xa9fe;
}

static void put_flood(void) {
    struct ends e = {.address = {0, 0x0ac80050}, .port = {0, 80}, .protocol = TCP, .version = 4, .content = TEXT};
    do {
        uint64_t v = permuted48(flood_index++);
        e.address[0] = (uint32_t)(v >> 16), e.port[0] = (uint16_t)v;
    } while (!is_flood_source(e.address[0], e.port[0]));
    uint64_t r = next_random();
    put_frame(&e, 0, (uint16_t)r, (uint32_t)(r >> 32), 0, SYN, NULL, 0, 0);
}

/* ---- scan: scanners 203.0.113.1 .. .50 ---- */

enum { REPLY_DELAY = 64, RING = 256 };
static struct pending {
    struct ends ends;
    uint64_t due;
    uint32_t seq;
    uint8_t stage; /* 1: RST/ACK of a closed port, 2: SYN/ACK of an open one, 3: the scanner's RST to that */
} ring[RING];
static uint64_t ring_head, ring_tail, scan_left, scan_done, scan_owed, probes;

static void put_scan(void) {
    static uint64_t tried[SCANNERS];
    static const uint16_t swept[20] = {22, 23, 80, 443, 445, 3389, 5900, 6379, 8080, 1433,
                                       21, 25, 110, 139, 3306, 5432, 9200, 27017, 2323, 5555};
    struct pending *q = &ring[ring_head % RING];
    if (ring_head < ring_tail && (q->due <= scan_done || scan_owed == scan_left)) {
        struct pending p = *q;
        ring_head++, scan_owed--;
        uint16_t id = (uint16_t)next_random();
        if (p.stage == 1) put_frame(&p.ends, 1, id, 0, p.seq + 1, RST | ACK, NULL, 0, 0);
        if (p.stage == 2) put_frame(&p.ends, 1, id, ~p.seq, p.seq + 1, SYN | ACK, SYN_OPTIONS, 4, 0);
        if (p.stage == 3) put_frame(&p.ends, 0, id, p.seq + 1, 0, RST, NULL, 0, 0);
        if (p.stage == 2) p.stage = 3, p.due = scan_done + REPLY_DELAY, ring[ring_tail++ % RING] = p;
    } else {
        uint32_t s = (uint32_t)below(SCANNERS);
        uint64_t k = tried[s]++, r = next_random();
        uint32_t target, port;
        if (s < 20) { /* all ports of a host */
            target = 0x0a80000a + (s << 16) + (uint32_t)(k / 65535);
            port = 1 + (uint32_t)(k % 65535 * 40504 % 65535);
        } else if (s < 40) { /* one port of all hosts of a /16 */
            target = 0x0aa00000 + ((s - 20) << 16) + (uint32_t)(k % 65536);
            port = (uint32_t)((swept[s - 20] + k / 65536) % 65536);
        } else { /* port by port over a /24 */
            target = 0x0ac00101 + ((s - 40) << 16) + (uint32_t)(k % 254 + (k / 254 / 65535 << 8));
            port = 1 + (uint32_t)(k / 254 % 65535);
        }
        struct pending p = {
            .ends = {.address = {0xcb007101 + s, target}, .port = {(uint16_t)(40000 + s), (uint16_t)port},
                     .protocol = TCP, .version = 4, .content = TEXT},
            .due = scan_done + REPLY_DELAY,
            .seq = (uint32_t)r,
        };
        uint64_t outcome = (r >> 32) % 100, room = scan_left - scan_owed - 1;
        uint64_t replies = outcome < 70 ? 1 : outcome < 95 ? 0 : 2;
        if (replies > room) replies = 0;
        put_frame(&p.ends, 0, (uint16_t)(r >> 48), p.seq, 0, SYN, SYN_OPTIONS, 4, 0);
        p.stage = (uint8_t)replies;
        scan_owed += replies;
        if (replies) ring[ring_tail++ % RING] = p;
        probes++;
    }
    scan_left--, scan_done++;
}

/* ---- Command line ---- */

static uint64_t number(const char *option, const char *text) {
    char *end;
    errno = 0;
    unsigned long long value = text ? strtoull(text, &end, 10) : 0;
    if (!text || text[0] < '0' || text[0] > '9' || *end || errno) die("not a number", option);
    return value;
}

static int usage(void) {
    fputs(
        "usage: generate zipf|churn|scan|mixed [--packets N] [--flows N] [--seed N] [--out FILE]\n"
        "--flows counts whole conversations; the flows of a flood or a scan come on top.\n"
        "Without --out the capture goes to standard output.\n",
        stderr
    );
    return 2;
}

int main(int argc, char **argv) {
    static const struct mode {
        const char *name;
        uint64_t packets, gap_bound; /* microseconds between packets: 1 + (0 ..< gap_bound) */
        uint32_t snap_length, side_percent;
        bool tunnels, only_64;
    } modes[] = {
        {"zipf", 10000000, 2, 128, 0, false, false},
        {"churn", 5000000, 9, 128, 98, false, true},
        {"scan", 2000000, 19, 128, 20, false, false},
        {"mixed", 2000000, 7, 256, 0, true, false},
    };
    const struct mode *mode = NULL;
    for (size_t i = 0; argc > 1 && i < sizeof modes / sizeof *modes; i++)
        if (!strcmp(argv[1], modes[i].name)) mode = &modes[i];
    if (!mode) return usage();

    uint64_t packets = mode->packets, count = 0, seed = 1;
    const char *path = NULL;
    for (int i = 2; i < argc; i += 2) {
        if (!strcmp(argv[i], "--packets")) packets = number(argv[i], argv[i + 1]);
        else if (!strcmp(argv[i], "--flows")) count = number(argv[i], argv[i + 1]);
        else if (!strcmp(argv[i], "--seed")) seed = number(argv[i], argv[i + 1]);
        else if (!strcmp(argv[i], "--out") && argv[i + 1]) path = argv[i + 1];
        else return usage();
    }
    if (!packets || packets > UINT32_MAX) die("the number of packets is out of range", NULL);

    uint64_t side = packets * mode->side_percent / 100, normal = packets - side;
    if (!count) count = normal / 50 ? normal / 50 : 1;
    seed_random(seed ^ mixed((uint64_t)(mode - modes + 1)));
    only_64 = mode->only_64;
    gap_bound = mode->gap_bound;
    snap_length = mode->snap_length;
    for (size_t i = 0; i < sizeof random_pool; i++) {
        uint64_t r = next_random();
        random_pool[i] = (uint8_t)(r >> 8);
        text_pool[i] = (uint8_t)('a' + (r >> 32) % 26);
    }
    flood_key = next_random();
    prepare_normal(normal, count, mode->tunnels);

    if (path && (out_fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644)) < 0) die(path, strerror(errno));
    if (!path && isatty(1)) die("standard output is a terminal; use --out FILE", NULL);
    if (!(buffer = malloc(BUFFER_SIZE))) die("not enough memory", NULL);
    write_file_header();

    bool flood = side && mode->only_64;
    scan_left = flood ? 0 : side;
    for (uint64_t side_left = side; side_left + normal_left;) {
        if (below(side_left + normal_left) >= side_left) put_normal();
        else if (side_left--, flood) put_flood();
        else put_scan();
    }
    flush_buffer();
    if (path && close(out_fd)) die(path, strerror(errno));
    fprintf(
        stderr,
        "{\"mode\":\"%s\",\"seed\":%" PRIu64 ",\"packets\":%" PRIu64 ",\"flows\":%" PRIu64 ",\"octets\":%" PRIu64
        ",\"captured_octets\":%" PRIu64 ",\"file_octets\":%" PRIu64 ",\"seconds\":%" PRIu64 ".%06" PRIu64 "}\n",
        mode->name, seed, packets_out, count + (flood ? side : probes), octets_out, captured_out,
        24 + 16 * packets_out + captured_out, clock_us / 1000000, clock_us % 1000000
    );
    return 0;
}
