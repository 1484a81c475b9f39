# shellcheck shell=bash disable=SC2154 # host.sh and jdk.sh set some names
# The images that the suite and its sample need. Public names are taken from this machine or from a registry, or else made
# from Debian packages; the others are always built from the Dockerfiles in this repository, on debian:trixie-slim.

root_image=debian:trixie-slim

# image, folder of its Dockerfile, "public" where the name exists in the public registry too
image_table="
slipway/registry:2           images/registry                     own
slipway/bind:9.20            images/bind                         own
slipway/haproxy:3.0          images/haproxy                      own
postgres:17                  images/postgres                     public
slipway-demo/go-builder:1.24 examples/auth-service/builder       own
"

# folder_digest FOLDER: changes when a file below it does
folder_digest() {
  (cd "$SLIPWAY_ROOT/$1" && find . -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 "${digest_command[@]}" |
    "${digest_command[@]}" | cut -c 1-16)
}

# One question to the engine for all images: prints "NAME CONTENT" for those that are there.
present_images() {
  # shellcheck disable=SC2016,SC2046 # a template of docker's; a list of names
  docker image inspect --format '{{$content := ""}}{{with .Config.Labels}}{{$content = index . "dev.slipway.content"}}{{end}}
{{range .RepoTags}}{{println . $content}}{{end}}' "$root_image" $(image_names) 2>/dev/null || true
}

image_names() { awk 'NF { print $1 }' <<<"$image_table"; }

# missing_images: names in the table that are absent, or whose folder is not what they were built from
missing_images() {
  local present name folder kind
  present=$(present_images)
  while read -r name folder kind; do
    if [ -z "$name" ]; then continue; fi
    case $'\n'$present$'\n' in
      *$'\n'"$name "*)
        if [ "$kind" = public ] && [[ $'\n'$present$'\n' == *$'\n'"$name "$'\n'* ]]; then continue; fi
        if [[ $'\n'$present$'\n' == *$'\n'"$name $(folder_digest "$folder")"$'\n'* ]]; then continue; fi
        ;;
    esac
    printf '%s\n' "$name"
  done <<<"$image_table"
}

ensure_images() {
  local missing name names=()
  missing=$(missing_images)
  if [ -z "$missing" ]; then return; fi
  ensure_root_image
  for name in $missing; do
    if is_public "$name" && try_pull "$name"; then continue; fi
    names+=("$name")
  done
  if [ "${#names[@]}" = 0 ]; then return; fi
  step "build the images ${names[*]}" build_images "${names[@]}" ||
    fail 'the base images' 'a build failed as shown above' 'check that the Debian mirror answers, then run this again'
}

is_public() { awk -v name="$1" '$1 == name && $3 == "public" { found = 1 } END { exit !found }' <<<"$image_table"; }

# A root image of our own making says that no registry answered: the question is not asked again for every image.
registry_worth_asking() {
  [ "${registry_answers:-unknown}" != no ] &&
    [ "$(docker image inspect --format '{{with .Config.Labels}}{{index . "dev.slipway.stand-in"}}{{end}}' \
      "$root_image" 2>/dev/null)" != yes ]
}

try_pull() {
  if ! registry_worth_asking; then return 1; fi
  if attempt "pull $1" pull "$1"; then return 0; fi
  registry_answers=no
  return 1
}

# pull NAME: an answer must begin within 15 s; what has begun may take its time
pull() {
  local output tries=0 result=0 puller
  output=$(mktemp)
  docker pull "$1" >"$output" 2>&1 &
  puller=$!
  while kill -0 "$puller" 2>/dev/null && ! grep -q 'Pulling from' "$output"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 75 ]; then kill "$puller" 2>/dev/null || true; fi
    sleep 0.2
  done
  wait "$puller" || result=$?
  cat "$output"
  rm -f "$output"
  return "$result"
}

ensure_root_image() {
  if docker image inspect "$root_image" >/dev/null 2>&1 || try_pull "$root_image"; then return; fi
  local mirror
  mirror=$(debian_mirror)
  if [ -z "$mirror" ]; then
    fail "the image $root_image" "no image registry, and on $(system_name) no Debian mirror to make it from" \
      "make docker pull $root_image work, or name a mirror in SLIPWAY_DEBIAN_MIRROR"
  fi
  if ! command -v mmdebstrap >/dev/null || [ ! -e "$debian_keyring" ]; then
    install_packages "to make $root_image" mmdebstrap debian-archive-keyring
  fi
  wake_sudo
  step "make $root_image from Debian packages" make_root_image "$mirror" ||
    fail "the image $root_image" 'no registry, and mmdebstrap failed as shown above' \
      "check that the Debian mirror answers, or make docker pull $root_image work"
}

# The same content as the public image has: a minimal trixie without manuals, documentation and translations. It uses the
# package mirror (and proxy) of this host, also for the images built upon it.
make_root_image() {
  local mirror=$1 security area proxy options=() sources=() path
  security=$(debian_mirror security)
  area=$(mktemp -d)
  chmod 755 "$area"
  sources+=("deb $mirror trixie main" "deb $mirror trixie-updates main")
  if [ -n "$security" ]; then sources+=("deb $security trixie-security main"); fi
  for path in man info locale doc; do options+=("--dpkgopt=path-exclude=/usr/share/$path/*"); done
  options+=('--dpkgopt=path-include=/usr/share/doc/*/copyright' --dpkgopt=force-unsafe-io)
  options+=('--aptopt=Acquire::Languages "none"' '--aptopt=APT::AutoRemove::SuggestsImportant "false"')
  proxy=$(apt-config dump --format '%v%n' Acquire::http::Proxy 2>/dev/null | head -n 1)
  if [ -n "$proxy" ]; then options+=("--aptopt=Acquire::http::Proxy \"$proxy\""); fi
  # shellcheck disable=SC2016 # expanded by the hook: $1 is the new system's root
  options+=("--customize-hook=cat '$area/apt.conf' "'>"$1/etc/apt/apt.conf.d/docker-clean"')
  # shellcheck disable=SC2016
  options+=('--customize-hook=rm -f "$1"/var/cache/apt/*.bin; mkdir -p "$1/usr/share/man/man1"')
  cat >"$area/apt.conf" <<'END'
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb || true"; };
END
  as_root 'run mmdebstrap' mmdebstrap --variant=minbase --keyring="$debian_keyring" "${options[@]}" trixie "$area/root.tar" "${sources[@]}" &&
    docker import --change 'CMD ["bash"]' --change 'LABEL dev.slipway.stand-in=yes' "$area/root.tar" "$root_image" &&
    as_root 'tidy up' rm -rf "$area"
}

# All at once: unpacking one image's packages goes on while another waits for the network.
build_images() {
  local name folder kind wanted=" $* " pids=() result=0 pid arguments=() variable
  for variable in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [ -n "${!variable:-}" ]; then arguments+=(--build-arg "$variable"); fi
  done
  while read -r name folder kind; do
    if [[ -z $name || $wanted != *" $name "* ]]; then continue; fi
    docker buildx build --progress plain --tag "$name" --label "dev.slipway.content=$(folder_digest "$folder")" \
      "${arguments[@]+"${arguments[@]}"}" "$SLIPWAY_ROOT/$folder" 2>&1 | sed "s|^|$name |" &
    pids+=("$!")
  done <<<"$image_table"
  for pid in "${pids[@]}"; do wait "$pid" || result=1; done
  return "$result"
}
