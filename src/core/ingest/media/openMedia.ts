import { Demuxer } from 'node-av/api';
import {
  AV_DISPOSITION_ATTACHED_PIC,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { FFmpegError, PosixError, type Stream } from 'node-av/lib';
import { AppError } from '../../base/index.ts';

/**
 * Containers of one file. Others make FFmpeg open further files that a hostile file names
 * (`concat`, playlists) or take plain text and single pictures for video (`tty`, `jpeg_pipe`).
 */
const containers =
  'mov,matroska,avi,mpeg,mpegvideo,mpegts,flv,asf,ogg,ivf,mxf,gif,h264,hevc,' +
  'wav,w64,mp3,aac,flac,amr,aiff,caf,ac3';

/** Opens a file for reading. Errors: `input.notMedia`, `input.notFound`, `input.noPermission`. */
export async function openMedia(path: string): Promise<Demuxer> {
  try {
    return await Demuxer.open(path, {
      options: { protocol_whitelist: 'file', format_whitelist: containers },
    });
  } catch (error) {
    throw (
      systemError(error) ??
      new AppError('input.notMedia', `${path} cannot be read as video or audio.`, { cause: error })
    );
  }
}

/**
 * Any error of work on a file as ours: what FFmpeg cannot make of its content is the file's, never a
 * defect of this program.
 */
export function mediaError(error: unknown): unknown {
  const known = systemError(error);
  if (known !== undefined || !(error instanceof FFmpegError)) return known ?? error;
  return new AppError('input.unsupported', `The file cannot be decoded: ${error.message}`, {
    cause: error,
  });
}

/** FFmpeg's error about the disk or a permission as ours; undefined for the other kinds. */
export function systemError(error: unknown): AppError | undefined {
  if (!(error instanceof FFmpegError)) return undefined;
  const { message } = error;
  const is = (...kinds: PosixError[]): boolean =>
    kinds.some((kind) => error.code === FFmpegError.AVERROR(kind));
  const options = { cause: error };
  if (is(PosixError.ENOSPC)) return new AppError('disk.full', message, options);
  if (is(PosixError.ENOENT)) return new AppError('input.notFound', message, options);
  if (is(PosixError.EACCES, PosixError.EPERM)) {
    return new AppError('input.noPermission', message, options);
  }
  return undefined;
}

/** The moving picture; a cover image in an audio file is none. */
export function pictureStream(input: Demuxer): Stream | undefined {
  return choose(input, AVMEDIA_TYPE_VIDEO);
}

export function soundStream(input: Demuxer): Stream | undefined {
  return choose(input, AVMEDIA_TYPE_AUDIO);
}

function choose(
  input: Demuxer,
  type: typeof AVMEDIA_TYPE_VIDEO | typeof AVMEDIA_TYPE_AUDIO,
): Stream | undefined {
  const best = input.findBestStream(type);
  const usable = ({ codecpar, disposition }: Stream): boolean =>
    codecpar.codecType === type && (disposition & AV_DISPOSITION_ATTACHED_PIC) === 0;
  return best !== undefined && usable(best) ? best : input.streams.find(usable);
}

/** What players take for time 0, in seconds: streams that begin later begin later there too. */
export function originSeconds(input: Demuxer): number {
  return Math.max(0, input.startTime);
}
