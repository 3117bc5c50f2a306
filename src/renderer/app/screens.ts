import {
  BrainCircuit,
  Cpu,
  LayoutGrid,
  ListChecks,
  type LucideIcon,
  PenLine,
  Search,
  Settings,
  Users,
} from 'lucide-react';

export interface ScreenEntry {
  path: string;
  name: string;
  icon: LucideIcon;
  /** Pressed after G. */
  key: string;
}

/** The places of the navigation, in order. A video has no place of its own: it is in the library. */
export const screens: readonly ScreenEntry[] = [
  { path: '/library', name: 'Library', icon: LayoutGrid, key: 'l' },
  { path: '/search', name: 'Search', icon: Search, key: 's' },
  { path: '/drafts', name: 'Drafts', icon: PenLine, key: 'd' },
  { path: '/queue', name: 'Queue', icon: ListChecks, key: 'q' },
  { path: '/models', name: 'Models', icon: BrainCircuit, key: 'm' },
  { path: '/engine', name: 'Engine', icon: Cpu, key: 'n' },
  { path: '/team', name: 'Team', icon: Users, key: 't' },
  { path: '/settings', name: 'Settings', icon: Settings, key: 'e' },
];
