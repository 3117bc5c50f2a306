/** FFmpeg bare: decodes the sound and resamples it to 16 kHz mono. */
import { Decoder, Demuxer, FilterAPI } from 'node-av/api';
import { AV_LOG_QUIET, AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { Log } from 'node-av/lib';

Log.setLevel(AV_LOG_QUIET);
for (const path of process.argv.slice(2)) {
  await using input = await Demuxer.open(path);
  const stream = input.findBestStream(AVMEDIA_TYPE_AUDIO);
  if (stream === undefined) continue;
  using decoder = await Decoder.create(stream);
  using filter = FilterAPI.create('aresample=16000,aformat=sample_fmts=flt:channel_layouts=mono');
  for await (const frame of filter.frames(decoder.frames(input.packets(stream.index)))) {
    frame?.free();
  }
}
