import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { hub } from '../server/hub.ts';

/**
 * Every document waits for its request: its scripts carry the nonce of its answer, for which a shell
 * that was made at build time has no place. What pages show comes from the cache.
 */
export const instant = false;

export default async function Layout({ children }: { children: ReactNode }) {
  await connection();
  const { name } = hub();
  return (
    <html lang="en">
      <head>
        <link rel="stylesheet" href="/hub.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="alternate" type="application/rss+xml" title={name} href="/feed.xml" />
        <link rel="alternate" type="application/feed+json" title={name} href="/feed.json" />
      </head>
      <body>
        <a className="skip" href="#content">
          Skip to the content
        </a>
        <header className="site">
          <a href="/">{name}</a>
          <nav aria-label="Site">
            <a href="/search">Search</a> <a href="/notifications">Notifications</a>{' '}
            <a href="/feed.xml">RSS</a>
          </nav>
        </header>
        <main id="content">{children}</main>
      </body>
    </html>
  );
}
