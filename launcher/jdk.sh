# shellcheck shell=bash
# A JDK (21 or newer, with its compiler), Maven and git.

# What the build asks for (pom.xml has the same numbers)
oldest_jdk=21
oldest_maven=3.8.7

# jdk_release FOLDER: the major version of the JDK there; nothing if there is none. Reads its "release" file where it has
# one, because starting a JVM to ask takes far longer.
jdk_release() {
  local version=''
  if [ ! -x "$1/bin/javac" ] || [ ! -x "$1/bin/java" ]; then return 0; fi
  if [ -r "$1/release" ]; then version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$1/release"); fi
  if [ -z "$version" ]; then version=$("$1/bin/javac" -version 2>&1 | awk '$1 == "javac" { print $2 }'); fi
  version=${version#1.}
  version=${version%%[!0-9]*}
  printf '%s' "$version"
}

# home_of COMMAND: the JDK folder that a command on the PATH belongs to
home_of() {
  local path
  path=$(command -v "$1") || return 0
  path=$(readlink -f "$path" 2>/dev/null || printf '%s' "$path")
  dirname "$(dirname "$path")"
}

jdk_folders() {
  local folder
  for folder in "$(home_of javac)" "$(home_of java)" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -d "$folder" ]; then printf '%s\n' "$folder"; fi
  done
}

# find_jdk: sets JAVA_HOME to the person's own choice if that fits, else to the newest JDK of this machine
find_jdk() {
  local folder release newest=0 home=''
  if [ -n "${JAVA_HOME:-}" ]; then
    release=$(jdk_release "$JAVA_HOME")
    if [ "${release:-0}" -ge "$oldest_jdk" ]; then return 0; fi
  fi
  while read -r folder; do
    release=$(jdk_release "$folder")
    if [ "${release:-0}" -gt "$newest" ]; then
      newest=$release
      home=$folder
    fi
  done < <(jdk_folders)
  if [ "$newest" -lt "$oldest_jdk" ]; then return 1; fi
  JAVA_HOME=$home
}

# what_java_is_here: for messages
what_java_is_here() {
  local found
  found=$(while read -r folder; do
    release=$(jdk_release "$folder")
    if [ -n "$release" ]; then printf '%s (%s)\n' "$folder" "$release"; fi
  done < <(jdk_folders) | sort -u | tr '\n' ' ')
  printf '%s' "${found:-no JDK}"
}

ensure_jdk() {
  if ! find_jdk; then
    if ! is_debian_family; then
      fail "a JDK $oldest_jdk or newer" "$(what_java_is_here)" 'install one, or point JAVA_HOME at one, then run this again'
    fi
    refresh_package_lists
    local package=''
    for name in temurin-25-jdk openjdk-25-jdk-headless temurin-21-jdk openjdk-21-jdk-headless; do
      if [ -n "$(candidate "$name")" ]; then
        package=$name
        break
      fi
    done
    if [ -z "$package" ]; then
      fail "a JDK $oldest_jdk or newer" "$(what_java_is_here); $(system_name) offers no such package" \
        'install one from a vendor (Eclipse Temurin for instance), or point JAVA_HOME at one, then run this again'
    fi
    # Java's packages do not install where a container image left out the folder of manuals.
    if [ ! -d /usr/share/man/man1 ]; then as_root 'create /usr/share/man/man1' mkdir -p /usr/share/man/man1; fi
    install_packages "a JDK $oldest_jdk or newer" "$package"
    find_jdk || fail "a JDK $oldest_jdk or newer" "$(what_java_is_here), after installing $package" 'point JAVA_HOME at one'
  fi
  export JAVA_HOME
  export JAVA="$JAVA_HOME/bin/java"
}

maven_release() { { mvn --version 2>/dev/null || true; } | sed -n "s/^.*Apache Maven \([0-9.]*\).*/\1/p" | head -n 1; }

# at_least WANTED FOUND: compares version numbers
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

ensure_maven() {
  if ! command -v mvn >/dev/null; then install_packages "Maven $oldest_maven or newer" maven; fi
  local found
  found=$(maven_release)
  if [ -z "$found" ] || ! at_least "$oldest_maven" "$found"; then
    fail "Maven $oldest_maven or newer" "${found:-none that starts} ($(command -v mvn))" 'put a newer mvn first on the PATH'
  fi
}

ensure_git() {
  if ! command -v git >/dev/null; then install_packages 'git, which reads repositories' git; fi
}
