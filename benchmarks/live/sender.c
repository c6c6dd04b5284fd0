/* Sends frames on an interface as fast as the kernel takes them, or at a rate, by sendmmsg(2) on a packet socket.
 *
 *   sender INTERFACE [--pcap FILE] [--load N] [--flows N] [--octets N] [--rate N] [--seconds S] [--packets N]
 *
 * The frames are those of a capture, its first N (--load), each as long as it was on the wire: what the snap length had
 * cut is zeros. Without a capture they are UDP datagrams of N flows (10,000) in frames of N octets (64). They are sent
 * over and over until the time or the count is up. One JSON line on stdout says how many the kernel accepted.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <pcap/pcap.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, LONGEST = 65536 };

struct frame {
    uint8_t *octets;
    uint32_t captured, length;
};

static struct frame *frames;
static size_t frame_count;
static volatile sig_atomic_t stopped;
static const uint8_t zeros[LONGEST];

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

static void die(const char *what, const char *detail) {
    fprintf(stderr, "sender: %s: %s\n", what, detail);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void append(const uint8_t *octets, uint32_t captured, uint32_t length) {
    if (frame_count % 4096 == 0) {
        frames = realloc(frames, (frame_count + 4096) * sizeof *frames);
        if (!frames) die("memory", strerror(errno));
    }
    struct frame *frame = &frames[frame_count++];
    frame->octets = malloc(captured);
    if (!frame->octets) die("memory", strerror(errno));
    memcpy(frame->octets, octets, captured);
    frame->captured = captured;
    frame->length = length;
}

/* Longer frames than the interface takes are left out, and told of. */
static void load(const char *path, size_t most, uint32_t longest) {
    char error[PCAP_ERRBUF_SIZE];
    struct pcap_pkthdr *header;
    const u_char *octets;
    size_t left_out = 0;
    int status = 0;
    pcap_t *capture = pcap_open_offline(path, error);
    if (!capture) die(path, error);
    while (frame_count < most && (status = pcap_next_ex(capture, &header, &octets)) == 1) {
        if (header->len < 14 || header->len > longest) left_out++;
        else append(octets, header->caplen, header->len);
    }
    if (status == PCAP_ERROR) die(path, pcap_geterr(capture));
    pcap_close(capture);
    if (left_out) fprintf(stderr, "sender: %zu frames left out, too short or too long\n", left_out);
}

/* Datagrams between 10.0.0.0/16 and 10.1.0.1, without checksum (RFC 768). */
static void generate(uint32_t flows, uint32_t length) {
    uint8_t octets[LONGEST] = {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45};
    uint32_t ip = length - 14, udp = length - 34;
    for (uint32_t flow = 0; flow < flows; flow++) {
        uint32_t sum = 0;
        octets[16] = ip >> 8, octets[17] = ip & 255, octets[22] = 64, octets[23] = 17;
        memset(octets + 24, 0, 2);
        memcpy(octets + 26, (uint8_t[]){10, 0, flow >> 8 & 255, flow & 255, 10, 1, 0, 1}, 8);
        for (int place = 14; place < 34; place += 2) sum += octets[place] << 8 | octets[place + 1];
        sum = (sum & 0xffff) + (sum >> 16);
        sum = ~(sum + (sum >> 16));
        octets[24] = sum >> 8, octets[25] = sum & 255;
        memcpy(octets + 34, (uint8_t[]){200, flow >> 16 & 255, 0x1f, 0x90, udp >> 8, udp & 255, 0, 0}, 8);
        append(octets, length, length);
    }
}

static int open_socket(const char *name) {
    struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(name)};
    if (!address.sll_ifindex) die(name, strerror(errno));
    /* Protocol 0: it receives nothing. */
    int descriptor = socket(AF_PACKET, SOCK_RAW, 0);
    if (descriptor < 0) die("socket", strerror(errno));
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address)) die("bind", strerror(errno));
    return descriptor;
}

static double cpu(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void wait_until(double due) {
    struct timespec t = {(time_t)due, (long)((due - (double)(time_t)due) * 1e9)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

int main(int argc, char **argv) {
    const char *path = NULL;
    double rate = 0, seconds = 0;
    uint64_t packets = UINT64_MAX, sent = 0, octets = 0, refused = 0;
    size_t most = SIZE_MAX;
    uint32_t flows = 10000, length = 64;
    for (int place = 2; place < argc; place += 2) {
        const char *value = place + 1 < argc ? argv[place + 1] : "";
        if (!strcmp(argv[place], "--pcap")) path = value;
        else if (!strcmp(argv[place], "--load")) most = strtoull(value, NULL, 10);
        else if (!strcmp(argv[place], "--flows")) flows = (uint32_t)strtoul(value, NULL, 10);
        else if (!strcmp(argv[place], "--octets")) length = (uint32_t)strtoul(value, NULL, 10);
        else if (!strcmp(argv[place], "--rate")) rate = strtod(value, NULL);
        else if (!strcmp(argv[place], "--seconds")) seconds = strtod(value, NULL);
        else if (!strcmp(argv[place], "--packets")) packets = strtoull(value, NULL, 10);
        else die("unknown option", argv[place]);
    }
    if (argc < 2 || !(seconds > 0 || packets < UINT64_MAX) || length < 42 || length > 1514) {
        fputs("usage: sender INTERFACE [--pcap FILE] [--load N] [--flows N] [--octets 42…1514] [--rate N] "
              "[--seconds S] [--packets N]\n", stderr);
        return 2;
    }
    if (path) load(path, most, 1514);
    else generate(flows, length);
    if (!frame_count) die("nothing to send", path ? path : "no flows");
    int descriptor = open_socket(argv[1]);
    signal(SIGINT, stop);
    signal(SIGTERM, stop);

    struct mmsghdr messages[BATCH] = {0};
    struct iovec parts[BATCH][2];
    size_t next = 0;
    double start = now(), before = cpu();
    while (!stopped && sent < packets && (seconds == 0 || now() - start < seconds)) {
        unsigned count = packets - sent < BATCH ? (unsigned)(packets - sent) : BATCH;
        for (unsigned place = 0; place < count; place++) {
            struct frame *frame = &frames[next + place < frame_count ? next + place : (next + place) % frame_count];
            parts[place][0] = (struct iovec){frame->octets, frame->captured};
            parts[place][1] = (struct iovec){(void *)zeros, frame->length - frame->captured};
            messages[place].msg_hdr.msg_iov = parts[place];
            messages[place].msg_hdr.msg_iovlen = frame->length > frame->captured ? 2 : 1;
        }
        int accepted = sendmmsg(descriptor, messages, count, 0);
        if (accepted < 0) {
            if (errno == EINTR) continue;
            if (errno != ENOBUFS && errno != EAGAIN) die("sendmmsg", strerror(errno));
            refused++;
            continue;
        }
        for (int place = 0; place < accepted; place++) octets += messages[place].msg_len;
        sent += (uint64_t)accepted;
        next = (next + (size_t)accepted) % frame_count;
        if (rate > 0) {
            double due = start + (double)sent / rate;
            if (due - now() > 50e-6) wait_until(due);
        }
    }
    double wall = now() - start;
    printf("{\"sent\":%llu,\"octets\":%llu,\"refused\":%llu,\"wall_seconds\":%.6f,\"cpu_seconds\":%.6f,"
           "\"packets_per_second\":%.0f}\n",
           (unsigned long long)sent, (unsigned long long)octets, (unsigned long long)refused, wall, cpu() - before,
           (double)sent / wall);
    return 0;
}
