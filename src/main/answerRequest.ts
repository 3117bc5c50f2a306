import { type PageFiles, securityHeaders } from '../core/host/index.ts';
import { isAppUrl } from './appScheme.ts';

export interface AnswerOptions {
  page: PageFiles;
  /** The core's file routes: `/media/…` and `/uploads/…`, ranges included. */
  files(request: Request): Promise<Response>;
  /** Told of what a request threw; the page hears of a 500 without details. */
  onError(error: unknown): void;
}

const headers = securityHeaders({ connect: [] });

/** What `trendroom://app/` answers: the built page, and the core's files. All else is a 404. */
export function createAnswer({ page, files, onError }: AnswerOptions) {
  const answer = async (request: Request): Promise<Response> => {
    if (!isAppUrl(request.url)) return new Response(null, { status: 404 });
    const { pathname } = new URL(request.url);
    if (/^\/(media|uploads)\//.test(pathname)) return files(request);
    if (request.method !== 'GET') return new Response(null, { status: 404 });
    const file = page(pathname);
    if (file === undefined) return new Response(null, { status: 404 });
    return new Response(file.bytes, { headers: { 'Content-Type': file.contentType } });
  };
  return async (request: Request): Promise<Response> => {
    try {
      return withSecurityHeaders(await answer(request));
    } catch (error) {
      onError(error);
      return withSecurityHeaders(new Response(null, { status: 500 }));
    }
  };
}

function withSecurityHeaders(response: Response): Response {
  // A new one: the headers of a response that came from elsewhere may be immutable.
  const answer = new Response(response.body, response);
  for (const [name, value] of Object.entries(headers)) {
    // The policy of a video's bytes is stricter than the page's.
    if (!answer.headers.has(name)) answer.headers.set(name, value);
  }
  return answer;
}
