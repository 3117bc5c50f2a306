import { AppError } from '../../../../base/index.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { plainLayout, transposed } from './layouts.ts';
import { convolve, pool, resize } from './pictureSteps.ts';
import type { TfjsNode } from './readTfjsGraph.ts';
import { concatenate, pad, reshape, sparseToDense, split } from './shapeSteps.ts';
import type { OnnxAttribute } from './writeOnnx.ts';

type Step = (node: TfjsNode, graph: GraphBuilder) => void;

/** What each operator of TensorFlow becomes. */
const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['Const', () => {}],
  ['Placeholder', placeholder],
  ['Identity', (node, graph) => graph.become(node.name, graph.tensorOf(node, 0))],
  ['Transpose', transpose],
  ['Sigmoid', (node, graph) => elementwise(node, graph, {})],
  ['LeakyRelu', leakyRelu],
  ['Add', add],
  ['AddV2', add],
  ['Conv2D', convolve],
  ['MaxPool', pool],
  ['Pad', pad],
  ['PadV2', pad],
  ['ConcatV2', concatenate],
  ['SplitV', split],
  ['Reshape', reshape],
  ['ResizeBilinear', resize],
  ['SparseToDense', sparseToDense],
]);

/** Adds to the new graph what a node of the old one computes. Errors: `model.damaged`. */
export function convertNode(node: TfjsNode, graph: GraphBuilder): void {
  const step = steps.get(node.op);
  if (step === undefined) {
    throw new AppError('model.damaged', `The model's graph has an unknown step, ${node.op}.`);
  }
  step(node, graph);
}

function placeholder({ name, attr }: TfjsNode, graph: GraphBuilder): void {
  graph.become(name, { name, layout: plainLayout((attr.shape?.shape?.dim ?? []).length) });
}

function transpose(node: TfjsNode, graph: GraphBuilder): void {
  const { name, layout } = graph.tensorOf(node, 0);
  const permutation = [...graph.constantOf(node, 1).data];
  graph.become(node.name, { name, layout: transposed(layout, permutation) });
}

function leakyRelu(node: TfjsNode, graph: GraphBuilder): void {
  elementwise(node, graph, { alpha: { type: 'float', value: node.attr.alpha?.f ?? 0.2 } });
}

function elementwise(
  node: TfjsNode,
  graph: GraphBuilder,
  attributes: Record<string, OnnxAttribute>,
): void {
  const { name, layout } = graph.tensorOf(node, 0);
  const result = graph.add(node.name, { operator: node.op, inputs: [name], attributes });
  graph.become(node.name, { name: result, layout });
}

function add(node: TfjsNode, graph: GraphBuilder): void {
  const [left, right] = [graph.knownOf(node, 0), graph.knownOf(node, 1)];
  if (left !== undefined && right !== undefined) {
    const data = left.data.map((value, at) => value + (right.data[at] ?? 0));
    graph.know(node.name, { shape: left.shape, data });
    return;
  }
  const { name, layout } = graph.tensorOf(node, left === undefined ? 0 : 1);
  const constant = left ?? right;
  const other =
    constant === undefined
      ? graph.stored(graph.tensorOf(node, 1), layout, node.name)
      : graph.addend(node, constant, layout);
  const sum = graph.add(node.name, { operator: 'Add', inputs: [name, other] });
  graph.become(node.name, { name: sum, layout });
}
