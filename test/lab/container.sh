#!/usr/bin/env bash
# Runs one command as a container would see the world: as process 1, on a root of its own with this machine's programs,
# with the mounts, names and variables that it was given.
#
#   container.sh FOLDER COMMAND...
#
# FOLDER has `mounts` (lines of SOURCE TARGET ro|rw), `environment` (NAME=VALUE, ended by zeros) and, if the root is
# read-only, `read-only`. Writes the process's number, as the lab sees it, to FOLDER/pid.
set -euo pipefail

folder=$1
shift
# /proc is still the lab's, so this is the number that the lab sees.
read -r pid _ </proc/self/stat
echo "$pid" >"$folder/pid.new"

root=$folder/root
mkdir -p "$root"
mount -t tmpfs -o mode=755 tmpfs "$root"
mkdir -p "$root"/{etc,proc,dev,tmp,run,var/tmp,var/log,usr}
chmod 1777 "$root/tmp" "$root/var/tmp"
mount --rbind /dev "$root/dev"
read_only() { mount --rbind "$1" "$root$1" && mount -o remount,bind,ro "$root$1"; }
read_only /usr
# What an image has below /usr lies over what this machine has there.
if grep -q '^[^ ]* /usr/' "$folder/mounts"; then
  mkdir "$root/.usr"
  mount -t tmpfs tmpfs "$root/.usr"
  mkdir "$root"/.usr/{upper,work}
  mount -t overlay overlay -o "lowerdir=/usr,upperdir=$root/.usr/upper,workdir=$root/.usr/work" "$root/usr"
fi
for name in /bin /sbin /lib*; do
  if [ -L "$name" ]; then cp -P "$name" "$root/"; else mkdir "$root$name" && read_only "$name"; fi
done
for path in /etc/{alternatives,java-*,ssl}; do
  if [ -d "$path" ]; then mkdir "$root$path" && read_only "$path"; fi
done
for path in /etc/{group,host.conf,ld.so.cache,localtime,nsswitch.conf,passwd}; do
  if [ -e "$path" ]; then cp -L "$path" "$root/etc/"; fi
done
: >"$root/etc/resolv.conf"

while read -r source target mode; do
  if [ -d "$source" ]; then
    mkdir -p "$root$target"
  else
    mkdir -p "$root$(dirname "$target")"
    [ -e "$root$target" ] || : >"$root$target"
  fi
  mount --rbind "$source" "$root$target"
  if [ "$mode" = ro ]; then mount -o remount,bind,ro "$root$target"; fi
done <"$folder/mounts"
if [ -d "$root/.usr" ]; then mount -o remount,bind,ro "$root/usr"; fi

mount -t proc proc "$root/proc"
if [ -e "$folder/read-only" ]; then mount -o remount,bind,ro "$root"; fi
mapfile -d '' environment <"$folder/environment"
mv "$folder/pid.new" "$folder/pid"
cd "$root"
exec env -i "${environment[@]}" chroot . "$@"
