import { homedir, platform } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { ModelProgram, ProgramFolder } from '../../../../contract/index.ts';

interface Place {
  home: string;
  system: NodeJS.Platform;
  environment: NodeJS.ProcessEnv;
}

/**
 * Where other programs keep their models by default, or where the environment says. Nothing is looked
 * at. Sources: the documentation of LM Studio, Ollama (OLLAMA_MODELS), huggingface_hub (HF_HOME,
 * HF_HUB_CACHE), Jan and GPT4All.
 */
export function programFolders(
  { home, system, environment }: Place = {
    home: homedir(),
    system: platform(),
    environment: process.env,
  },
): ProgramFolder[] {
  const from = (name: string): string | undefined => {
    const value = environment[name];
    return value !== undefined && isAbsolute(value) ? value : undefined;
  };
  const cache = from('XDG_CACHE_HOME') ?? join(home, '.cache');
  const data = userDataFolder({ home, system, from });
  const hub = from('HF_HUB_CACHE') ?? join(from('HF_HOME') ?? join(cache, 'huggingface'), 'hub');
  const ollama = from('OLLAMA_MODELS') ?? join(home, '.ollama', 'models');
  const folders: Record<ModelProgram, string[]> = {
    lmStudio: [join(home, '.lmstudio', 'models'), join(home, '.cache', 'lm-studio', 'models')],
    // The second is that of the service that its installer makes on Linux.
    ollama: [ollama, ...(system === 'linux' ? ['/usr/share/ollama/.ollama/models'] : [])],
    huggingFace: [hub],
    jan: [
      ...['llamacpp', 'llama.cpp'].map((engine) => join(data, 'Jan', 'data', engine, 'models')),
      join(home, 'jan', 'models'),
    ],
    gpt4all: [join(localDataFolder({ home, system, from }), 'nomic.ai', 'GPT4All')],
  };
  return Object.entries(folders).flatMap(([program, paths]) =>
    paths.map((path) => ({ program: program as ModelProgram, path })),
  );
}

interface DataPlace extends Pick<Place, 'home' | 'system'> {
  from(name: string): string | undefined;
}

function userDataFolder({ home, system, from }: DataPlace): string {
  if (system === 'win32') return from('APPDATA') ?? join(home, 'AppData', 'Roaming');
  if (system === 'darwin') return join(home, 'Library', 'Application Support');
  return from('XDG_DATA_HOME') ?? join(home, '.local', 'share');
}

function localDataFolder(place: DataPlace): string {
  const { home, system, from } = place;
  if (system === 'win32') return from('LOCALAPPDATA') ?? join(home, 'AppData', 'Local');
  return userDataFolder(place);
}
