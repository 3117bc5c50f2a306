import { AppError } from '../../../../base/index.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { channelsLast } from './layouts.ts';
import type { TfjsNode } from './readTfjsGraph.ts';
import type { OnnxAttribute } from './writeOnnx.ts';

/** TensorFlow's sizes and steps of a window are of all four axes, channels last. */
function windowOf(node: TfjsNode, attribute: string): OnnxAttribute {
  const [, height = 1, width = 1] = node.attr[attribute]?.list?.i ?? [];
  return { type: 'ints', value: [height, width] };
}

function requireValid(node: TfjsNode): void {
  const textOf = (name: string): string =>
    Buffer.from(node.attr[name]?.s ?? '', 'base64').toString('latin1');
  if (textOf('padding') === 'VALID' && textOf('data_format') === 'NHWC') return;
  throw new AppError('model.damaged', `${node.name} is padded or ordered in a way not known.`);
}

export function convolve(node: TfjsNode, graph: GraphBuilder): void {
  requireValid(node);
  const { shape, data } = graph.constantOf(node, 1);
  const [height = 0, width = 0, from = 0, to = 0] = shape;
  const filter = new Float32Array(data.length);
  // From height, width, input, output to output, input, height, width.
  for (let place = 0, at = 0; place < height * width; place++) {
    for (let input = 0; input < from; input++) {
      for (let output = 0; output < to; output++, at++) {
        filter[(output * from + input) * height * width + place] = data[at] ?? 0;
      }
    }
  }
  const weights = graph.floats(`${node.name}/filter`, [to, from, height, width], filter);
  const input = graph.stored(graph.tensorOf(node, 0), channelsLast, node.name);
  const attributes = { strides: windowOf(node, 'strides'), dilations: windowOf(node, 'dilations') };
  const name = graph.add(node.name, { operator: 'Conv', inputs: [input, weights], attributes });
  graph.become(node.name, { name, layout: channelsLast });
}

export function pool(node: TfjsNode, graph: GraphBuilder): void {
  requireValid(node);
  const input = graph.stored(graph.tensorOf(node, 0), channelsLast, node.name);
  const attributes = { kernel_shape: windowOf(node, 'ksize'), strides: windowOf(node, 'strides') };
  const name = graph.add(node.name, { operator: 'MaxPool', inputs: [input], attributes });
  graph.become(node.name, { name, layout: channelsLast });
}

export function resize(node: TfjsNode, graph: GraphBuilder): void {
  if (node.attr.half_pixel_centers?.b !== true || node.attr.align_corners?.b === true) {
    throw new AppError('model.damaged', `${node.name} places its pixels in a way not known.`);
  }
  const input = graph.stored(graph.tensorOf(node, 0), channelsLast, node.name);
  const [height = 0, width = 0] = graph.constantOf(node, 1).data;
  const sizes = graph.integers(`${node.name}/sizes`, [height, width]);
  const name = graph.add(node.name, {
    operator: 'Resize',
    inputs: [input, '', '', sizes],
    attributes: {
      axes: { type: 'ints', value: [2, 3] },
      mode: { type: 'text', value: 'linear' },
      coordinate_transformation_mode: { type: 'text', value: 'half_pixel' },
    },
  });
  graph.become(node.name, { name, layout: channelsLast });
}
