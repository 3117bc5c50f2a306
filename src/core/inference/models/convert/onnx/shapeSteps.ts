import { AppError } from '../../../../base/index.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { inStoredOrder, plainLayout } from './layouts.ts';
import type { TfjsNode } from './readTfjsGraph.ts';

export function pad(node: TfjsNode, graph: GraphBuilder): void {
  const { name, layout } = graph.tensorOf(node, 0);
  const { data } = graph.constantOf(node, 1);
  const side = (end: 0 | 1): number[] =>
    inStoredOrder(
      layout.map((_, axis) => data[axis * 2 + end] ?? 0),
      layout,
    );
  const inputs = [name, graph.integers(`${node.name}/pads`, [...side(0), ...side(1)])];
  if (node.op === 'PadV2') {
    const value = Float32Array.from(graph.constantOf(node, 2).data);
    inputs.push(graph.floats(`${node.name}/value`, [], value));
  }
  graph.become(node.name, { name: graph.add(node.name, { operator: 'Pad', inputs }), layout });
}

export function concatenate(node: TfjsNode, graph: GraphBuilder): void {
  const count = node.input.length - 1;
  const { layout } = graph.tensorOf(node, 0);
  const inputs = Array.from({ length: count }, (_, at) =>
    graph.stored(graph.tensorOf(node, at), layout, node.name),
  );
  const axis = { type: 'int', value: axisOf(node, graph, { at: count, layout }) } as const;
  const name = graph.add(node.name, { operator: 'Concat', inputs, attributes: { axis } });
  graph.become(node.name, { name, layout });
}

export function split(node: TfjsNode, graph: GraphBuilder): void {
  const { name, layout } = graph.tensorOf(node, 0);
  const sizes = [...graph.constantOf(node, 1).data];
  const outputs = sizes.map((_, at) => `${node.name}/${at}`);
  const axis = { type: 'int', value: axisOf(node, graph, { at: 2, layout }) } as const;
  const inputs = [name, graph.integers(`${node.name}/sizes`, sizes)];
  graph.nodes.push({ operator: 'Split', inputs, outputs, attributes: { axis } });
  for (const [at, output] of outputs.entries()) {
    graph.become(node.name, { name: output, layout }, at);
  }
}

/** The stored axis that a constant input names; negative ones count from the end. */
function axisOf(
  node: TfjsNode,
  graph: GraphBuilder,
  { at, layout }: { at: number; layout: readonly number[] },
): number {
  const axis = graph.constantOf(node, at).data[0] ?? 0;
  return layout.at(axis) ?? 0;
}

export function reshape(node: TfjsNode, graph: GraphBuilder): void {
  const sizes = [...graph.constantOf(node, 1).data];
  const input = graph.plain(graph.tensorOf(node, 0), node.name);
  const inputs = [input, graph.integers(`${node.name}/shape`, sizes)];
  const name = graph.add(node.name, { operator: 'Reshape', inputs });
  graph.become(node.name, { name, layout: plainLayout(sizes.length) });
}

/** Of constants alone: a shape that TensorFlow computes while the model runs. */
export function sparseToDense(node: TfjsNode, graph: GraphBuilder): void {
  const places = graph.constantOf(node, 0).data;
  const shape = [...graph.constantOf(node, 1).data];
  const values = graph.constantOf(node, 2).data;
  const [size = 0] = shape;
  if (shape.length !== 1 || size > 64) {
    throw new AppError('model.damaged', `${node.name} is larger than a shape.`);
  }
  const data = new Int32Array(size).fill(graph.constantOf(node, 3).data[0] ?? 0);
  for (const [at, place] of places.entries()) data[place] = values[at] ?? 0;
  graph.know(node.name, { shape, data });
}
