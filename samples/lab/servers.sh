# Real servers, as small as they can be configured. Each waits until it listens.

listening() { # HOST tcp|udp PORT
    local tries
    for tries in {1..50}; do
        on "$1" ss -Hln "--$2" "sport = :$3" | grep -q . && return
        sleep 0.1
    done
    die "nothing listens on $2/$3 of $1"
}

certificate() {
    [ -s "$TMP/key.pem" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
        -subj /CN=www.example.com -keyout "$TMP/key.pem" -out "$TMP/cert.pem" 2>/dev/null
}

# web HOST [PORT…]: nginx on 80, 443 (TLS) and further ports; PUT to /upload/ is taken and kept nowhere long.
web() {
    local host=$1 root=$TMP/$1-web port more=""
    mkdir -p "$root/html/upload"
    chmod -R 777 "$root"
    certificate
    for port in "${@:2}"; do more+=" listen $port;"; done
    for port in 2 8 20 60 150; do head -c "${port}k" /dev/urandom >"$root/html/$port.bin"; done
    printf '<html><head><title>%s</title></head><body>%01200d</body></html>\n' "$host" 0 >"$root/html/index.html"
    echo ok >"$root/html/healthz"
    awk 'BEGIN { for (i = 0; i < 60; i++) printf "requests_total{code=\"200\",handler=\"%d\"} %d\n", i, i * 37 }' >"$root/html/metrics"
    cat >"$root/nginx.conf" <<CONF
pid $root/pid;
error_log $root/error.log;
worker_processes 1;
daemon off;
events { worker_connections 1024; }
http {
    access_log $root/access.log;
    client_body_temp_path $root; proxy_temp_path $root/p; fastcgi_temp_path $root/f; uwsgi_temp_path $root/u; scgi_temp_path $root/s;
    include /etc/nginx/mime.types;
    client_max_body_size 200m;
    server {
        listen 80; listen 443 ssl;$more
        ssl_certificate $TMP/cert.pem; ssl_certificate_key $TMP/key.pem;
        root $root/html;
        location /upload/ { dav_methods PUT; }
        location /answer { return 200 "sleep 5\n"; }
    }
}
CONF
    start "$host" nginx -e "$root/error.log" -c "$root/nginx.conf"
    listening "$host" tcp 80
}

# ssh_server HOST [PORT]: OpenSSH. Users alice (password) and deploy (key); nobody else gets in.
ssh_server() {
    local host=$1 port=${2:-22} etc=/etc/netns/$LAB-$1
    mkdir -p /run/sshd "$TMP/home" "$TMP/$host-ssh"
    if [ ! -s "$TMP/id" ]; then
        ssh-keygen -q -t ed25519 -N "" -f "$TMP/id"
        ssh-keygen -q -t ed25519 -N "" -f "$TMP/wrong1"
        ssh-keygen -q -t rsa -N "" -f "$TMP/wrong2"
        install -m 755 -o 1201 -d "$TMP/home/alice" && install -m 755 -o 1202 -d "$TMP/home/deploy"
    fi
    ssh-keygen -q -t ed25519 -N "" -f "$TMP/$host-ssh/key"
    { cat /etc/passwd; printf '%s:x:%d:65534::%s:/bin/bash\n' alice 1201 "$TMP/home/alice" deploy 1202 "$TMP/home/deploy"; } >"$etc/passwd"
    { cat /etc/shadow; printf '%s:%s:19000:0:99999:7:::\n' alice "$(openssl passwd -6 'correct horse')" deploy '*'; } >"$etc/shadow"
    chmod 640 "$etc/shadow"
    start "$host" /usr/sbin/sshd -D -E "$TMP/$host-sshd.log" -f /dev/null -h "$TMP/$host-ssh/key" -p "$port" \
        -o UsePAM=yes -o KbdInteractiveAuthentication=no -o StrictModes=no -o LogLevel=VERBOSE \
        -o AuthorizedKeysFile="$TMP/id.pub" -o PidFile=none -o Subsystem="sftp internal-sftp"
    listening "$host" tcp "$port"
}

# resolver HOST [OPTION…]: dnsmasq, the cluster's resolver, or with options of its own any other.
resolver() {
    start "$1" dnsmasq --keep-in-foreground --no-resolv --no-hosts --user=root --pid-file= --conf-file=/dev/null \
        --edns-packet-max=4096 --log-facility="$TMP/$1-dns.log" --log-queries "${@:2}"
    listening "$1" udp 53
}

# zone HOST: an outside name server that knows many names.
zone() {
    local args=() name last=10
    for name in www.example.com cdn.example.com api.example.com www.example.net cdn.example.net static.example.net \
        www.example.org api.example.org img.example.org fonts.example.org mirror.example.org login.example.com; do
        args+=("--host-record=$name,203.0.113.$last")
        last=$((last + 1))
    done
    resolver "$1" "${args[@]}" --local=/example.com/example.net/example.org/ --address=/pool.example/203.0.113.20 \
        --local=/in-addr.arpa/ --local=/invalid/ --mx-host=example.com,mail.example.com,10 \
        --txt-record=example.com,"v=spf1 include:_spf.example.net ~all" --address=/cloud.example/203.0.113.21 --local=/lan/
}

ftp_server() {
    local host=$1
    mkdir -p "$TMP/empty" "$TMP/ftp"
    printf '%s\n' listen=YES background=NO local_enable=YES anonymous_enable=NO pam_service_name=vsftpd \
        secure_chroot_dir="$TMP/empty" vsftpd_log_file="$TMP/$host-ftp.log" xferlog_enable=YES log_ftp_protocol=YES seccomp_sandbox=NO >"$TMP/vsftpd.conf"
    start "$host" vsftpd "$TMP/vsftpd.conf"
    listening "$host" tcp 21
}
