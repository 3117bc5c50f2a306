import { ProtobufMessage } from './protobuf.ts';

export type OnnxAttribute =
  | { type: 'float'; value: number }
  | { type: 'int'; value: number }
  | { type: 'text'; value: string }
  | { type: 'ints'; value: readonly number[] };

/** One step of a graph, named by its output. An empty input is one that is left out. */
export interface OnnxNode {
  operator: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxConstant {
  name: string;
  shape: readonly number[];
  data: Float32Array | BigInt64Array;
}

export interface OnnxPort {
  name: string;
  shape: readonly number[];
}

export interface OnnxGraph {
  name: string;
  nodes: readonly OnnxNode[];
  constants: readonly OnnxConstant[];
  /** Float tensors, as the outputs are. */
  inputs: readonly OnnxPort[];
  outputs: readonly OnnxPort[];
}

/** Version of the file format, and of the operators' definitions, which runtimes of today know. */
const irVersion = 8;
const operatorSet = 18;

const floatType = 1;
const int64Type = 7;

/** A graph as an ONNX file (onnx.proto3: ModelProto), the same bytes for the same graph. */
export function writeOnnx(graph: OnnxGraph): Uint8Array {
  const body = new ProtobufMessage();
  for (const node of graph.nodes) body.message(1, nodeMessage(node));
  body.text(2, graph.name);
  for (const constant of graph.constants) body.message(5, constantMessage(constant));
  for (const port of graph.inputs) body.message(11, portMessage(port));
  for (const port of graph.outputs) body.message(12, portMessage(port));
  return new ProtobufMessage()
    .varint(1, irVersion)
    .text(2, 'trendroom')
    .message(7, body)
    .message(8, new ProtobufMessage().text(1, '').varint(2, operatorSet))
    .encode();
}

function nodeMessage({ operator, inputs, outputs, attributes = {} }: OnnxNode): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const input of inputs) message.text(1, input);
  for (const output of outputs) message.text(2, output);
  message.text(3, outputs[0] ?? operator).text(4, operator);
  for (const [name, attribute] of Object.entries(attributes)) {
    message.message(5, attributeMessage(name, attribute));
  }
  return message;
}

function attributeMessage(name: string, attribute: OnnxAttribute): ProtobufMessage {
  const message = new ProtobufMessage().text(1, name);
  switch (attribute.type) {
    case 'float':
      return message.float(2, attribute.value).varint(20, 1);
    case 'int':
      return message.varint(3, attribute.value).varint(20, 2);
    case 'text':
      return message.text(4, attribute.value).varint(20, 3);
    case 'ints':
      for (const value of attribute.value) message.varint(8, value);
      return message.varint(20, 7);
    default:
      return attribute satisfies never;
  }
}

function constantMessage({ name, shape, data }: OnnxConstant): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const size of shape) message.varint(1, size);
  return message
    .varint(2, data instanceof Float32Array ? floatType : int64Type)
    .text(8, name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function portMessage({ name, shape }: OnnxPort): ProtobufMessage {
  const sizes = new ProtobufMessage();
  for (const size of shape) sizes.message(1, new ProtobufMessage().varint(1, size));
  const tensor = new ProtobufMessage().varint(1, floatType).message(2, sizes);
  return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
}
