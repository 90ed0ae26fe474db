"""The word encoder against ONNX Runtime on the same weights: f32, and int8 per channel with dynamic
activations. The peer's graph uses ONNX Runtime's own fused operators (Attention, SkipLayerNormalization,
BiasGelu), which is its fastest form. Both take turns in one run."""
import json
import pathlib
import tempfile
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from common import Peruse, arguments, reader_folder, spread

ROUNDS, REPEATS, LENGTH = 8, 6, 384


def weights(folder):
    """The folder's tensors in f32; int8 tensors times their scales."""
    stored = load_file(folder / "model.safetensors")
    result = {}
    for name, value in stored.items():
        if name.endswith(".scale") or name.endswith("_scale"):
            continue
        scale = stored.get(name + "_scale", stored.get(name + ".scale"))
        value = value.astype(np.float32)
        if scale is not None:
            value *= scale.astype(np.float32).reshape(-1, *[1] * (value.ndim - 1))
        result[name.removeprefix("bert.")] = value
    return result


def graph(folder):
    """The encoder as an ONNX graph of fused operators."""
    w = weights(folder)
    settings = json.loads((folder / "config.json").read_text())
    tensors, nodes = [], []

    def constant(name, value):
        tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(kind, inputs, output, **attributes):
        domain = "" if kind in ("MatMul", "Add") else "com.microsoft"
        nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def product(x, layer, output):
        return node("MatMul", [x, constant(layer + ".w", w[layer + ".weight"].T)], output)

    def skip_norm(x, residual, dense, norm, output):
        parts = [constant(f"{output}.{k}", w[k]) for k in (norm + ".weight", norm + ".bias", dense + ".bias")]
        return node("SkipLayerNormalization", [x, residual, *parts], output, epsilon=1e-12)

    e = "embeddings."
    names = ["word_embeddings.weight", "position_embeddings.weight", "token_type_embeddings.weight",
             "LayerNorm.weight", "LayerNorm.bias"]
    nodes.append(helper.make_node(
        "EmbedLayerNormalization", ["ids", "types"] + [constant(e + n, w[e + n]) for n in names],
        ["x0", "unused"], domain="com.microsoft", epsilon=1e-12))
    x = "x0"
    for index in range(settings["num_hidden_layers"]):
        layer = f"encoder.layer.{index}."
        own = [layer + f"attention.self.{part}" for part in ("query", "key", "value")]
        attention = node(
            "Attention",
            [x, constant(layer + "qkv.w", np.concatenate([w[n + ".weight"].T for n in own], 1)),
             constant(layer + "qkv.b", np.concatenate([w[n + ".bias"] for n in own]))],
            f"a{index}", num_heads=settings["num_attention_heads"])
        out = layer + "attention.output."
        y = skip_norm(product(attention, out + "dense", f"o{index}"), x, out + "dense", out + "LayerNorm", f"y{index}")
        inner = product(y, layer + "intermediate.dense", f"i{index}")
        inner = node("BiasGelu", [inner, constant(f"b{index}", w[layer + "intermediate.dense.bias"])], f"g{index}")
        out = layer + "output."
        x = skip_norm(product(inner, out + "dense", f"p{index}"), y, out + "dense", out + "LayerNorm", f"x{index + 1}")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, ["b", "t"]) for name in ("ids", "types")]
    output = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["b", "t", settings["hidden_size"]])
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(
        helper.make_graph(nodes, "encoder", inputs, [output], tensors), opset_imports=opsets, ir_version=8)


def session(path, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def peer_times(run, inputs):
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        run.run(None, inputs)
        times.append((time.perf_counter() - start) * 1e3)
    return times


def main():
    options = arguments()
    folder = reader_folder(options.root)
    ours = Peruse(options.binaries)
    random = np.random.default_rng(1)
    print(f"\nWord encoder, {LENGTH} word pieces a sequence, ms (median, best) against ONNX Runtime "
          f"{onnxruntime.__version__}; ratio above 1: Peruse is faster")
    print("precision threads batch      Peruse            ONNX Runtime      ratio of medians, of bests")
    with tempfile.TemporaryDirectory() as scratch:
        paths = {"float32": f"{scratch}/f32.onnx", "int8": f"{scratch}/int8.onnx"}
        onnx.save(graph(folder), paths["float32"])
        quantize_dynamic(paths["float32"], paths["int8"], per_channel=True, reduce_range=False,
                         weight_type=QuantType.QInt8, extra_options={"DefaultTensorType": TensorProto.FLOAT})
        for precision in ("int8", "float32"):
            for threads in (1, 2):
                peer = session(paths[precision], threads)
                for batch in (1, 8):
                    inputs = {"ids": random.integers(1000, 30000, (batch, LENGTH)).astype(np.int32),
                              "types": np.zeros((batch, LENGTH), np.int32)}
                    request = ("encode", folder, precision, threads, batch, LENGTH, REPEATS)
                    mine, theirs = [], []
                    ours.ask(*request), peer_times(peer, inputs)
                    for _ in range(ROUNDS):
                        mine += ours.ask(*request)
                        theirs += peer_times(peer, inputs)
                    (a, a_best), (b, b_best) = spread(mine), spread(theirs)
                    print(f"{precision:9} {threads:7} {batch:3}×{LENGTH} {a:8.2f} {a_best:8.2f} "
                          f"{b:8.2f} {b_best:8.2f} {b / a:10.2f} {b_best / a_best:6.2f}", flush=True)


if __name__ == "__main__":
    main()
