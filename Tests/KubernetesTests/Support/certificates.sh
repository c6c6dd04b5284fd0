#!/usr/bin/env bash
# Makes a CA and servers' certificates for the tests. usage: certificates.sh DIR
set -euo pipefail
mkdir -p "$1" && cd "$1"
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key" 2>/dev/null; }
ca() {
    key "$1"
    openssl req -x509 -new -key "$1.key" -days 30 -subj "/CN=$1" -out "$1.pem" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign 2>/dev/null
}
server() { # NAME ALTERNATIVE-NAMES DATES...
    local name=$1 names=$2
    shift 2
    key "$name"
    openssl req -new -key "$name.key" -subj "/CN=$name" -out "$name.csr" 2>/dev/null
    printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' "$names" >"$name.ext"
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -extfile "$name.ext" "$@" \
        -out "$name.pem" 2>/dev/null
}
ca ca
ca other
server good "DNS:localhost,IP:127.0.0.1,IP:192.168.0.247" -days 30
server elsewhere "DNS:elsewhere.example" -days 30
server expired "DNS:localhost,IP:127.0.0.1" -days -1
