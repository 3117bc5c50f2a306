import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Command, defaultFilter } from 'cmdk';
import {
  Bell,
  Bookmark,
  CirclePlus,
  Film,
  FlaskConical,
  FolderPlus,
  Keyboard,
  Library,
  Moon,
  Replace,
  Sun,
  Users,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useApi } from '../../client/api.ts';
import { newExperimentAddress } from '../../features/experiments/experimentAddress.ts';
import { newCampaignAddress } from '../../features/notifications/notificationsAddress.ts';
import { savedSearchAddress } from '../../features/search/saved/savedSearchAddress.ts';
import { useSavedSearches } from '../../features/search/saved/useSavedSearches.ts';
import { teamPath, teamSections } from '../../features/team/sections.ts';
import { appMessages } from '../../messages/app.ts';
import { commonMessages } from '../../messages/common.ts';
import { experimentsMessages } from '../../messages/growth/experiments.ts';
import { notificationsMessages } from '../../messages/growth/notifications.ts';
import { transcriptMessages } from '../../messages/video/transcripts.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { screens } from '../screens.ts';
import { useShellView } from '../shellView.ts';

/** The list of commands; videos are found by title. */
export default function Commands({ onDone }: { onDone(): void }): React.JSX.Element {
  const [location, navigate] = useLocation();
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const { data: found } = useQuery(
    procedures.videos.list.queryOptions({
      input: { text, limit: 6 },
      enabled: text.trim().length > 1,
    }),
  );
  const { data: collections } = useQuery(procedures.collections.list.queryOptions());
  const savedSearches = useSavedSearches();
  const setSettings = useMutation(
    procedures.settings.set.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: procedures.settings.key() }),
    }),
  );
  const go = (path: string) => (): void => {
    onDone();
    navigate(path);
  };
  return (
    <Command label={appMessages.commands.label} loop filter={rank} className="flex flex-col">
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder={appMessages.commands.placeholder}
        className="h-11 border-b border-line bg-transparent px-4 text-lead text-ink placeholder:text-ink-3 focus-visible:outline-none"
      />
      <Command.List className="h-80 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-ink-3">
          {commonMessages.nothingMatches}
        </Command.Empty>
        {text.trim() !== '' && (
          <Entry
            value={`${searchPrefix}${text}`}
            icon={<Film size={15} />}
            onSelect={go(`/search?q=${encodeURIComponent(text)}`)}
          >
            {appMessages.commands.searchMoments(text)}
          </Entry>
        )}
        {found?.videos.map((video) => (
          <Entry
            key={video.id}
            value={`${video.title} ${video.id}`}
            icon={<Film size={15} />}
            onSelect={go(`/video/${video.id}`)}
          >
            {video.title}
          </Entry>
        ))}
        {screens.map(({ path, name, icon: Icon, key }) => (
          <Entry
            key={path}
            value={appMessages.commands.goToKeywords(name)}
            icon={<Icon size={15} />}
            keys={['G', key.toUpperCase()]}
            onSelect={go(path)}
          >
            {appMessages.commands.goTo(name)}
          </Entry>
        ))}
        {teamSections.map(({ id, name, keywords }) => (
          <Entry
            key={id}
            value={appMessages.commands.teamKeywords(name, keywords)}
            icon={<Users size={15} />}
            onSelect={go(teamPath(id))}
          >
            {appMessages.commands.team(name)}
          </Entry>
        ))}
        <Entry
          value={appMessages.commands.addKeywords}
          icon={<CirclePlus size={15} />}
          keys={['A']}
          onSelect={() => {
            onDone();
            useShellView.setState({ addDialog: true });
          }}
        >
          {commonMessages.addVideos}
        </Entry>
        <Entry
          value={experimentsMessages.start.keywords}
          icon={<FlaskConical size={15} />}
          onSelect={go(newExperimentAddress())}
        >
          {experimentsMessages.start.command}
        </Entry>
        <Entry
          value={notificationsMessages.keywords}
          icon={<Bell size={15} />}
          onSelect={go(newCampaignAddress)}
        >
          {notificationsMessages.command}
        </Entry>
        <Entry
          value={transcriptMessages.replaceAll.keywords}
          icon={<Replace size={15} />}
          onSelect={() => {
            onDone();
            useShellView.setState({ replaceDialog: true });
          }}
        >
          {transcriptMessages.replaceAll.open}
        </Entry>
        {location.startsWith('/library') && (
          <Entry
            value={appMessages.commands.addToCollectionKeywords}
            icon={<FolderPlus size={15} />}
            keys={['C']}
            onSelect={() => {
              onDone();
              useShellView.setState({ addToCollection: true });
            }}
          >
            {appMessages.commands.addToCollection}
          </Entry>
        )}
        {collections?.collections.map(({ id, name }) => (
          <Entry
            key={id}
            value={appMessages.commands.collectionKeywords(name, id)}
            icon={<Library size={15} />}
            onSelect={go(`/library?collection=${id}`)}
          >
            {appMessages.commands.collection(name)}
          </Entry>
        ))}
        {savedSearches?.map((search) => (
          <Entry
            key={search.id}
            value={appMessages.commands.savedSearchKeywords(search.name, search.id)}
            icon={<Bookmark size={15} />}
            onSelect={go(savedSearchAddress(search))}
          >
            {appMessages.commands.savedSearch(search.name, search.newVideos)}
          </Entry>
        ))}
        <Entry
          value={appMessages.commands.darkThemeKeywords}
          icon={<Moon size={15} />}
          onSelect={() => setSettings.mutate({ theme: 'dark' }, { onSuccess: onDone })}
        >
          {appMessages.commands.darkTheme}
        </Entry>
        <Entry
          value={appMessages.commands.lightThemeKeywords}
          icon={<Sun size={15} />}
          onSelect={() => setSettings.mutate({ theme: 'light' }, { onSuccess: onDone })}
        >
          {appMessages.commands.lightTheme}
        </Entry>
        <Entry
          value={appMessages.commands.shortcutsKeywords}
          icon={<Keyboard size={15} />}
          keys={['?']}
          onSelect={() => useShellView.setState({ palette: 'keys' })}
        >
          {appMessages.commands.shortcuts}
        </Entry>
      </Command.List>
    </Command>
  );
}

const searchPrefix = 'search for ';

/** A command or a video of that name comes before the search for it. */
function rank(value: string, typed: string): number {
  return value.startsWith(searchPrefix) ? 0.001 : defaultFilter(value, typed);
}

function Entry({
  value,
  icon,
  keys = [],
  onSelect,
  children,
}: {
  /** What typing is matched against. */
  value: string;
  icon: ReactNode;
  keys?: readonly string[];
  onSelect(): void;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-body text-ink data-[selected=true]:bg-hover"
    >
      <span className="text-ink-3">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </Command.Item>
  );
}
