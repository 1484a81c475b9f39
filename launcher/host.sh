# shellcheck shell=bash disable=SC2034 # some names are used by the other pieces
# Talking to the person, asking before anything is installed, and Debian packages.

PATH="$PATH:/usr/sbin:/sbin" # dockerd is there, and not on every user's path
if command -v sha256sum >/dev/null; then digest_command=(sha256sum); else digest_command=(shasum -a 256); fi
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

say() { printf '%s\n' "$*" >&2; }

# fail WANTED FOUND TO-DO
fail() {
  {
    printf '\n✗ %s\n' "$1"
    printf '  found:  %s\n' "$2"
    printf '  to do:  %s\n' "$3"
  } >&2
  exit 1
}

# step TEXT COMMAND…: one line of progress. The output goes to the set-up log; its end is shown when the command fails.
step() { run_step failed "$@"; }

# attempt TEXT COMMAND…: the same for something that may fail, because another way is open
attempt() { run_step 'no' "$@"; }

run_step() {
  local verdict=$1 text=$2 started=$SECONDS log="$SLIPWAY_HOME/logs/setup.log" output result=0
  shift 2
  mkdir -p "$SLIPWAY_HOME/logs"
  output=$(mktemp)
  printf '· %s … ' "$text" >&2
  "$@" >"$output" 2>&1 </dev/null 9>&- || result=$?
  { printf '\n=== %s: %s (%s)\n' "$(date '+%F %T')" "$*" "$result" && cat "$output"; } >>"$log"
  if [ "$result" = 0 ]; then
    printf '%ss\n' "$((SECONDS - started))" >&2
  elif [ "$verdict" = failed ]; then
    printf 'failed after %ss. The end of its output (all of it: %s):\n' "$((SECONDS - started))" "$log" >&2
    tail -n 30 "$output" >&2
  else
    printf '%s (%ss)\n' "$verdict" "$((SECONDS - started))" >&2
  fi
  rm -f "$output"
  return "$result"
}

# consent TEXT: says what is about to happen; a person at a terminal is asked, anything else agrees
consent() {
  say "About to $1."
  if [ "${SLIPWAY_YES:-}" = 1 ] || [ "${CI:-}" = true ] || [ ! -t 0 ]; then
    return 0
  fi
  local answer
  read -r -p 'Go on? [y/N] ' answer
  case $answer in
    y | Y | yes | Yes) return 0 ;;
    *) fail "your consent to $1" "the answer '$answer'" 'run it again and agree, give --yes, or do it by hand' ;;
  esac
}

is_debian_family() {
  [ -r /etc/os-release ] && command -v apt-get >/dev/null &&
    (. /etc/os-release && case " $ID ${ID_LIKE:-} " in *' debian '* | *' ubuntu '*) true ;; *) false ;; esac)
}

system_name() {
  if [ -r /etc/os-release ]; then (. /etc/os-release && printf '%s' "${PRETTY_NAME:-$ID}"); else uname -sr; fi
}

# as_root WHAT COMMAND…: runs a command as root, with sudo where that is needed
as_root() {
  local what=$1
  shift
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    sudo "$@"
  else
    fail "root rights to $what" "user $(id -un), and no usable sudo" "run as root: $*"
  fi
}

# sudo asks for its password before a step hides its output
wake_sudo() {
  if [ "$(id -u)" != 0 ] && [ -t 0 ] && command -v sudo >/dev/null; then sudo -v || true; fi
}

# candidate PACKAGE: the version that apt would install, empty if it has none
candidate() { apt-cache policy "$1" 2>/dev/null | awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'; }

# the package lists, fetched at most once per run and only if some package is to be looked up
refresh_package_lists() {
  if [ "${package_lists_fresh:-no}" = no ]; then
    wake_sudo
    step 'refresh the package lists' as_root 'refresh the package lists' apt-get -q -o DPkg::Lock::Timeout=120 update
    package_lists_fresh=yes
  fi
}

# install_packages WHY PACKAGE…
install_packages() {
  local why=$1
  shift
  if ! is_debian_family; then
    fail "$why" "$(system_name), where this script installs nothing" "install it by hand (on Debian: $*), then run this again"
  fi
  consent "install the Debian packages $* ($why)"
  refresh_package_lists
  step "install $*" as_root "install $*" \
    env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@" ||
    fail "$why" "apt-get install failed for: $*" 'repair the package installation as shown above, then run this again'
}

# debian_mirror [security]: the mirror that this host's own apt uses, from whatever form of configuration
debian_mirror() {
  if [ -z "${1:-}" ] && [ -n "${SLIPWAY_DEBIAN_MIRROR:-}" ]; then
    printf '%s\n' "$SLIPWAY_DEBIAN_MIRROR"
    return
  fi
  (
    . /etc/os-release
    [ "$ID" = debian ] || exit 0
    # shellcheck disable=SC2016 # apt's own place holders. The sources may say "bookworm" or "stable".
    apt-get indextargets --format '$(RELEASE)|$(CODENAME)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
      awk -F '|' -v suite="${VERSION_CODENAME:-}${1:+-$1}" \
        '($1 == suite || $2 == suite) && !found { print $3; found = 1 }'
  )
}
