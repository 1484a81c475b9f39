# shellcheck shell=bash
# What docker-compose.yml needs beside the base images: the broker, the services, and secrets.

site_services='console builder packager tester deployer dns'

ensure_site() {
  with_lock "$SLIPWAY_HOME/setup.lock" 'another ./slipway prepares this machine'
  ensure_secrets
  step 'build slipway/java:25' build_folder slipway/java:25 images/java || site_failed slipway/java:25
  ensure_stand_in registry:2 docker tag slipway/registry:2 registry:2
  ensure_stand_in apache/kafka:4.4.0 build_folder apache/kafka:4.4.0 . images/kafka/Dockerfile
  step "build the services' images" docker compose --project-directory "$SLIPWAY_ROOT" build || site_failed services
  release_lock
  say 'Next: docker compose up --detach --wait'
}

site_failed() {
  fail "the image of $1" 'a build failed as shown above' 'check that the Debian mirror answers, then run this again'
}

# build_folder IMAGE CONTEXT [DOCKERFILE]: what did not change costs a second
build_folder() {
  docker buildx build --progress plain --tag "$1" --file "$SLIPWAY_ROOT/${3:-$2/Dockerfile}" "$SLIPWAY_ROOT/$2"
}

# ensure_stand_in NAME COMMAND…: the public image, or where no registry answers what the command makes under its name. An
# image that was pulled has a digest; one of our own making has none, and is made again in case its sources changed.
ensure_stand_in() {
  local name=$1
  shift
  case $(docker image inspect --format '{{len .RepoDigests}}' "$name" 2>/dev/null) in
    '' | 0) if try_pull "$name"; then return; fi ;;
    *) return ;;
  esac
  step "make a stand-in for $name" "$@" || site_failed "$name"
}

# Each secret is a file, made once. The folder is closed to everybody else; the files inside are readable, because compose
# mounts them as they are and the containers' users are others than this one.
ensure_secrets() {
  local folder="$SLIPWAY_HOME/secrets" service
  (umask 077 && mkdir -p "$folder")
  chmod 700 "$folder"
  ensure_secret "$folder/operator.token" url_safe
  ensure_secret "$folder/hook.token" url_safe
  ensure_secret "$folder/postgresql-superuser.password" url_safe
  ensure_secret "$folder/tsig.key" cat
  for service in $site_services; do
    ensure_secret "$folder/database-$service.properties" password_setting
  done
}

# ensure_secret FILE FORM: 256 random bits in base64, in the form that the filter gives them
ensure_secret() {
  if [ ! -s "$1" ]; then head -c 32 /dev/urandom | base64 | "$2" >"$1.new" && mv "$1.new" "$1"; fi
  chmod 444 "$1"
}

url_safe() { tr '+/' '-_' | tr -d '='; }

password_setting() { printf 'quarkus.datasource.password=%s\n' "$(url_safe)"; }
