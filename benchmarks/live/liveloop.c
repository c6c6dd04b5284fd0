/* The least a program on libpcap can do with an interface: count its packets and octets.
 *
 *   liveloop INTERFACE [SNAP-LENGTH [BUFFER-BYTES]]
 *
 * Opens the interface as `weir sensor` does (512 octets, 16 MiB, 100 ms, nanoseconds, non-blocking), says `ready` on
 * stderr, and counts until SIGTERM or SIGINT. One JSON line on stdout: counts, what libpcap counted, CPU time.
 */
#include <errno.h>
#include <pcap/pcap.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static volatile sig_atomic_t stopped;

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static pcap_t *open_interface(const char *name, int snap_length, int bytes) {
    char error[PCAP_ERRBUF_SIZE];
    pcap_t *capture = pcap_create(name, error);
    if (!capture) {
        fprintf(stderr, "liveloop: %s\n", error);
        exit(1);
    }
    pcap_set_snaplen(capture, snap_length);
    pcap_set_buffer_size(capture, bytes);
    pcap_set_timeout(capture, 100);
    pcap_set_tstamp_precision(capture, PCAP_TSTAMP_PRECISION_NANO);
    if (pcap_activate(capture) < 0 || pcap_setnonblock(capture, 1, error) < 0) {
        fprintf(stderr, "liveloop: %s: %s\n", name, pcap_geterr(capture));
        exit(1);
    }
    return capture;
}

int main(int argc, char **argv) {
    struct pcap_pkthdr *header;
    const u_char *data;
    uint64_t packets = 0, octets = 0;
    int status = 0;
    if (argc < 2 || argc > 4) {
        fputs("usage: liveloop INTERFACE [SNAP-LENGTH [BUFFER-BYTES]]\n", stderr);
        return 2;
    }
    pcap_t *capture = open_interface(argv[1], argc > 2 ? atoi(argv[2]) : 512, argc > 3 ? atoi(argv[3]) : 16 << 20);
    struct pollfd wanted = {.fd = pcap_get_selectable_fd(capture), .events = POLLIN};
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    fputs("ready\n", stderr);
    while (!stopped) {
        while ((status = pcap_next_ex(capture, &header, &data)) == 1) {
            packets++;
            octets += header->len;
        }
        if (status < 0) break;
        if (poll(&wanted, 1, 100) < 0 && errno != EINTR) break;
    }
    if (status < 0) {
        fprintf(stderr, "liveloop: %s\n", pcap_geterr(capture));
        return 1;
    }
    struct pcap_stat counted = {0};
    pcap_stats(capture, &counted);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf(
        "{\"packets\":%llu,\"octets\":%llu,\"received\":%u,\"kernel\":%u,\"interface\":%u,\"user_seconds\":%.6f,"
        "\"system_seconds\":%.6f,\"cpu_seconds\":%.6f}\n",
        (unsigned long long)packets, (unsigned long long)octets, counted.ps_recv, counted.ps_drop, counted.ps_ifdrop,
        seconds(usage.ru_utime), seconds(usage.ru_stime), seconds(usage.ru_utime) + seconds(usage.ru_stime)
    );
    pcap_close(capture);
    return 0;
}
