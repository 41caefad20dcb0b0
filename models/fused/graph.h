// A network as a list of operations on images, read from what its forward pass does.
//
// LibTorch's tracer follows one forward pass; any topology is read without a second description of
// the network. Values are numbered: 0 is the batch of images, and operation i makes value i + 1.
#ifndef STRIDE_MODELS_FUSED_GRAPH_H_
#define STRIDE_MODELS_FUSED_GRAPH_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"

namespace stride {

class ConvolutionChoices;

enum class GraphOpKind {
  kConvolution,  // tensors: weight, bias or undefined
  kBatchNorm,    // tensors: weight, bias, running_mean, running_var
  kRelu,
  kGelu,  // by the error function
  kSigmoid,
  kSilu,
  kHardsigmoid,
  kHardswish,
  kClip,         // to [low, high]
  kAdd,          // of two values
  kMultiply,     // of two values; one may be [C, 1, 1]
  kConcat,       // of the values' channels
  kPadChannels,  // zeros behind the last channel
  kMaxPool,
  kAveragePool,
  kGlobalAveragePool,  // to 1x1
  kFlatten,            // [N, C, H, W] to [N, C * H * W]
  kLinear,             // tensors: weight, bias or undefined
  kDropout,
  kScale,  // times a number
};

struct GraphOp {
  GraphOpKind kind = GraphOpKind::kRelu;
  std::vector<int> inputs;  // values, each made before
  std::vector<at::Tensor> tensors;
  std::vector<int64_t> sizes;  // of what it makes, without the batch
  // Convolutions and poolings; height, then width.
  std::array<int64_t, 2> kernel = {1, 1};
  std::array<int64_t, 2> stride = {1, 1};
  std::array<int64_t, 2> padding = {0, 0};
  std::array<int64_t, 2> dilation = {1, 1};
  bool ceil_mode = false;
  bool count_padding = true;  // average pooling: zeros around the image count
  int64_t groups = 1;
  bool winograd = true;                         // may be computed by Winograd's algorithm
  std::shared_ptr<ConvolutionChoices> choices;  // whether it is; null: a rule of its sizes
  double epsilon = 0;                           // batch norm
  double momentum = 0;  // the share of the new batch in its running statistics
  double dropout = 0;   // probability
  double scale = 1;
  double low = 0;  // kClip
  double high = 0;
};

struct Graph {
  std::vector<GraphOp> ops;  // the last makes the logits
};

enum class GraphMode { kTraining, kEvaluation };  // evaluation has no dropout

// Runs `classifier` once in this mode on zeros, or on no images; its mode, its buffers and the
// random generator are as before. Unimplemented names the first operation that a Graph cannot hold.
absl::StatusOr<Graph> ReadGraph(Classifier& classifier, GraphMode mode = GraphMode::kTraining);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_GRAPH_H_
