// One operation of a plan (plan.h), forward and backward.
#ifndef STRIDE_MODELS_FUSED_STEP_H_
#define STRIDE_MODELS_FUSED_STEP_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "stride/models/fused/batch_norm.h"
#include "stride/models/fused/graph.h"
#include "stride/models/fused/onednn.h"

namespace stride {

// Images or maps between two steps, in the layout that the step before prefers. Unplaced until the
// plan is complete; the images have memory of their own.
struct FusedValue {
  dnnl::memory data;
  // In the layout of `data`; empty for the images, and where nothing before it is trained.
  dnnl::memory gradient;
  bool kept = false;          // a backward pass reads `data`
  int readers = 0;            // steps that take it
  bool has_gradient = false;  // of this backward pass

  // Steps by their place in the plan; readers are those that have been made so far.
  int producer = -1;
  int last_reader = -1;
  int readers_made = 0;
  bool gradient_changes = false;  // its producer changes the gradient before it hands it on

  // Not null: its gradient is this value's, in the same memory.
  FusedValue* gradient_of = nullptr;
};

class FusedStep {
 public:
  virtual ~FusedStep() = default;
  virtual void Forward() = 0;
  // Adds to its inputs' gradients.
  virtual void Backward() = 0;

  // What it needs besides values, unplaced: in one pass alone, or from one to the other.
  std::vector<dnnl::memory> in_forward, in_backward, in_both;

  bool trains = true;  // it, or a step before it, has a parameter that is trained; else no Backward

  // float32, as the optimizer has them; each gets a gradient from Backward, undefined where it is
  // not trained.
  std::vector<at::Tensor> parameters;
  std::vector<at::Tensor> gradients;
};

// How far windows reach beyond the image, below it (`side` 0) or right of it (1), to yield
// op.sizes.
inline int64_t PaddingBehind(const GraphOp& op, size_t side, int64_t window, int64_t input) {
  return (op.sizes[side + 1] - 1) * op.stride[side] + window - input - op.padding[side];
}

// Each takes values whose `data` is there, and makes the output's.
std::unique_ptr<FusedStep> MakeConvolutionStep(const GraphOp& op, FusedValue& input,
                                               FusedValue& output);
// The same by products of matrices, without oneDNN's convolutions: for bfloat16 maps of few pixels
// and many channels where the processor multiplies matrices (AMX). oneDNN 2 reads all weights again
// for each image there.
bool SuitsMatrices(const GraphOp& op, const FusedValue& input);
std::unique_ptr<FusedStep> MakeMatrixConvolutionStep(const GraphOp& op, FusedValue& input,
                                                     FusedValue& output);
// And by a product for each pixel of the output and each tap of its window that lies inside the
// input: for float32 maps of at most 2x2, where most taps lie outside.
bool SuitsTaps(const GraphOp& op, const FusedValue& input);
std::unique_ptr<FusedStep> MakeTapConvolutionStep(const GraphOp& op, FusedValue& input,
                                                  FusedValue& output);
// Whether what is our own can take it: norms, GELU, max pooling.
bool SuitsVectors(const FusedValue& input);
// Of maps that suit vectors.
MapsLayout MapsLayoutOf(const dnnl::memory::desc& maps);
std::unique_ptr<FusedStep> MakeMapsNormStep(const GraphOp& op, NormActivation activation,
                                            FusedValue& input, FusedValue& output);
std::unique_ptr<FusedStep> MakeGeluStep(FusedValue& input, FusedValue& output);
// `relu`: of what the norm, the sum or the dense layer yields.
std::unique_ptr<FusedStep> MakeBatchNormStep(const GraphOp& op, bool relu, FusedValue& input,
                                             FusedValue& output);
std::unique_ptr<FusedStep> MakeAddStep(bool relu, FusedValue& left, FusedValue& right,
                                       FusedValue& output);
std::unique_ptr<FusedStep> MakeConcatStep(const std::vector<FusedValue*>& inputs,
                                          FusedValue& output);
std::unique_ptr<FusedStep> MakePadChannelsStep(const GraphOp& op, FusedValue& input,
                                               FusedValue& output);
std::unique_ptr<FusedStep> MakeActivationStep(const GraphOp& op, FusedValue& input,
                                              FusedValue& output);
// Rows of numbers [N, C * H * W], in this order.
std::unique_ptr<FusedStep> MakeFlattenStep(const GraphOp& op, FusedValue& input,
                                           FusedValue& output);
std::unique_ptr<FusedStep> MakeLinearStep(const GraphOp& op, bool relu, FusedValue& input,
                                          FusedValue& output);
std::unique_ptr<FusedStep> MakeDropoutStep(const GraphOp& op, FusedValue& input,
                                           FusedValue& output);
// Our own, where the processor has vectors and the layout keeps a pixel's channels together; else
// null.
std::unique_ptr<FusedStep> TryMaxPoolStep(const GraphOp& op, FusedValue& input, FusedValue& output);
std::unique_ptr<FusedStep> MakePoolingStep(const GraphOp& op, FusedValue& input,
                                           FusedValue& output);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_STEP_H_
