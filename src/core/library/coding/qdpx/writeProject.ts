import type { QdaCode, QdaProject, QdaSelection, QdaTranscript, QdaVideo } from './qdaProject.ts';

const namespace = 'urn:QDA-XML:project:1.0';
const schema = 'http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd';

/** The `project.qde` of a project, with the elements in the order of the schema. */
export function writeProject(
  { users, codes, videos, notes }: Omit<QdaProject, 'leftOut'>,
  { name, createdAtMs }: { name: string; createdAtMs: number },
): string {
  const list = (tag: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `<${tag}>${items.join('')}</${tag}>`;
  const head = attributes({
    xmlns: namespace,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': `${namespace} ${schema}`,
    ...{ name, origin: 'Trendroom', creationDateTime: instant(createdAtMs) },
  });
  const top = codes.filter(({ parentGuid }) => parentGuid === undefined);
  const body = [
    list(
      'Users',
      users.map((user) => `<User${attributes({ ...user })}/>`),
    ),
    codes.length === 0
      ? ''
      : `<CodeBook>${list(
          'Codes',
          top.map((code) => codeXml(code, codes)),
        )}</CodeBook>`,
    list('Sources', videos.map(videoXml)),
    list(
      'Notes',
      notes.map(
        ({ guid, text, createdAtMs: writtenAtMs }) =>
          `<Note${attributes({ guid, creationDateTime: instant(writtenAtMs) })}>${element('PlainTextContent', text)}</Note>`,
      ),
    ),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>\n<Project${head}>${body.join('\n')}</Project>\n`;
}

function codeXml({ guid, name, colour, description }: QdaCode, all: readonly QdaCode[]): string {
  const below = all.filter(({ parentGuid }) => parentGuid === guid);
  const head = attributes({ guid, name, isCodable: 'true', color: colour });
  const inside = [
    description === '' ? '' : element('Description', description),
    ...below.map((code) => codeXml(code, all)),
  ];
  return `<Code${head}>${inside.join('')}</Code>`;
}

function videoXml({ guid, name, fileNames, transcript, selections }: QdaVideo): string {
  const [file] = fileNames;
  const path = file === undefined ? undefined : `relative:///${file}`;
  const inside = [
    transcript === undefined ? '' : transcriptXml(transcript),
    ...selections.map(selectionXml),
  ];
  return `<VideoSource${attributes({ guid, name, path })}>${inside.join('\n')}</VideoSource>`;
}

function transcriptXml({ guid, text, syncPoints }: QdaTranscript): string {
  const points = syncPoints.map(
    (point) =>
      `<SyncPoint${attributes({ guid: point.guid, timeStamp: `${point.timeMs}`, position: `${point.position}` })}/>`,
  );
  return `<Transcript${attributes({ guid })}>${element('PlainTextContent', text)}${points.join('')}</Transcript>`;
}

function selectionXml({ guid, startMs, endMs, codings, noteGuids }: QdaSelection): string {
  const inside = [
    ...codings.map((coding) => {
      const head = attributes({
        ...{ guid: coding.guid, creatingUser: coding.userGuid },
        creationDateTime: instant(coding.createdAtMs),
      });
      return `<Coding${head}><CodeRef${attributes({ targetGUID: coding.codeGuid })}/></Coding>`;
    }),
    ...noteGuids.map((targetGUID) => `<NoteRef${attributes({ targetGUID })}/>`),
  ];
  const head = attributes({ guid, begin: `${startMs}`, end: `${endMs}` });
  return `<VideoSelection${head}>${inside.join('')}</VideoSelection>`;
}

const instant = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

function attributes(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeXml(value)}"`]))
    .join('');
}

const element = (tag: string, text: string): string => `<${tag}>${escapeXml(text)}</${tag}>`;

/** Line ends as references, so that they stay in attributes; what XML 1.0 cannot hold is left out. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
