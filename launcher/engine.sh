# shellcheck shell=bash disable=SC2154 # host.sh and jdk.sh set some names
# A Docker engine with compose and buildx: the one that answers, or one from Debian packages, started if it is stopped.

# Networks of their own for test environments: the engine's default pools end after about 29 of them.
# The stack's overlay networks lie in 10.201.0.0/16.
address_pool='base=10.210.0.0/16,size=24'

engine_answers() { command -v docker >/dev/null && docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# engine_plugin NAME: path of a docker CLI plugin, found by file because asking the CLI takes ten times as long
engine_plugin() {
  local folder
  for folder in "${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins" /usr/local/lib/docker/cli-plugins \
    /usr/local/libexec/docker/cli-plugins /usr/lib/docker/cli-plugins /usr/libexec/docker/cli-plugins \
    /Applications/Docker.app/Contents/Resources/cli-plugins; do
    if [ -x "$folder/docker-$1" ]; then
      printf '%s\n' "$folder/docker-$1"
      return 0
    fi
  done
  return 1
}

ensure_engine() {
  if ! engine_answers; then
    refuse_foreign_engine
    if ! command -v dockerd >/dev/null && [ ! -S /var/run/docker.sock ]; then install_engine; fi
    if ! command -v docker >/dev/null; then install_client; fi
    start_engine
    join_docker_group "$@"
  fi
  if ! engine_plugin compose >/dev/null || ! engine_plugin buildx >/dev/null; then install_plugins; fi
  # Everything that does not read docker's contexts finds the engine too.
  if [ -z "${DOCKER_HOST:-}" ] && [ ! -S /var/run/docker.sock ]; then
    DOCKER_HOST=$(docker context inspect --format '{{.Endpoints.docker.Host}}')
    export DOCKER_HOST
  fi
}

# An engine that the person pointed at is never replaced by one of ours.
refuse_foreign_engine() {
  local context
  if [ -n "${DOCKER_HOST:-}" ]; then
    fail 'a Docker engine' "DOCKER_HOST=$DOCKER_HOST, and nothing answers there" 'start that engine, or unset DOCKER_HOST'
  fi
  if ! command -v docker >/dev/null; then return; fi
  context=$(docker context show 2>/dev/null || echo default)
  if [ "$context" != default ]; then
    fail 'a Docker engine' "docker's context '$context', and nothing answers there" \
      'start that engine, or choose another with: docker context use'
  fi
}

install_engine() {
  if ! is_debian_family; then
    fail 'a Docker engine (version 20.10 or newer) with compose and buildx' "none, on $(system_name)" \
      'install and start Docker, then run this again'
  fi
  local packages=(docker.io iptables)
  refresh_package_lists
  # Newer Debian releases ship the command line client in a package of its own.
  if ! command -v docker >/dev/null && [ -n "$(candidate docker-cli)" ]; then packages+=(docker-cli); fi
  install_packages 'a Docker engine' "${packages[@]}"
}

# Where another machine's or container's engine lends its socket, the command line alone is missing.
install_client() {
  if is_debian_family; then refresh_package_lists; fi
  if [ -n "$(candidate docker-cli)" ]; then
    install_packages "docker's command line" docker-cli
  else
    install_packages "docker's command line" docker.io
  fi
}

install_plugins() {
  local wanted=() name package missing=()
  for name in compose buildx; do
    if ! engine_plugin "$name" >/dev/null; then wanted+=("$name"); fi
  done
  if ! is_debian_family; then
    fail "docker's plugins: ${wanted[*]}" "an engine without them, on $(system_name)" \
      'install the plugins (docker compose version and docker buildx version must answer), then run this again'
  fi
  refresh_package_lists
  local packages=()
  for name in "${wanted[@]}"; do
    if package=$(plugin_package "$name"); then packages+=("$package"); else missing+=("docker-$name"); fi
  done
  if [ "${#packages[@]}" -gt 0 ]; then install_packages "docker's plugins ${wanted[*]}" "${packages[@]}"; fi
  if [ "${#missing[@]}" -gt 0 ]; then install_from_trixie "${missing[@]}"; fi
}

# plugin_package compose|buildx: what the plugin's package is called here; none where this release has only compose 1
plugin_package() {
  local name version
  for name in "docker-$1-v2" "docker-$1" "docker-$1-plugin"; do
    version=$(candidate "$name")
    if [ -n "$version" ] && ! { [ "$1" = compose ] && [ "${version%%.*}" = 1 ]; }; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# The plugins are static programs: those of the next Debian release run here. Lists, cache and sources of their own keep
# that release away from everything else on this machine.
install_from_trixie() {
  local mirror
  mirror=$(debian_mirror)
  if [ -z "$mirror" ]; then
    fail "the packages $*" "$(system_name), which offers none of them" 'install docker compose 2 and buildx by hand'
  fi
  consent "install $* from Debian trixie (this release has none that fits)"
  wake_sudo
  step "install $* from trixie" trixie_packages "$mirror" "$@" ||
    fail "the packages $*" 'the installation above failed' 'install docker compose 2 and buildx by hand'
}

trixie_packages() {
  local mirror=$1 area
  shift
  area=$(mktemp -d)
  mkdir -p "$area/lists/partial" "$area/cache/archives/partial"
  chmod -R a+rX "$area"
  printf 'deb [signed-by=%s] %s trixie main\n' "$debian_keyring" "$mirror" >"$area/sources.list"
  local apt=(apt-get -q -o Dir::Etc::sourcelist="$area/sources.list" -o Dir::Etc::sourceparts=- -o Dir::Etc::preferences=-
    -o Dir::Etc::preferencesparts=- -o APT::Default-Release= -o Dir::State::lists="$area/lists"
    -o Dir::Cache="$area/cache" -o APT::Sandbox::User="$(id -un)")
  "${apt[@]}" update && (cd "$area" && "${apt[@]}" download "$@") &&
    as_root "install $*" dpkg -i "$area"/*.deb && rm -rf "$area"
}

start_engine() {
  if engine_answers; then return; fi
  if [ -S /var/run/docker.sock ] && [ ! -w /var/run/docker.sock ]; then return; fi # it runs, for others: see below
  if [ "$(cat /proc/1/comm 2>/dev/null)" = systemd ]; then
    wake_sudo
    step 'start the Docker engine' as_root 'start the Docker engine' systemctl enable --now docker ||
      fail 'a running Docker engine' 'systemd could not start it' 'see: journalctl -u docker'
    wait_for_engine 'see: journalctl -u docker'
    return
  fi
  if ! command -v dockerd >/dev/null; then
    fail 'a Docker engine' 'the socket /var/run/docker.sock, where nothing answers, and no dockerd to start' \
      'start the engine that this socket belongs to, or remove the socket'
  fi
  consent 'start the Docker engine (dockerd, listening on /var/run/docker.sock only)'
  wake_sudo
  step 'start the Docker engine' run_dockerd || fail 'a running Docker engine' 'dockerd did not start' 'see above'
  wait_for_engine "see the end of $SLIPWAY_HOME/logs/dockerd.log"
}

# An engine that was killed leaves its number behind. Once another process has that number, dockerd refuses to start, or
# waits for a containerd that is none.
forget_dead_engine() {
  local file pid program
  for file in /var/run/docker.pid /var/run/docker/containerd/containerd.pid; do
    if ! [ -e "$file" ]; then continue; fi
    pid=$(cat "$file" 2>/dev/null) || continue
    program=$(cat "/proc/$pid/comm" 2>/dev/null) || program=''
    case $program in
      dockerd | containerd) ;;
      *) as_root 'remove what a killed engine left' rm -f "$file" ;;
    esac
  done
}

# The engine outlives this script and the terminal. Settings that the machine's own configuration makes are left to it:
# dockerd refuses to start with the same setting in both places.
run_dockerd() {
  local configured='' flags=(--host unix:///var/run/docker.sock)
  forget_dead_engine
  if [ -r /etc/docker/daemon.json ]; then
    configured=$(cat /etc/docker/daemon.json)
    case $configured in *'"hosts"'*) flags=() ;; esac
  fi
  case $configured in *'"default-address-pools"'*) ;; *) flags+=(--default-address-pool "$address_pool") ;; esac
  case $configured in
    *'"log-driver"'* | *'"log-opts"'*) ;;
    *) flags+=(--log-driver json-file --log-opt max-size=20m --log-opt max-file=3) ;;
  esac
  # shellcheck disable=SC2016
  as_root 'start dockerd' setsid -f sh -c 'cd / && log=$1 && shift && exec dockerd "$@" </dev/null >>"$log" 2>&1' \
    dockerd "$SLIPWAY_HOME/logs/dockerd.log" "${flags[@]+"${flags[@]}"}" 9>&-
}

wait_for_engine() {
  local tries=0
  until engine_answers || { [ -S /var/run/docker.sock ] && [ ! -w /var/run/docker.sock ]; }; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ]; then
      tail -n 15 "$SLIPWAY_HOME/logs/dockerd.log" >&2 2>/dev/null || true
      fail 'a Docker engine that answers within a minute' 'no answer on /var/run/docker.sock' "$1"
    fi
    sleep 0.2
  done
}

# A user outside the group docker is taken in, with consent, and the script starts over with the new group.
join_docker_group() {
  if engine_answers; then return; fi
  if [ "$(id -u)" = 0 ] || [ "${SLIPWAY_JOINED_DOCKER:-}" = 1 ] || ! getent group docker >/dev/null; then
    fail 'a Docker engine that this user may use' 'an engine that runs but refuses' 'check: docker version'
  fi
  if ! id -nG "$(id -un)" | grep -qw docker; then
    consent "add the user $(id -un) to the group docker (its members can do everything that root can)"
    wake_sudo
    step 'join the group docker' as_root 'join the group docker' usermod -aG docker "$(id -un)"
  fi
  export SLIPWAY_JOINED_DOCKER=1
  exec sg docker -c "$(printf '%q ' "$SLIPWAY_ROOT/slipway" "$@")" 9>&-
}
