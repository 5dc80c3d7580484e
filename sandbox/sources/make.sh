#!/bin/sh
# Makes the files of sandbox/sources/media with ffmpeg. They are kept in the repository, so that the sandbox and the demo
# need no ffmpeg. Run it after a change, and look at their sizes: all together stay below 300 kB.
set -eu
cd "$(dirname "$0")"
rm -rf media
mkdir -p media/show

# Two seconds of a still test card with a tone: a picture that moves would be ten times as large.
make() {
  size=$1 rate=$2
  shift 2
  ffmpeg -v error -nostdin -f lavfi -i "smptehdbars=size=$size:rate=$rate:duration=2" \
    -f lavfi -i 'sine=frequency=440:sample_rate=44100:duration=2' \
    -shortest -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -threads 1 "$@"
}
h264='-c:v libx264 -preset veryslow -crf 30 -pix_fmt yuv420p -g 25 -keyint_min 25 -sc_threshold 0'
aac='-c:a aac -b:a 48k'
faststart='-movflags +faststart'

make 1280x720 25 $h264 $aac $faststart media/film.mp4
make 640x360 25 $h264 $aac media/channel.flv
make 640x360 25 $h264 $aac -f hls -hls_time 1 -hls_playlist_type vod -hls_segment_type fmp4 \
  -hls_segment_filename media/show/piece%d.m4s media/show/list.m3u8
make 1280x720 25 -c:v libx265 -x265-params log-level=none -crf 32 -tag:v hvc1 $aac $faststart media/h265.mp4
make 2560x1440 60 -c:v libx264 -preset veryslow -crf 34 -pix_fmt yuv420p $aac $faststart media/1440p60.mp4

cat >media/player.html <<'PAGE'
<!doctype html>
<title>Player</title>
<p>People copy the address of such a page in place of that of its stream.</p>
PAGE
