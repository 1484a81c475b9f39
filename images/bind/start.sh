#!/bin/bash
# Writes named's configuration from the environment, creates the zone if it does not exist yet, and becomes named.
#
#   ZONE               name of the zone, for instance example.test
#   TSIG_KEY           name of the key that may change and transfer the zone
#   TSIG_SECRET        its secret in base64 (HMAC-SHA256), or
#   TSIG_SECRET_FILE   a file that holds the secret
#   NS_ADDRESS         address of the zone's own name server record (default 127.0.0.1)
#   DEFAULT_TTL        TTL of the zone's own records, and of negative answers, in seconds (default 60)
#
# More statements can be mounted as /etc/slipway/*.conf.
set -euo pipefail

refuse() {
  printf 'start-named: %s\n' "$1" >&2
  exit 64
}

zone=${ZONE:-}
zone=${zone%.}
key=${TSIG_KEY:-}
secret=${TSIG_SECRET:-}
if [ -z "$secret" ] && [ -n "${TSIG_SECRET_FILE:-}" ]; then secret=$(cat "$TSIG_SECRET_FILE"); fi
address=${NS_ADDRESS:-127.0.0.1}
ttl=${DEFAULT_TTL:-60}
# All of these end up inside a configuration file: nothing but the characters that they need.
[[ $zone =~ ^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$ ]] || refuse "ZONE must be a domain name, it is '$zone'"
[[ $key =~ ^[A-Za-z0-9_]([A-Za-z0-9_.-]*)$ ]] || refuse "TSIG_KEY must be a name, it is '$key'"
[[ $secret =~ ^[A-Za-z0-9+/]{16,}={0,2}$ ]] || refuse 'TSIG_SECRET (or the file TSIG_SECRET_FILE) must be base64'
[[ $address =~ ^[0-9.]+$ ]] || refuse "NS_ADDRESS must be an IPv4 address, it is '$address'"
[[ $ttl =~ ^[0-9]+$ ]] || refuse "DEFAULT_TTL must be a number of seconds, it is '$ttl'"

umask 027
cat >/etc/bind/named.conf <<CONFIGURATION
key "$key" { algorithm hmac-sha256; secret "$secret"; };
options {
  directory "/var/lib/bind";
  pid-file none;
  listen-on { any; };
  recursion no;
  allow-query { any; };
  allow-transfer { key "$key"; };
  dnssec-validation no;
  empty-zones-enable no;
  minimal-responses yes;
  notify no;
  version none;
};
controls { };
logging { category lame-servers { null; }; category update-security { default_stderr; }; };
zone "$zone" {
  type primary;
  file "/var/lib/bind/$zone.zone";
  allow-update { key "$key"; };
  max-journal-size 8m;
};
CONFIGURATION
for more in /etc/slipway/*.conf; do
  if [ -r "$more" ]; then printf 'include "%s";\n' "$more" >>/etc/bind/named.conf; fi
done
chown root:bind /etc/bind/named.conf
chown bind:bind /var/lib/bind

file="/var/lib/bind/$zone.zone"
if [ ! -s "$file" ]; then
  cat >"$file.new" <<ZONE
\$ORIGIN $zone.
\$TTL $ttl
@   IN SOA ns hostmaster ( $(date +%s) 3600 600 604800 $ttl )
@   IN NS  ns
ns  IN A   $address
ZONE
  chown bind:bind "$file.new"
  mv "$file.new" "$file"
fi

exec named -g -u bind -c /etc/bind/named.conf "$@"
