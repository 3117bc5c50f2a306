import {
  Bell,
  BrainCircuit,
  Cpu,
  FileChartColumn,
  FlaskConical,
  LayoutGrid,
  ListChecks,
  type LucideIcon,
  MessageCircleQuestion,
  Package,
  PenLine,
  Search,
  Settings,
  TrendingUp,
  UserRoundCheck,
  Users,
} from 'lucide-react';
import { appMessages } from '../messages/app.ts';

export interface ScreenEntry {
  path: string;
  name: string;
  icon: LucideIcon;
  /** Pressed after G. */
  key: string;
}

/** The places of the navigation, in order. A video has no place of its own: it is in the library. */
export const screens: readonly ScreenEntry[] = [
  { path: '/library', name: appMessages.screens.library, icon: LayoutGrid, key: 'l' },
  { path: '/search', name: appMessages.screens.search, icon: Search, key: 's' },
  { path: '/trends', name: appMessages.screens.trends, icon: TrendingUp, key: 'r' },
  { path: '/ask', name: appMessages.screens.ask, icon: MessageCircleQuestion, key: 'a' },
  { path: '/reports', name: appMessages.screens.reports, icon: FileChartColumn, key: 'p' },
  { path: '/products', name: appMessages.screens.products, icon: Package, key: 'o' },
  { path: '/drafts', name: appMessages.screens.drafts, icon: PenLine, key: 'd' },
  {
    path: '/experiments',
    name: appMessages.screens.experiments,
    icon: FlaskConical,
    key: 'x',
  },
  { path: '/notifications', name: appMessages.screens.notifications, icon: Bell, key: 'b' },
  { path: '/retention', name: appMessages.screens.retention, icon: UserRoundCheck, key: 'v' },
  { path: '/queue', name: appMessages.screens.queue, icon: ListChecks, key: 'q' },
  { path: '/models', name: appMessages.screens.models, icon: BrainCircuit, key: 'm' },
  { path: '/engine', name: appMessages.screens.engine, icon: Cpu, key: 'n' },
  { path: '/team', name: appMessages.screens.team, icon: Users, key: 't' },
  { path: '/settings', name: appMessages.screens.settings, icon: Settings, key: 'e' },
];
