import { AppError } from '../../../base/index.ts';
import { baseName, type QdpxArchive } from './archive.ts';
import { readGuid } from './guid.ts';
import type {
  QdaCode,
  QdaCoding,
  QdaNote,
  QdaProject,
  QdaSelection,
  QdaTranscript,
  QdaVideo,
} from './qdaProject.ts';
import { childrenOf, readXml, type XmlElement } from './xmlTree.ts';

/** Collects what an element holds that has no place here, by its name. */
type LeaveOut = (name: string, count?: number) => void;

/** What an archive holds, parsed. Errors: `codes.notQdpx`. */
export function readProject(archive: QdpxArchive): QdaProject {
  const root = readXml(archive.project);
  if (root.name !== 'Project') {
    throw new AppError('codes.notQdpx', 'The XML is not that of a REFI-QDA project.');
  }
  const leftOut = new Map<string, number>();
  const leaveOut: LeaveOut = (name, count = 1) => {
    if (count > 0) leftOut.set(name, (leftOut.get(name) ?? 0) + count);
  };
  const codeGuids = new Set<string>();
  const isFirst = ({ guid }: QdaCode): boolean => {
    const isNew = !codeGuids.has(guid);
    if (!isNew) leaveOut('Code with the guid of another');
    codeGuids.add(guid);
    return isNew;
  };
  const part = (name: string): XmlElement | undefined => childrenOf(root, name)[0];
  for (const [list, name] of [
    ...[['Variables', 'Variable'] as const, ['Cases', 'Case'] as const],
    ...[['Sets', 'Set'] as const, ['Links', 'Link'] as const, ['Graphs', 'Graph'] as const],
  ]) {
    leaveOut(name, childrenOf(part(list), name).length);
  }
  const sources = part('Sources')?.children ?? [];
  for (const { name } of sources) if (name !== 'VideoSource') leaveOut(name);
  return {
    users: childrenOf(part('Users'), 'User').flatMap(({ attributes }) => {
      const guid = readGuid(attributes.get('guid'));
      return guid === undefined ? [] : [{ guid, name: attributes.get('name')?.trim() ?? '' }];
    }),
    codes: childrenOf(childrenOf(part('CodeBook'), 'Codes')[0], 'Code')
      .flatMap((code) => codesOf(code, undefined, leaveOut))
      .filter(isFirst),
    videos: childrenOf(part('Sources'), 'VideoSource').flatMap((it) => videoOf(it, leaveOut)),
    notes: notesOf(childrenOf(part('Notes'), 'Note'), archive, leaveOut),
    leftOut,
  };
}

function codesOf(
  element: XmlElement,
  parentGuid: string | undefined,
  leaveOut: LeaveOut,
): QdaCode[] {
  const { attributes } = element;
  const guid = readGuid(attributes.get('guid'));
  if (guid === undefined) leaveOut('Code without a guid');
  const colour = attributes.get('color')?.toLowerCase().trim();
  const long = colour?.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3') ?? '';
  const own: QdaCode[] = [];
  if (guid !== undefined) {
    own.push({
      guid,
      name: attributes.get('name')?.replace(/\s+/g, ' ').trim() ?? '',
      description: childrenOf(element, 'Description')[0]?.text.trim() ?? '',
      ...(parentGuid !== undefined && { parentGuid }),
      ...(/^#[0-9a-f]{6}$/.test(long) && { colour: long }),
    });
  }
  const below = childrenOf(element, 'Code');
  return [...own, ...below.flatMap((code) => codesOf(code, guid ?? parentGuid, leaveOut))];
}

function videoOf(element: XmlElement, leaveOut: LeaveOut): QdaVideo[] {
  const guid = readGuid(element.attributes.get('guid'));
  if (guid === undefined) {
    leaveOut('VideoSource without a guid');
    return [];
  }
  const paths = ['path', 'currentPath'].map((name) => element.attributes.get(name) ?? '');
  const transcripts = childrenOf(element, 'Transcript').map((it) => transcriptOf(it, leaveOut));
  const own = childrenOf(element, 'VideoSelection').flatMap((it) =>
    selectionOf(it, whole(it, 'begin'), whole(it, 'end'), leaveOut),
  );
  leaveOut('VariableValue', childrenOf(element, 'VariableValue').length);
  leaveOut('NoteRef', childrenOf(element, 'NoteRef').length);
  const [first] = transcripts;
  return [
    {
      guid,
      name: element.attributes.get('name')?.trim() ?? '',
      fileNames: paths.map(baseName).filter((name) => name !== ''),
      ...(first !== undefined && { transcript: first.transcript }),
      selections: [...own, ...transcripts.flatMap(({ selections }) => selections)],
      codings: codingsOf(element, leaveOut),
    },
  ];
}

/** A transcript, and its coded passages by the times of the points where they begin and end. */
function transcriptOf(
  element: XmlElement,
  leaveOut: LeaveOut,
): { transcript: QdaTranscript; selections: QdaSelection[] } {
  const syncPoints = childrenOf(element, 'SyncPoint').flatMap((point) => {
    const guid = readGuid(point.attributes.get('guid'));
    const timeMs = whole(point, 'timeStamp');
    if (guid === undefined || timeMs === undefined) return [];
    return [{ guid, timeMs, position: whole(point, 'position') ?? 0 }];
  });
  const times = new Map(syncPoints.map(({ guid, timeMs }) => [guid, timeMs]));
  return {
    transcript: {
      guid: readGuid(element.attributes.get('guid')) ?? '',
      text: childrenOf(element, 'PlainTextContent')[0]?.text ?? '',
      syncPoints,
    },
    selections: childrenOf(element, 'TranscriptSelection').flatMap((selection) => {
      const time = (name: string): number | undefined =>
        times.get(readGuid(selection.attributes.get(name)) ?? '');
      return selectionOf(selection, time('fromSyncPoint'), time('toSyncPoint'), leaveOut);
    }),
  };
}

function selectionOf(
  element: XmlElement,
  startMs: number | undefined,
  endMs: number | undefined,
  leaveOut: LeaveOut,
): QdaSelection[] {
  const codings = codingsOf(element, leaveOut);
  if (startMs === undefined || endMs === undefined || endMs < startMs) {
    leaveOut(`${element.name} without usable times`);
    return [];
  }
  const noteGuids = childrenOf(element, 'NoteRef').flatMap(
    (note) => readGuid(note.attributes.get('targetGUID')) ?? [],
  );
  return [
    { guid: readGuid(element.attributes.get('guid')) ?? '', startMs, endMs, codings, noteGuids },
  ];
}

function codingsOf(element: XmlElement, leaveOut: LeaveOut): QdaCoding[] {
  return childrenOf(element, 'Coding').flatMap((coding) => {
    const codeGuid = readGuid(childrenOf(coding, 'CodeRef')[0]?.attributes.get('targetGUID'));
    if (codeGuid === undefined) {
      leaveOut('Coding without a code');
      return [];
    }
    leaveOut('NoteRef', childrenOf(coding, 'NoteRef').length);
    const userGuid = readGuid(coding.attributes.get('creatingUser'));
    return [
      {
        ...{ guid: readGuid(coding.attributes.get('guid')) ?? '', codeGuid },
        ...(userGuid !== undefined && { userGuid }),
        ...createdAt(coding),
      },
    ];
  });
}

function notesOf(
  elements: readonly XmlElement[],
  archive: QdpxArchive,
  leaveOut: LeaveOut,
): QdaNote[] {
  const fileOf = (note: XmlElement): string => baseName(note.attributes.get('plainTextPath') ?? '');
  const files = archive.texts(new Set(elements.map(fileOf).filter((name) => name !== '')));
  return elements.flatMap((note) => {
    const guid = readGuid(note.attributes.get('guid'));
    const inside = childrenOf(note, 'PlainTextContent')[0]?.text;
    const text = (inside ?? files.get(fileOf(note)) ?? '').trim();
    if (guid !== undefined && text !== '') return [{ guid, text, ...createdAt(note) }];
    leaveOut('Note without a text');
    return [];
  });
}

function createdAt({ attributes }: XmlElement): { createdAtMs?: number } {
  const createdAtMs = Date.parse(attributes.get('creationDateTime') ?? '');
  return Number.isFinite(createdAtMs) && createdAtMs > 0 ? { createdAtMs } : {};
}

/** A whole number from 0 that fits a time or a place; undefined for all else. */
function whole({ attributes }: XmlElement, name: string): number | undefined {
  const text = attributes.get(name)?.trim() ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
