#!/usr/bin/env bash
# The same bits on every processor: builds the encoder with gcc and clang for x86-64 and with gcc for aarch64, runs one fixed
# forward pass here, on emulated x86-64 processors (AVX2; SSE2 only) and on emulated ARM ones (with and without dot
# products), and compares the checksums. What is not installed is left out and named
# (Debian: qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross). AMX runs only on machines that have it.
#
#     test/slow/same_bits.sh        exit status 1 when two differ
set -u
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
sums=$out/sums

common="-std=c17 -O2 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -fno-strict-aliasing -Isrc"
wide="-mavx2 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx512vnni" # as in src/learn/meson.build

# build COMPILER PROGRAM NAME:FLAGS... for each kernel
build() {
  local compiler=$1 program=$2 objects=() part
  shift 2
  for part in "$@" encoder kernels; do
    local name=${part%%:*} flags=
    [[ $part == *:* ]] && flags="-O3 -fno-math-errno ${part#*:}"
    # shellcheck disable=SC2086
    "$compiler" $common $flags -c "src/learn/$name.c" -o "$out/$program-$name.o" || return 1
    objects+=("$out/$program-$name.o")
  done
  # shellcheck disable=SC2086
  "$compiler" $common test/slow/same_bits.c "${objects[@]}" -lm -o "$out/$program"
}

# try TITLE COMMAND...
try() {
  local title=$1 lines
  shift
  if ! command -v "$1" >/dev/null; then
    echo "left out, no $1: $title"
    return
  fi
  if ! lines=$("$@"); then
    echo "failed: $title"
    echo "failed" >>"$sums"
  fi
  while read -r sum kernel; do
    echo "$sum  $kernel, $title"
    echo "$sum" >>"$sums"
  done <<<"$lines"
}

for compiler in gcc clang; do
  command -v $compiler >/dev/null || { echo "left out, no $compiler"; continue; }
  if [ "$(uname -m)" = x86_64 ]; then
    build $compiler x86-$compiler kernel_plain: kernel_avx2:-mavx2 "kernel_vnni:$wide" "kernel_amx:$wide -mamx-tile -mamx-int8" || exit 1
    try "$compiler, this processor" "$out/x86-$compiler"
    try "$compiler, emulated AVX2" qemu-x86_64 -cpu max "$out/x86-$compiler"
    try "$compiler, emulated SSE2" qemu-x86_64 -cpu qemu64 "$out/x86-$compiler"
  fi
done
if command -v aarch64-linux-gnu-gcc >/dev/null; then
  build aarch64-linux-gnu-gcc arm kernel_plain: kernel_neon:-march=armv8.2-a+dotprod || exit 1
  try "aarch64, emulated, dot products" qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu max "$out/arm"
  try "aarch64, emulated Cortex-A72" qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu cortex-a72 "$out/arm"
else
  echo "left out, no aarch64-linux-gnu-gcc: ARM"
fi

different=$(sort -u "$sums" | wc -l)
[ "$different" -eq 1 ] && echo "all the same" && exit 0
echo "they differ"
exit 1
