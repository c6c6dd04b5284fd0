#include <pcap/pcap.h>
#include <sys/eventfd.h>

#include "rights.h"
#include "ring.h"
#include "thread.h"
