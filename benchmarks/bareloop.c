/* The least a program on libpcap can do with a capture: count its packets and octets.
 *
 *   bareloop FILE
 *
 * One JSON line on stdout: counts, wall time, CPU time and the most memory held.
 */
#include <pcap/pcap.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
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
    char error[PCAP_ERRBUF_SIZE];
    struct pcap_pkthdr *header;
    const u_char *data;
    uint64_t packets = 0, octets = 0;
    int status;
    if (argc != 2) {
        fputs("usage: bareloop FILE\n", stderr);
        return 2;
    }
    double start = now();
    pcap_t *capture = pcap_open_offline(argv[1], error);
    if (!capture) {
        fprintf(stderr, "bareloop: %s\n", error);
        return 1;
    }
    while ((status = pcap_next_ex(capture, &header, &data)) == 1) {
        packets++;
        octets += header->len;
    }
    if (status != PCAP_ERROR_BREAK) {
        fprintf(stderr, "bareloop: %s\n", pcap_geterr(capture));
        return 1;
    }
    pcap_close(capture);
    double wall = now() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf(
        "{\"packets\":%llu,\"octets\":%llu,\"wall_seconds\":%.6f,\"user_seconds\":%.6f,\"system_seconds\":%.6f,"
        "\"cpu_seconds\":%.6f,\"max_rss_kib\":%ld}\n",
        (unsigned long long)packets, (unsigned long long)octets, wall, seconds(usage.ru_utime),
        seconds(usage.ru_stime), seconds(usage.ru_utime) + seconds(usage.ru_stime), maximum_rss_kib(&usage)
    );
    return 0;
}
