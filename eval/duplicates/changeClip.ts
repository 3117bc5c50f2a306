import { Decoder, Demuxer, Encoder, FilterAPI, type Frame, Muxer, type Packet } from 'node-av';
import { FF_ENCODER_AAC, FF_ENCODER_LIBX264 } from 'node-av/constants';
import type { Change } from './changes.ts';

/** Encodes a clip anew, changed, as an MP4 with H.264 and AAC. */
export async function changeClip(path: string, output: string, change: Change): Promise<void> {
  await using muxer = await Muxer.open(output);
  using open = new DisposableStack();
  const tracks: { index: number; packets: Packet[] }[] = [];
  const from = (change.startMs ?? 0) / 1_000;
  {
    const trim = `trim=start=${from},setpts=PTS-STARTPTS`;
    const filters = ['format=yuv420p', trim, change.pictures, 'format=yuv420p'];
    const encoder = open.use(
      await Encoder.create(FF_ENCODER_LIBX264, {
        context: { threadCount: 1, gopSize: 50 },
        options: { preset: 'ultrafast', crf: change.crf ?? 26 },
      }),
    );
    const index = muxer.addStream(encoder);
    tracks.push({ index, packets: await encodeTrack(path, 'video', filters, encoder) });
  }
  {
    await using input = await Demuxer.open(path);
    if (input.audio() !== undefined) {
      const trim = `atrim=start=${from},asetpts=PTS-STARTPTS`;
      const format = 'aresample=44100,aformat=sample_fmts=fltp:channel_layouts=mono';
      const encoder = open.use(
        await Encoder.create(FF_ENCODER_AAC, {
          context: { bitRate: change.soundBitRate ?? '64k' },
        }),
      );
      // AAC takes frames of 1,024 samples.
      const filters = [trim, format, change.sound, format, 'asetnsamples=n=1024'];
      const index = muxer.addStream(encoder);
      tracks.push({ index, packets: await encodeTrack(path, 'audio', filters, encoder) });
    }
  }
  const queue = tracks.flatMap(({ index, packets }) =>
    packets.map((packet) => ({
      ...{ packet, index },
      at: (Number(packet.dts) * packet.timeBase.num) / packet.timeBase.den,
    })),
  );
  for (const { packet, index } of queue.sort((a, b) => a.at - b.at)) {
    await muxer.writePacket(packet, index);
    packet.free();
  }
  await muxer.close();
}

async function encodeTrack(
  path: string,
  type: 'video' | 'audio',
  filters: readonly (string | undefined)[],
  encoder: Encoder,
): Promise<Packet[]> {
  await using input = await Demuxer.open(path);
  const stream = type === 'video' ? input.video() : input.audio();
  if (stream === undefined) throw new Error(`${path} has no ${type}.`);
  using decoder = await Decoder.create(stream);
  using filter = FilterAPI.create(filters.filter((step) => step !== undefined).join(','));
  const frames: AsyncIterable<Frame | null> = filter.frames(
    decoder.frames(input.packets(stream.index)),
  );
  const packets: Packet[] = [];
  for await (const packet of encoder.packets(frames)) {
    const copy = packet?.clone();
    if (copy) packets.push(copy);
  }
  return packets;
}
