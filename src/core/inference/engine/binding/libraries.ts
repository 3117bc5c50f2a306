import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import koffi, { type LibraryHandle } from 'koffi';
import { AppError } from '../../../base/index.ts';

/** What computes: a kind of GPU, or the CPU. */
export type Backend = 'cuda' | 'vulkan' | 'metal' | 'cpu';

export interface LlamaLibraries {
  backend: Backend;
  llama: LibraryHandle;
  ggml: LibraryHandle;
}

/** The release of node-llama-cpp whose llama.cpp this binding describes. */
const describedVersion = '3.22.1';

/**
 * Loads the llama.cpp that node-llama-cpp ships for this platform. ggml then picks the best of its
 * CPU libraries for this processor. Errors: `worker.failed` when the platform has no such package,
 * or it is of another release, whose structs may differ.
 */
export function loadLibraries(backend: Backend): LlamaLibraries {
  const folder = binariesFolder(backend);
  const load = (name: RegExp): LibraryHandle => {
    const file = readdirSync(folder).find((entry) => name.test(entry));
    if (file === undefined) throw missing(backend, `${folder} holds no ${name.source}`);
    // The libraries look each other's symbols up, in this order.
    return koffi.load(join(folder, file), { global: true });
  };
  load(/^(lib)?ggml-base\.(so|dylib|dll)$/);
  const ggml = load(/^(lib)?ggml(\.\w[\w.]*)?\.(so|dylib|dll)$/);
  const llama = load(/^(lib)?llama(\.\w[\w.]*)?\.(so|dylib|dll)$/);
  const loadBackends: (folder: string) => void = ggml.func(
    'void ggml_backend_load_all_from_path(const char *folder)',
  );
  loadBackends(folder);
  return { backend, llama, ggml };
}

function binariesFolder(backend: Backend): string {
  const name = packageName(backend);
  try {
    const binding = createRequire(import.meta.url);
    const { version } = binding(
      join(dirname(binding.resolve('node-llama-cpp')), '..', 'package.json'),
    ) as { version: string };
    if (version !== describedVersion) {
      throw new Error(`node-llama-cpp is ${version}, the binding describes ${describedVersion}`);
    }
    const entry = createRequire(binding.resolve('node-llama-cpp')).resolve(
      `@node-llama-cpp/${name}`,
    );
    return join(dirname(entry), '..', 'bins', name);
  } catch (error) {
    throw missing(backend, error instanceof Error ? error.message : String(error), error);
  }
}

/** Packages are named by platform, processor and GPU; Macs with an Apple chip have one for Metal. */
function packageName(backend: Backend): string {
  const platforms: Partial<Record<NodeJS.Platform, string>> = { darwin: 'mac', win32: 'win' };
  const arch = process.arch === 'arm' ? 'armv7l' : process.arch;
  const base = `${platforms[process.platform] ?? process.platform}-${arch}`;
  const isAppleChip = base === 'mac-arm64';
  return backend === 'cpu' && !isAppleChip
    ? base
    : `${base}-${backend === 'cpu' ? 'metal' : backend}`;
}

function missing(backend: Backend, why: string, cause?: unknown): AppError {
  const text = `llama.cpp for ${backend} cannot be loaded: ${why}. Reinstall Trendroom.`;
  return new AppError('worker.failed', text, { cause });
}
