import { openByteParts } from '../byteParts.ts';
import { type ConversionFiles, requiredFile } from '../conversionFiles.ts';
import { convertNode } from './convertNode.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { readTfjsGraph, type TfjsGraph } from './readTfjsGraph.ts';
import { type OnnxPort, writeOnnx } from './writeOnnx.ts';

/** So much is written at a time. */
const chunkBytes = 1 << 20;

/**
 * A graph model of TensorFlow.js (its JSON is the `config`) as an ONNX file with the same inputs
 * and outputs: the operators of detectors that look once. Errors: `model.damaged`, also for a
 * graph with other operators.
 */
export async function* tfjsToOnnx(files: ConversionFiles): AsyncGenerator<Uint8Array> {
  const weights = await openByteParts(files.weights);
  try {
    const bytes = convert(await readTfjsGraph(requiredFile(files, 'config'), weights));
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  } finally {
    await weights.dispose();
  }
}

function convert(source: TfjsGraph): Uint8Array {
  const graph = new GraphBuilder(source);
  for (const node of source.nodes) convertNode(node, graph);
  const outputs = source.outputs.map(({ node, shape }): OnnxPort => {
    const input = graph.plain(graph.tensor(node), node);
    const name = graph.add(node, { operator: 'Identity', inputs: [input] });
    return { name, shape };
  });
  const inputs = source.nodes
    .filter(({ op }) => op === 'Placeholder')
    .map(({ name, attr }): OnnxPort => {
      const shape = attr.shape?.shape?.dim.map(({ size }) => size) ?? [];
      return { name, shape };
    });
  const { nodes, constants } = graph;
  return writeOnnx({ name: 'graph', nodes, constants, inputs, outputs });
}
