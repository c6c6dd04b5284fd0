/* What metering can cost at the least: a reference without windows, scores, time-outs or checks of any protocol.
 *
 *   idealcore meter [--map] [--flows N] FILE      decodes, and counts packets and octets per flow and direction
 *   idealcore walk [--map] FILE                   reads the records' headers only
 *
 * FILE is a classic pcap of Ethernet frames in this machine's byte order. It is read by the MiB, or with --map
 * mapped. --flows is the table's capacity, fixed at start; a capture with more flows is refused. Flows never end: two
 * conversations between the same ends are one. One JSON line on stdout.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 32, CHUNK = 1 << 20, ETHERNET = 1, TCP = 6, UDP = 17, ICMP = 1, ICMP6 = 58, VXLAN_PORT = 4789 };

static void die(const char *what, const char *detail) {
    fprintf(stderr, "idealcore: %s%s%s\n", what, detail ? ": " : "", detail ? detail : "");
    exit(1);
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline uint32_t be16(const uint8_t *p) { return (uint32_t)p[0] << 8 | p[1]; }
static inline uint32_t be32(const uint8_t *p) { return be16(p) << 16 | be16(p + 2); }
static inline uint64_t be64(const uint8_t *p) { return (uint64_t)be32(p) << 32 | be32(p + 4); }

/* ---- Decoding ---- */

/* Both ends in a fixed order, so that both directions have the same key. */
struct key {
    uint64_t low[2], high[2]; /* addresses; IPv4 as ::ffff:a.b.c.d */
    uint32_t ports;           /* the low end's in the upper half */
    uint32_t protocol;
};

static inline bool before(const uint64_t a[2], uint32_t port_a, const uint64_t b[2], uint32_t port_b) {
    if (a[0] != b[0]) return a[0] < b[0];
    if (a[1] != b[1]) return a[1] < b[1];
    return port_a <= port_b;
}

/* Fills the key of the innermost packet; returns its direction, or -1 for what is not IP or is cut short. */
static inline int decode(const uint8_t *p, const uint8_t *end, struct key *key) {
    for (;;) {
        if (end - p < 14) return -1;
        uint32_t type = be16(p + 12), next, fragment = 0;
        for (p += 14; type == 0x8100 || type == 0x88a8; p += 4) {
            if (end - p < 4) return -1;
            type = be16(p + 2);
        }
        uint64_t from[2], to[2];
        uint32_t source = 0, destination = 0;
        if (type == 0x0800) {
            if (end - p < 20 || p[0] >> 4 != 4) return -1;
            long header = (p[0] & 15) * 4;
            if (header < 20 || end - p < header) return -1;
            next = p[9], fragment = be16(p + 6) & 0x1fff;
            from[0] = to[0] = 0;
            from[1] = UINT64_C(0xffff00000000) | be32(p + 12), to[1] = UINT64_C(0xffff00000000) | be32(p + 16);
            p += header;
        } else if (type == 0x86dd) {
            if (end - p < 40 || p[0] >> 4 != 6) return -1;
            next = p[6];
            from[0] = be64(p + 8), from[1] = be64(p + 16), to[0] = be64(p + 24), to[1] = be64(p + 32);
            /* Hop-by-hop, routing and destination options, fragment (RFC 8200, 4). */
            for (p += 40; next == 0 || next == 43 || next == 60 || next == 44;) {
                if (end - p < 8) return -1;
                if (next == 44) fragment = be16(p + 2) >> 3;
                long header = next == 44 ? 8 : (p[1] + 1) * 8;
                if (end - p < header) return -1;
                next = p[0], p += header;
                if (fragment) break;
            }
        } else {
            return -1;
        }
        if (!fragment && (next == TCP || next == UDP)) {
            if (end - p < (next == TCP ? 20 : 8)) return -1;
            source = be16(p), destination = be16(p + 2);
            if (next == UDP && destination == VXLAN_PORT && end - p >= 16) {
                p += 16;
                continue;
            }
        } else if (!fragment && end - p >= 8 &&
                   ((next == ICMP && (p[0] == 0 || p[0] == 8)) || (next == ICMP6 && (p[0] == 128 || p[0] == 129)))) {
            source = destination = be16(p + 4); /* echo: its identifier */
        }
        bool forward = before(from, source, to, destination);
        const uint64_t *low = forward ? from : to, *high = forward ? to : from;
        *key = (struct key){
            {low[0], low[1]}, {high[0], high[1]},
            forward ? source << 16 | destination : destination << 16 | source, next,
        };
        return forward ? 0 : 1;
    }
}

/* ---- The flow table: slots of hash and index, open addressing; records densely, in order of first sight ----
 *
 * A new flow's record is the next one in memory, so that a flood of new flows misses the cache once each, in the
 * slots. Huge pages spare most page faults and TLB misses. */

struct flow {
    struct key key;
    uint64_t octets[2], first, last; /* times in the capture's units since 1970 */
    uint32_t packets[2], spare[2];
};
struct slot {
    uint32_t hash, flow; /* flow 0: empty */
};
_Static_assert(sizeof(struct flow) == 88 && sizeof(struct slot) == 8, "sizes that the documentation names");

static struct flow *flows;
static struct slot *slots;
static uint32_t capacity = 6000000, count, shift;
static uint64_t secret[6];

static void *reserve(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) die("not enough memory", NULL);
    madvise(memory, bytes, MADV_HUGEPAGE);
    return memory;
}

static void make_table(void) {
    uint32_t bits = 4;
    while ((UINT64_C(3) << bits) / 4 < capacity) bits++; /* at most three quarters full */
    if (bits > 31) die("--flows is too large", NULL);
    shift = 32 - bits;
    slots = reserve(sizeof *slots << bits);
    flows = reserve(sizeof *flows * ((size_t)capacity + 1));
    if (getrandom(secret, sizeof secret, 0) != sizeof secret) die("no random key", NULL);
}

static inline uint64_t folded(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint32_t hash_of(const struct key *key) {
    uint64_t h = folded(key->low[0] ^ secret[0], key->low[1] ^ secret[1]) +
                 folded(key->high[0] ^ secret[2], key->high[1] ^ secret[3]);
    h = folded(h ^ secret[4], ((uint64_t)key->ports << 32 | key->protocol) ^ secret[5]);
    return (uint32_t)(h >> 32);
}

static inline bool same(const struct key *a, const struct key *b) {
    return !((a->low[0] ^ b->low[0]) | (a->low[1] ^ b->low[1]) | (a->high[0] ^ b->high[0]) |
             (a->high[1] ^ b->high[1]) | (a->ports ^ b->ports) | (a->protocol ^ b->protocol));
}

static inline struct flow *find_or_add(const struct key *key, uint32_t hash, uint64_t time) {
    uint32_t mask = UINT32_MAX >> shift;
    for (uint32_t at = hash >> shift;; at = (at + 1) & mask) {
        struct slot *slot = &slots[at];
        if (!slot->flow) {
            if (count == capacity) die("the flow table is full; see --flows", NULL);
            *slot = (struct slot){hash, ++count};
            struct flow *flow = &flows[count];
            flow->key = *key, flow->first = time;
            return flow;
        }
        if (slot->hash == hash && same(&flows[slot->flow].key, key)) return &flows[slot->flow];
    }
}

struct packet {
    struct key key;
    uint64_t time;
    uint32_t hash, octets;
    int direction;
};
static struct packet batch[BATCH];
static int batched;

/* Slots were asked for when the packets were decoded; now the records, and then both are there. */
static void meter_batch(void) {
    for (int i = 0; i < batched; i++) {
        struct slot slot = slots[batch[i].hash >> shift];
        const char *record = (const char *)&flows[slot.hash == batch[i].hash ? slot.flow : 0];
        __builtin_prefetch(record, 1);
        __builtin_prefetch(record + 64, 1);
    }
    for (int i = 0; i < batched; i++) {
        const struct packet *packet = &batch[i];
        struct flow *flow = find_or_add(&packet->key, packet->hash, packet->time);
        flow->packets[packet->direction]++;
        flow->octets[packet->direction] += packet->octets;
        flow->last = packet->time;
    }
    batched = 0;
}

/* ---- Reading ---- */

static uint64_t packets, octets, units;
static uint32_t longest;

/* Takes the whole records between `p` and `end`; returns where the first that is not whole begins. */
static inline const uint8_t *take(const uint8_t *p, const uint8_t *end, bool meter) {
    while (end - p >= 16) {
        uint32_t header[4]; /* seconds, part of a second, captured, length */
        memcpy(header, p, 16);
        if (header[2] > longest) die("a record is longer than the file says", NULL);
        if ((uint64_t)(end - p) < 16 + (uint64_t)header[2]) break;
        packets++, octets += header[3];
        if (meter) {
            struct packet *packet = &batch[batched];
            packet->direction = decode(p + 16, p + 16 + header[2], &packet->key);
            if (packet->direction >= 0) {
                packet->time = header[0] * units + header[1];
                packet->octets = header[3];
                packet->hash = hash_of(&packet->key);
                __builtin_prefetch(&slots[packet->hash >> shift], 1);
                if (++batched == BATCH) meter_batch();
            }
        }
        p += 16 + header[2];
    }
    return p;
}

static void check_header(const uint8_t *p, size_t size) {
    uint32_t header[6];
    if (size < 24) die("the capture is cut short", NULL);
    memcpy(header, p, sizeof header);
    units = header[0] == 0xa1b2c3d4 ? 1000000 : header[0] == 0xa1b23c4d ? 1000000000 : 0;
    if (!units) die("not a classic pcap in this machine's byte order", NULL);
    if ((header[5] & 0xffff) != ETHERNET) die("not Ethernet", NULL);
    longest = header[4] && header[4] < CHUNK - 16 ? header[4] : CHUNK - 16;
}

static void read_mapped(int fd, bool meter) {
    struct stat status;
    if (fstat(fd, &status)) die("cannot read", strerror(errno));
    size_t size = (size_t)status.st_size;
    uint8_t *data = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
    if (data == MAP_FAILED) die("cannot map", strerror(errno));
    if (data) madvise(data, size, MADV_SEQUENTIAL);
    check_header(data, size);
    const uint8_t *end = data + size;
    const uint8_t *rest = meter ? take(data + 24, end, true) : take(data + 24, end, false);
    if (rest != end) die("the capture is cut short", NULL);
}

static void read_by_chunks(int fd, bool meter) {
    uint8_t *buffer = malloc(2 * CHUNK);
    size_t held = 0;
    bool started = false;
    if (!buffer) die("not enough memory", NULL);
    for (ssize_t n; (n = read(fd, buffer + held, CHUNK)) != 0;) {
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) die("cannot read", strerror(errno));
        const uint8_t *p = buffer, *end = buffer + held + n;
        if (!started) check_header(p, (size_t)(end - p)), p += 24, started = true;
        p = meter ? take(p, end, true) : take(p, end, false);
        held = (size_t)(end - p);
        memmove(buffer, p, held);
    }
    if (held || !started) die("the capture is cut short", NULL);
    free(buffer);
}

/* Linux's ru_maxrss counts what the parent held before exec; VmHWM is this program's alone. */
static long maximum_rss_kib(const struct rusage *usage) {
    long kib = usage->ru_maxrss;
    char line[256];
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %ld", &kib) == 1) break;
    if (file) fclose(file);
    return kib;
}

int main(int argc, char **argv) {
    const char *path = NULL;
    bool meter = argc > 1 && !strcmp(argv[1], "meter"), mapped = false;
    bool right = meter || (argc > 1 && !strcmp(argv[1], "walk"));
    for (int i = 2; i < argc && right; i++) {
        if (!strcmp(argv[i], "--map")) mapped = true;
        else if (!strcmp(argv[i], "--flows") && i + 1 < argc) capacity = (uint32_t)strtoul(argv[++i], NULL, 10);
        else if (!path && argv[i][0] != '-') path = argv[i];
        else right = false;
    }
    if (!right || !path || !capacity) {
        fputs("usage: idealcore meter|walk [--map] [--flows N] FILE\n", stderr);
        return 2;
    }
    double start = now();
    int fd = open(path, O_RDONLY);
    if (fd < 0) die(path, strerror(errno));
    if (meter) make_table();
    (mapped ? read_mapped : read_by_chunks)(fd, meter);
    if (meter) meter_batch();
    uint64_t metered[2] = {0, 0};
    for (uint32_t i = 1; meter && i <= count; i++)
        for (int d = 0; d < 2; d++) metered[0] += flows[i].packets[d], metered[1] += flows[i].octets[d];
    double wall = now() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"packets\":%llu,\"octets\":%llu,", (unsigned long long)packets, (unsigned long long)octets);
    if (meter)
        printf(
            "\"flows\":%u,\"metered_packets\":%llu,\"metered_octets\":%llu,", count, (unsigned long long)metered[0],
            (unsigned long long)metered[1]
        );
    printf(
        "\"wall_seconds\":%.6f,\"user_seconds\":%.6f,\"system_seconds\":%.6f,\"cpu_seconds\":%.6f,"
        "\"max_rss_kib\":%ld}\n",
        wall, seconds(usage.ru_utime), seconds(usage.ru_stime), seconds(usage.ru_utime) + seconds(usage.ru_stime),
        maximum_rss_kib(&usage)
    );
    return 0;
}
