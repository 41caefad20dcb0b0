// Follows one image through a network without computing a value.
//
// While a Tracer lives, the layers of models/layers on the same thread record what they are and
// what sizes they yield; on a meta tensor (sizes without values) that is all they do. What joins
// them (add, cat, flatten, relu) runs on meta tensors as it is, so that any topology is followed
// without a second description of the network. Layers that know nothing of tracing are run on
// zeros; they leave no record.
//
// A layer that cannot take what arrives is an error that shows the arithmetic layer by layer.
#ifndef STRIDE_MODELS_CORE_TRACER_H_
#define STRIDE_MODELS_CORE_TRACER_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/models/core/layer_record.h"
#include "stride/models/core/shape.h"

namespace torch {
namespace nn {
class Module;
}  // namespace nn
}  // namespace torch

namespace stride {

struct Trace {
  std::vector<LayerRecord> layers;  // in the order of the calls
  std::vector<int64_t> output;      // sizes of what the network yields for one image
};

// Takes and returns a batch; called with one image.
using TracedFunction = std::function<at::Tensor(const at::Tensor&)>;

// Traces `forward` in evaluation mode and without gradients. Layers are named by their place in
// `module`, which may be under construction. A mismatch is InvalidArgument.
absl::StatusOr<Trace> TraceModule(torch::nn::Module& module, const TracedFunction& forward,
                                  const ImageShape& input);

// For constructors, to size a head by its trunk: how many values `trunk` yields for one image.
// Throws c10::Error with TraceModule's message.
int64_t TraceFeatures(torch::nn::Module& module, const TracedFunction& trunk,
                      const ImageShape& input);

// The layers' side.
class Tracer {
 public:
  // The tracer of this thread, or null.
  static Tracer* Active();

  Tracer(const torch::nn::Module& root, const ImageShape& input);
  ~Tracer();
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  // Adds `record`, filling in its name and parameters. Fails when an output size is below 1.
  void Record(const torch::nn::Module& layer, LayerRecord record);

  // Ends the trace: throws c10::Error. `problem` goes on from the layer's title: "expects 3
  // channels, 1 arrives".
  [[noreturn]] void Fail(const torch::nn::Module& layer, LayerRecord record,
                         absl::string_view problem);

  // A tensor without values: a batch of the last record's output.
  at::Tensor MetaOutput(const at::Tensor& input) const;

  const std::vector<LayerRecord>& records() const { return records_; }
  const std::string& failure() const { return failure_; }  // empty: no layer has failed
  std::string Arithmetic() const { return ArithmeticTable(input_, records_); }

 private:
  std::string NameOf(const torch::nn::Module& layer) const;

  std::map<const torch::nn::Module*, std::string> names_;
  ImageShape input_;
  std::vector<LayerRecord> records_;
  std::string failure_;
  Tracer* outer_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_TRACER_H_
