import { openArchive, packArchive } from '../../../src/core/library/coding/qdpx/archive.ts';
import { readGuid } from '../../../src/core/library/coding/qdpx/guid.ts';
import type { QdaCoding } from '../../../src/core/library/coding/qdpx/qdaProject.ts';
import { readProject } from '../../../src/core/library/coding/qdpx/readProject.ts';
import { writeProject } from '../../../src/core/library/coding/qdpx/writeProject.ts';
import { expectThat, type FuzzTarget } from '../fuzzTarget.ts';

const noonMs = 1_800_000_000_000;
const zipBegins = 'PK';

/** A QDPX archive, or the XML of its project, which is packed so that mutation reaches what is behind. */
export const target: FuzzTarget = {
  name: 'qdpx',
  codes: ['codes.notQdpx'],
  words: [
    ...[
      '<Code guid="',
      'isCodable="true"',
      '<Coding>',
      '<CodeRef targetGUID="',
      '<NoteRef targetGUID="',
    ],
    ...[
      '<VideoSelection begin="0" end="9">',
      '<VideoSource>',
      '<Transcript>',
      '<SyncPoint timeStamp="',
    ],
    ...[
      'aaaaaaaa-0000-4000-8000-aaaaaaaaaaaa',
      '{',
      '&#x10ffff;',
      '&lt;',
      '<![CDATA[',
      '<!DOCTYPE a [',
      ']>',
    ],
    ...[
      '<!ENTITY a "b">',
      '&a;',
      'xmlns:a="b"',
      '<a:Code>',
      'plainTextPath="internal://a.txt"',
      '#fff',
    ],
  ],
  run: (input) => {
    const isArchive = input.toString('latin1', 0, 2) === zipBegins;
    const archive = openArchive(isArchive ? input : packArchive(input.toString(), noonMs));
    const project = readProject(archive);
    const codings = project.videos.flatMap(({ selections, codings: whole }) => [
      ...whole,
      ...selections.flatMap((selection) => selection.codings),
    ]);
    for (const coding of codings) checkCoding(coding);
    for (const { startMs, endMs } of project.videos.flatMap(({ selections }) => selections)) {
      expectThat(Number.isSafeInteger(startMs) && startMs >= 0, 'times are whole');
      expectThat(Number.isSafeInteger(endMs) && endMs >= startMs, 'spans go forward');
    }
    for (const { guid, colour = '#000000' } of project.codes) {
      expectThat(readGuid(guid) === guid, 'codes have guids');
      expectThat(/^#[0-9a-f]{6}$/.test(colour), 'colours are colours');
    }
    // What was read can be written, and read again.
    const written = writeProject(project, { name: 'Again', createdAtMs: noonMs });
    const again = readProject(openArchive(packArchive(written, noonMs)));
    expectThat(again.notes.length === project.notes.length, 'notes come back');
  },
};

function checkCoding({ codeGuid, createdAtMs = 1 }: QdaCoding): void {
  expectThat(readGuid(codeGuid) === codeGuid, 'a coding has a code');
  expectThat(Number.isSafeInteger(createdAtMs) && createdAtMs > 0, 'it was made at a time');
}
