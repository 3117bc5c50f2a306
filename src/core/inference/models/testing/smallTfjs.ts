type Attributes = Record<string, unknown>;

/** One weight of the graph below: float32 unless it is a list of integers. */
interface Weight {
  name: string;
  shape: number[];
  values: number[];
  dtype: 'float32' | 'int32';
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const list = (...i: number[]): Attributes => ({ list: { i: i.map(String) } });
const window = (side: number): Attributes => list(1, side, side, 1);
const layout = { padding: { s: base64('VALID') }, data_format: { s: base64('NHWC') } };
const toNhwc = [0, 2, 3, 1];
const toNchw = [0, 3, 1, 2];

/**
 * A graph model of TensorFlow.js with every operator that is converted, in the order in which
 * detectors have them: a convolution of a padded 6 x 6 picture, a pool, its enlargement joined to
 * what it was made of, and two heads whose shapes are computed from constants.
 */
export function smallTfjsGraph(): { json: unknown; weights: Buffer } {
  const weights: Weight[] = [];
  const ints = (name: string, values: number[], shape = [values.length]): void =>
    void weights.push({ name, shape, values, dtype: 'int32' });
  const floats = (name: string, shape: number[]): void => {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = Array.from({ length: count }, (_, at) => Math.sin(at * 1.7 + name.length) / 2);
    weights.push({ name, shape, values, dtype: 'float32' });
  };
  ints('pads', [0, 0, 0, 0, 1, 1, 1, 1], [4, 2]);
  ints('nhwc', toNhwc);
  ints('nchw', toNchw);
  floats('filter', [3, 3, 2, 4]);
  floats('bias', [4]);
  weights.push({ name: 'low', shape: [], values: [-9], dtype: 'float32' });
  ints('size', [3, 3]);
  ints('channels', [1], []);
  ints('sizes', [3, 5]);
  ints('places', [1], [1, 1]);
  ints('rank', [3]);
  ints('nine', [9]);
  ints('none', [0], []);
  ints('first', [1, 3, 0]);
  ints('second', [1, 5, 0]);
  ints('swap', [0, 2, 1]);
  const nodes = [
    ...weights.map(({ name }) => ({ name, op: 'Const' })),
    { name: 'x', op: 'Placeholder', attr: { shape: { shape: shapeOf([1, 2, 6, 6]) } } },
    { name: 'padded', op: 'Pad', input: ['x', 'pads'] },
    { name: 'padded/nhwc', op: 'Transpose', input: ['padded', 'nhwc'] },
    {
      ...{ name: 'conv', op: 'Conv2D', input: ['padded/nhwc', 'filter'] },
      attr: { ...layout, strides: window(2), dilations: window(1) },
    },
    { name: 'biased', op: 'Add', input: ['conv', 'bias'] },
    { name: 'biased/nchw', op: 'Transpose', input: ['biased', 'nchw'] },
    { name: 'relu', op: 'LeakyRelu', input: ['biased/nchw'], attr: { alpha: { f: 0.1 } } },
    { name: 'framed', op: 'PadV2', input: ['relu', 'pads', 'low'] },
    { name: 'framed/nhwc', op: 'Transpose', input: ['framed', 'nhwc'] },
    {
      ...{ name: 'pool', op: 'MaxPool', input: ['framed/nhwc'] },
      attr: { ...layout, ksize: window(3), strides: window(2) },
    },
    {
      ...{ name: 'large', op: 'ResizeBilinear', input: ['pool', 'size'] },
      attr: { half_pixel_centers: { b: true }, align_corners: { b: false } },
    },
    { name: 'large/nchw', op: 'Transpose', input: ['large', 'nchw'] },
    { name: 'joined', op: 'ConcatV2', input: ['large/nchw', 'relu', 'channels'] },
    { name: 'summed', op: 'AddV2', input: ['joined', 'joined'] },
    { name: 'parts', op: 'SplitV', input: ['summed', 'sizes', 'channels'] },
    { name: 'scores', op: 'Sigmoid', input: ['parts'] },
    { name: 'places/2', op: 'AddV2', input: ['places', 'channels'] },
    { name: 'cells', op: 'SparseToDense', input: ['places/2', 'rank', 'nine', 'none'] },
    { name: 'shape/1', op: 'AddV2', input: ['first', 'cells'] },
    { name: 'shape/2', op: 'AddV2', input: ['second', 'cells'] },
    { name: 'flat/1', op: 'Reshape', input: ['scores', 'shape/1'] },
    { name: 'flat/2', op: 'Reshape', input: ['parts:1', 'shape/2'] },
    { name: 'turned/1', op: 'Transpose', input: ['flat/1', 'swap'] },
    { name: 'turned/2', op: 'Transpose', input: ['flat/2', 'swap'] },
    { name: 'Identity', op: 'Identity', input: ['turned/1'] },
    { name: 'Identity_1', op: 'Identity', input: ['turned/2'] },
  ];
  const json = {
    format: 'graph-model',
    signature: {
      outputs: {
        'Identity:0': { name: 'Identity:0', tensorShape: shapeOf([1, 9, 3]) },
        'Identity_1:0': { name: 'Identity_1:0', tensorShape: shapeOf([1, 9, 5]) },
      },
    },
    // Readers may not count on an order.
    modelTopology: { node: nodes.toReversed() },
    weightsManifest: [
      {
        paths: ['small.bin'],
        weights: weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
      },
    ],
  };
  return { json, weights: Buffer.concat(weights.map(bytesOf)) };
}

function shapeOf(sizes: readonly number[]): unknown {
  return { dim: sizes.map((size) => ({ size: `${size}` })) };
}

function bytesOf({ values, dtype }: Weight): Buffer {
  const numbers = dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
  return Buffer.from(numbers.buffer);
}
