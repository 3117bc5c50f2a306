import { AppError } from '../../../../base/index.ts';
import {
  inStoredOrder,
  isSameLayout,
  type Layout,
  permutationBetween,
  plainLayout,
} from './layouts.ts';
import { sourceOf, type TfjsConstant, type TfjsGraph, type TfjsNode } from './readTfjsGraph.ts';
import type { OnnxConstant, OnnxNode } from './writeOnnx.ts';

/** A tensor of the new graph, and how the old graph's tensor lies in it. */
export interface Tensor {
  name: string;
  layout: Layout;
}

/** The new graph as it grows: what each output of the old one became. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxConstant[] = [];
  readonly #known: Map<string, TfjsConstant>;
  readonly #tensors = new Map<string, Tensor>();

  constructor({ constants }: TfjsGraph) {
    this.#known = new Map(constants);
  }

  /** A value that does not depend on the picture. Errors: `model.damaged`. */
  constantOf(node: TfjsNode, at: number): TfjsConstant {
    const found = this.knownOf(node, at);
    if (found !== undefined) return found;
    throw new AppError('model.damaged', `${node.name} (${node.op}) needs a constant input.`);
  }

  knownOf(node: TfjsNode, at: number): TfjsConstant | undefined {
    return this.#known.get(sourceOf(node.input[at] ?? '').node);
  }

  know(name: string, constant: TfjsConstant): void {
    this.#known.set(name, constant);
  }

  /** Errors: `model.damaged`. */
  tensorOf(node: TfjsNode, at: number): Tensor {
    return this.tensor(node.input[at] ?? '');
  }

  tensor(input: string): Tensor {
    const { node, output } = sourceOf(input);
    const found = this.#tensors.get(`${node}:${output}`);
    if (found !== undefined) return found;
    throw new AppError('model.damaged', `The model's graph has no tensor ${input}.`);
  }

  /** Says what an output of a node of the old graph is. */
  become(name: string, tensor: Tensor, output = 0): void {
    this.#tensors.set(`${name}:${output}`, tensor);
  }

  /** Adds a step with one output, and gives its name. */
  add(name: string, node: Omit<OnnxNode, 'outputs'>): string {
    this.nodes.push({ ...node, outputs: [name] });
    return name;
  }

  floats(name: string, shape: readonly number[], data: Float32Array): string {
    this.constants.push({ name, shape, data });
    return name;
  }

  integers(name: string, values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    this.constants.push({ name, shape: [values.length], data });
    return name;
  }

  /** The name of a tensor that is stored in this layout; a transpose where it is not. */
  stored(tensor: Tensor, layout: Layout, forWhom: string): string {
    if (isSameLayout(tensor.layout, layout)) return tensor.name;
    return this.add(`${forWhom}/transposed/${tensor.name}`, {
      operator: 'Transpose',
      inputs: [tensor.name],
      attributes: { perm: { type: 'ints', value: permutationBetween(tensor.layout, layout) } },
    });
  }

  plain(tensor: Tensor, forWhom: string): string {
    return this.stored(tensor, plainLayout(tensor.layout.length), forWhom);
  }

  /** A constant of a node, shaped to be added to a tensor of this layout. Errors: `model.damaged`. */
  addend(node: TfjsNode, { shape, data }: TfjsConstant, layout: Layout): string {
    const spread = [...Array<number>(layout.length - shape.length).fill(1), ...shape];
    const long = spread.filter((size) => size > 1).length;
    if (long > 1 && !isSameLayout(layout, plainLayout(layout.length))) {
      throw new AppError('model.damaged', `${node.name} adds a constant of a shape not known.`);
    }
    return this.floats(
      `${node.name}/addend`,
      inStoredOrder(spread, layout),
      Float32Array.from(data),
    );
  }
}
