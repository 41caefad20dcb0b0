#include <cstring>

#include "stride/models/fused/gradient.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

class ConcatStep final : public FusedStep {
 public:
  ConcatStep(const std::vector<FusedValue*>& inputs, FusedValue& output)
      : inputs_(inputs), output_(output) {
    std::vector<memory::desc> layouts;
    layouts.reserve(inputs.size());
    for (const FusedValue* input : inputs) layouts.push_back(input->data.get_desc());
    const dnnl::concat::primitive_desc forward(/*concat_dimension=*/1, layouts, OneDnnEngine());
    forward_ = dnnl::concat(forward);
    output.data = Unplaced(forward.dst_desc());
    output.gradient = Unplaced(forward.dst_desc());
    memory::dims offset = {0, 0, 0, 0};
    for (FusedValue* input : inputs) {
      const memory::desc layout = input->data.get_desc();
      parts_.emplace_back(forward.dst_desc().submemory_desc(layout.dims(), offset), OneDnnEngine(),
                          nullptr);
      sinks_.emplace_back(*input, layout, in_backward);
      offset[1] += layout.dims()[1];
    }
  }

  void Forward() override {
    std::unordered_map<int, memory> arguments = {{DNNL_ARG_DST, output_.data}};
    for (size_t i = 0; i < inputs_.size(); ++i) {
      arguments[DNNL_ARG_MULTIPLE_SRC + static_cast<int>(i)] = inputs_[i]->data;
    }
    forward_.execute(OneDnnStream(), arguments);
  }

  void Backward() override {
    for (size_t i = 0; i < inputs_.size(); ++i) {
      if (!sinks_[i].wanted()) continue;
      parts_[i].set_data_handle(output_.gradient.get_data_handle());
      Reorder(parts_[i], sinks_[i].target());
      sinks_[i].Add();
    }
  }

 private:
  const std::vector<FusedValue*> inputs_;
  FusedValue& output_;
  dnnl::concat forward_;
  std::vector<memory> parts_;  // of the output's gradient
  std::vector<GradientSink> sinks_;
};

FusedValue Zeros(const memory::desc& like, int64_t channels) {
  memory::dims sizes = like.dims();
  sizes[1] = channels;
  const memory::desc layout(sizes, like.data_type(), memory::format_tag::nhwc);
  FusedValue zeros;
  zeros.data = memory(layout, OneDnnEngine());
  std::memset(zeros.data.get_data_handle(), 0, layout.get_size());
  return zeros;
}

class PadChannelsStep final : public FusedStep {
 public:
  PadChannelsStep(const GraphOp& op, FusedValue& input, FusedValue& output)
      : zeros_(Zeros(input.data.get_desc(), op.sizes[0] - input.data.get_desc().dims()[1])),
        concat_({&input, &zeros_}, output) {
    in_backward = concat_.in_backward;
  }
  void Forward() override { concat_.Forward(); }
  void Backward() override { concat_.Backward(); }

 private:
  FusedValue zeros_;
  ConcatStep concat_;
};

}  // namespace

std::unique_ptr<FusedStep> MakeConcatStep(const std::vector<FusedValue*>& inputs,
                                          FusedValue& output) {
  return std::make_unique<ConcatStep>(inputs, output);
}

std::unique_ptr<FusedStep> MakePadChannelsStep(const GraphOp& op, FusedValue& input,
                                               FusedValue& output) {
  return std::make_unique<PadChannelsStep>(op, input, output);
}

}  // namespace stride
