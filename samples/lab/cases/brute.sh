# Guessing passwords.

passwords() { # COUNT
    awk -v count="$1" 'BEGIN { srand(7); split("summer winter dragon monkey shadow master qwerty letmein", word);
        for (i = 0; i < count; i++) print word[1 + int(rand() * 8)] int(rand() * 10000) }' >"$TMP/passwords"
}

brute() { # SNAPLEN WHAT HYDRA-OPTION…
    stage
    host login in 10.20.0.11
    host attacker out 198.51.100.66 9
    ssh_server login
    ftp_server login
    capture "$1"
    murmur 900 &
    (sleep 2; remote visitor deploy@10.20.0.11 "uptime; sleep 8; ls -l /") &
    sleep 5
    attack attacker hydra -I "${@:2}"
    finish 2
    cat "$TMP"/*sshd.log
}

case_brute_ssh() {
    about attack brute_ssh brute-ssh.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.11 "hydra -t 4: 64 passwords for root on OpenSSH, all wrong; a visitor logs in by key"
    passwords 64
    brute 96 -t 4 -l root -P "$TMP/passwords" ssh://10.20.0.11
}

case_brute_ssh_users() {
    about attack brute_ssh brute-ssh-users.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.11 "hydra -t 8: 8 user names with 8 passwords each on OpenSSH, all wrong"
    passwords 8
    printf '%s\n' admin root test oracle ubuntu git deploy alice >"$TMP/users"
    brute 96 -t 8 -L "$TMP/users" -P "$TMP/passwords" ssh://10.20.0.11
}

case_brute_ftp() {
    about attack brute_ftp brute-ftp.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.11 "hydra -t 6: 100 passwords for alice on vsftpd, all wrong"
    passwords 100
    brute 160 -t 6 -l alice -P "$TMP/passwords" ftp://10.20.0.11
}

# One connection and one password at a time, one every 3 to 5 seconds.
case_brute_ssh_slow() {
    about attack brute_ssh brute-ssh-slow.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.11 "ssh and sshpass in a loop: one connection with one wrong password every 3 to 5 s, 40 times"
    passwords 40
    stage
    host login in 10.20.0.11
    host attacker out 198.51.100.66 9
    ssh_server login
    capture 96
    murmur 900 &
    sleep 3
    local password
    while read -r password; do
        attack attacker sshpass -p "$password" ssh -F /dev/null -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
            -o PreferredAuthentications=password -o NumberOfPasswordPrompts=1 alice@10.20.0.11 true
        nap 1 3
    done <"$TMP/passwords"
    finish 2
    cat "$TMP"/*sshd.log
}
