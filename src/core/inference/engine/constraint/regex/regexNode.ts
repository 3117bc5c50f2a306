import type { CharacterSet } from './characterSet.ts';

/**
 * A regular expression as a tree. What is repeated never matches the empty text: llama.cpp refuses
 * a grammar in which a repetition could go round without a character.
 */
export type RegexNode =
  | { readonly type: 'set'; readonly set: CharacterSet; readonly nullable: false }
  | {
      readonly type: 'sequence' | 'choice';
      readonly nodes: readonly RegexNode[];
      readonly nullable: boolean;
    }
  | {
      readonly type: 'repeat';
      readonly node: RegexNode;
      readonly min: number;
      readonly max: number | undefined;
      readonly nullable: boolean;
    };

export const emptyText: RegexNode = { type: 'sequence', nodes: [], nullable: true };

export function sequenceOf(nodes: readonly RegexNode[]): RegexNode {
  const [only, ...others] = nodes;
  if (only !== undefined && others.length === 0) return only;
  return { type: 'sequence', nodes, nullable: nodes.every(({ nullable }) => nullable) };
}

export function choiceOf(nodes: readonly RegexNode[]): RegexNode {
  const [only, ...others] = nodes;
  if (only !== undefined && others.length === 0) return only;
  return { type: 'choice', nodes, nullable: nodes.some(({ nullable }) => nullable) };
}

export function repeatOf(node: RegexNode, min: number, max: number | undefined): RegexNode {
  if (max === 0) return emptyText;
  // As often as wanted of something that may be empty is up to so many that are not.
  const body = node.nullable ? notEmpty(node) : node;
  if (body === undefined) return emptyText;
  const least = node.nullable ? 0 : min;
  return { type: 'repeat', node: body, min: least, max, nullable: least === 0 };
}

/** The same without the empty text; undefined when nothing is left. */
function notEmpty(node: RegexNode): RegexNode | undefined {
  if (!node.nullable) return node;
  switch (node.type) {
    case 'repeat':
      return repeatOf(node.node, 1, node.max);
    case 'choice':
      return choiceOfKnown(node.nodes.map(notEmpty));
    case 'sequence':
      // One of the parts is the first that is not empty; those after it may be.
      return choiceOfKnown(
        node.nodes.map((part, i) => {
          const first = notEmpty(part);
          return first && sequenceOf([first, ...node.nodes.slice(i + 1)]);
        }),
      );
    default:
      return node satisfies never;
  }
}

function choiceOfKnown(nodes: readonly (RegexNode | undefined)[]): RegexNode | undefined {
  const known = nodes.filter((node) => node !== undefined);
  return known.length === 0 ? undefined : choiceOf(known);
}
