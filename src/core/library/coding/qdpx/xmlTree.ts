import { SaxesParser } from 'saxes';
import { AppError } from '../../../base/index.ts';

export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

const maxDepth = 250;
const maxElements = 2_000_000;

/**
 * The elements of an XML text by their local names. A document type is refused: it is where entities
 * that grow, and files of others, come from. Errors: `codes.notQdpx`.
 */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('A document type is not read.'));
  parser.on('opentag', ({ local, attributes }) => {
    elements += 1;
    if (elements > maxElements || open.length >= maxDepth) fail('It has too many elements.');
    const own = Object.values(attributes).filter(({ prefix }) => prefix === '');
    const element: XmlElement = {
      name: local,
      attributes: new Map(own.map((attribute) => [attribute.local, attribute.value])),
      children: [],
      text: '',
    };
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
    open.push(element);
  });
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => open.pop());
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return root ?? fail('It is empty.');
}

/** The elements of a name below others of a name, such as the `User` of `Users`. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

function fail(problem: string): never {
  throw new AppError('codes.notQdpx', `The project's XML cannot be read: ${problem}`);
}
