/** FFmpeg bare: decodes every frame, scales it small, and writes two JPEGs a second. */
import { Decoder, Demuxer, Scaler } from 'node-av/api';
import { AV_LOG_QUIET, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { Log } from 'node-av/lib';

Log.setLevel(AV_LOG_QUIET);
for (const path of process.argv.slice(2)) {
  await using input = await Demuxer.open(path);
  const stream = input.findBestStream(AVMEDIA_TYPE_VIDEO);
  if (stream === undefined) continue;
  using decoder = await Decoder.create(stream, { threadCount: 2 });
  using scaler = new Scaler();
  let nextJpegSeconds = 0;
  for await (const frame of decoder.frames(input.packets(stream.index))) {
    if (frame === null) continue;
    using owned = frame;
    scaler.toBufferSync(owned, { resize: { width: 48, height: 48 }, format: 'rgb' });
    const seconds = (Number(owned.pts) * owned.timeBase.num) / owned.timeBase.den;
    if (seconds < nextJpegSeconds) continue;
    nextJpegSeconds = seconds + 0.5;
    await scaler.toJpeg(owned, { quality: 85 });
  }
}
