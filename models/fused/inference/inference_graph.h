// A Graph of evaluation with fewer operations, each of which is one primitive.
#ifndef STRIDE_MODELS_FUSED_INFERENCE_INFERENCE_GRAPH_H_
#define STRIDE_MODELS_FUSED_INFERENCE_INFERENCE_GRAPH_H_

#include <optional>
#include <vector>

#include "stride/models/fused/graph.h"

namespace stride {

struct InferenceOp {
  GraphOp op;
  int addend = -1;                    // the value that is added to the result; -1: none
  std::optional<GraphOp> activation;  // of the result, or of the sum
  int output = 0;                     // the value of the Graph that this makes
};

struct InferenceGraph {
  std::vector<InferenceOp> ops;  // each after those that make its inputs; the last makes the logits
  int values = 0;                // of the Graph; 0 is the batch of images
};

// Batch norms become part of the weight and bias of the convolution before them (float32, of its
// own: the graph's tensors are not touched), sums and activations part of what makes their operand.
// `graph` is one of evaluation.
InferenceGraph FoldGraph(const Graph& graph);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_INFERENCE_INFERENCE_GRAPH_H_
