# shellcheck shell=bash disable=SC2154 # host.sh and jdk.sh set some names
# Looks at every prerequisite and changes nothing.

ills=0

# well NAME FOUND · ill NAME FOUND TO-DO · note NAME FOUND
well() { printf '✓ %-12s %s\n' "$1" "$2"; }
note() { printf '· %-12s %s\n' "$1" "$2"; }
ill() {
  printf '✗ %-12s %s. To do: %s\n' "$1" "$2" "$3"
  ills=$((ills + 1))
}

doctor() {
  local found name free folder by_itself='install it'
  if is_debian_family; then by_itself='nothing, ./slipway up installs it and asks before'; fi

  if find_jdk; then
    well JDK "$(jdk_release "$JAVA_HOME") in $JAVA_HOME"
    export JAVA_HOME
  else
    ill JDK "$oldest_jdk or newer wanted, found $(what_java_is_here)" "$by_itself"
  fi

  found=$(maven_release)
  if [ -z "$found" ]; then
    ill Maven "$oldest_maven or newer wanted, found none that starts" "$by_itself"
  elif at_least "$oldest_maven" "$found"; then
    well Maven "$found ($(command -v mvn))"
  else
    ill Maven "$oldest_maven or newer wanted, found $found ($(command -v mvn))" 'put a newer mvn first on the PATH'
  fi

  if command -v git >/dev/null; then well git "$(git --version | cut -d ' ' -f 3)"; else ill git 'none' "$by_itself"; fi

  if engine_answers; then
    well engine "$(docker version --format '{{.Server.Version}}') at ${DOCKER_HOST:-/var/run/docker.sock}"
  elif [ -n "${DOCKER_HOST:-}" ]; then
    ill engine "nothing answers at DOCKER_HOST=$DOCKER_HOST" 'start that engine, or unset DOCKER_HOST'
  elif [ -S /var/run/docker.sock ] && [ ! -w /var/run/docker.sock ]; then
    ill engine "one that user $(id -un) may not use" "join the group docker: sudo usermod -aG docker $(id -un)"
  elif command -v dockerd >/dev/null; then
    ill engine 'installed, not running' "start it, or ./slipway up does"
  else
    ill engine 'no Docker engine' "$by_itself"
  fi
  for name in compose buildx; do
    if found=$(docker "$name" version 2>/dev/null) && [ -n "$found" ]; then
      well "$name" "$found"
    else
      ill "$name" "no docker $name" "$by_itself"
    fi
  done

  if engine_answers; then
    found=$(missing_images | tr '\n' ' ')
    if [ -z "$found" ]; then
      well images "all $(image_names | wc -l | tr -d ' ') are there and fit their Dockerfiles"
    else
      ill images "absent or outdated: $found" 'nothing, ./slipway up pulls or builds them (about a minute)'
    fi
  fi

  folder=$SLIPWAY_HOME
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1048576) }')
  if [ "$free" -ge 6 ]; then
    well 'disk space' "$free GiB free at $folder"
  else
    ill 'disk space' "$free GiB free at $folder, 6 GiB wanted" 'make room (docker system prune removes unused images)'
  fi

  for name in 9080 9443; do
    if (exec 3<>"/dev/tcp/127.0.0.1/$name") 2>/dev/null; then
      note "port $name" 'in use: by the sample, if it is deployed; otherwise choose another in its stack file'
    else
      well "port $name" 'free, for the load balancer of the sample'
    fi
  done
  [ "$ills" = 0 ]
}
